"""Europe PMC: life-science papers and preprints (its RESTful web service)."""

from datetime import datetime
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.languages import short_code
from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Kind, Link, Published, Relation, Seen
from theodolite.horizon.sources.asking import first_day, needed, safe_link, with_query
from theodolite.horizon.sources.identifiers import doi_in, issn_in, pmcid_in, pmid_in
from theodolite.horizon.sources.json_answer import at, read_json, rows, text, texts, whole
from theodolite.horizon.sources.plain_text import told
from theodolite.horizon.sources.reading import read_records, seen_in, titled
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_RELATIONS: dict[str, Relation] = {
    "erratum for": "corrects",
    "erratum in": "corrected by",
    "retraction of": "retracts",
    "retraction in": "retracted by",
    "expression of concern for": "expression of concern about",
    "corrected and republished from": "replaces",
    "corrected and republished in": "replaced by",
    "retracted and republished from": "replaces",
    "retracted and republished in": "replaced by",
    "update of": "replaces",
    "update in": "replaced by",
    "preprint of": "published as",
    "preprint in": "replaces",
}
_KINDS: dict[str, Kind] = {
    "preprint": "preprint",
    "guideline": "guidance",
    "practice guideline": "guidance",
    "clinical trial protocol": "trial",
    "dataset": "dataset",
    "book": "book",
    "congress": "conference",
    "academic dissertation": "thesis",
    "news": "news",
}
_SOURCES = {"MED": "pmid", "PMC": "pmcid"}


def first_request(source: Source, *, since: datetime | None) -> Request:
    """A search in Europe PMC's own language (`query`), by when records were first indexed."""
    query = needed(source, "query", 'radiotherapy AND "machine learning"')
    if day := first_day(source, since, days_late=2):
        query = f"({query}) AND (FIRST_IDATE:[{day} TO 3000-12-31])"
    address = with_query(
        source.address,
        {
            "query": query,
            "resultType": "core",
            "format": "json",
            "pageSize": "100",
            "cursorMark": "*",
            "email": source.ask.get("contact", ""),
        },
    )
    return Request(address)


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """The records of one page, and the next page by its cursor."""
    found = read_json(answer.payload, source.name)
    records = at(found, "resultList", "result")
    if not isinstance(records, list):
        said = text(found, "errMsg") or "no list of results"
        raise UnreadableSource(
            f"{source.name} asked Europe PMC for something it refused: {said}."
            " Correct the query of the source."
        )
    page = read_records(records, _item, seen_in(answer, asked, source), source)
    cursor, now = text(found, "nextCursorMark"), text(found, "request", "cursorMark")
    following = None
    if records and cursor and cursor != now:
        following = Request(with_query(asked.address, {"cursorMark": cursor}), asked.headers)
    return Page(page.items, following, page.unreadable, total=whole(found, "hitCount"))


def _item(record: Any, seen: Seen) -> Item:
    base, number = text(record, "source"), text(record, "id")
    journal = at(record, "journalInfo")
    numbers = named(_numbers(record, journal))
    return Item(
        identity="" if _is_lasting(dict(numbers)) else f"europepmc:{base}/{number}",
        title=titled(told(text(record, "title")).removesuffix("."), f"{base} {number}".strip()),
        kind=_kind(record),
        observed_at=seen.at,
        abstract=told(text(record, "abstractText")),
        people=_people(record),
        venue=text(journal, "journal", "title") or text(record, "journalTitle") or _server(record),
        published=_published(record, journal),
        address=f"https://europepmc.org/article/{base}/{number}" if base and number else "",
        language=short_code(text(record, "language")),
        licence=text(record, "license"),
        keywords=_keywords(record),
        identifiers=numbers,
        journal=named(
            {
                "volume": text(journal, "volume") or text(record, "journalVolume"),
                "issue": text(journal, "issue") or text(record, "issue"),
                "pages": text(record, "pageInfo"),
                "publisher": text(record, "bookOrReportDetails", "publisher"),
            }
        ),
        links=(*_links(record), *_full_text(record)),
    )


def _is_lasting(numbers: dict[str, str]) -> bool:
    return any(numbers.get(name) for name in ("doi", "pmid", "pmcid"))


def _numbers(record: Any, journal: Any) -> dict[str, str]:
    issns = (text(journal, "journal", "essn"), text(record, "journalIssn"))
    return {
        "doi": doi_in(text(record, "doi")),
        "pmid": pmid_in(text(record, "pmid")),
        "pmcid": pmcid_in(text(record, "pmcid")),
        "issn": issn_in(text(journal, "journal", "issn") or " ".join(issns)),
        "isbn": text(record, "bookOrReportDetails", "isbn13"),
    }


def _kind(record: Any) -> Kind:
    if text(record, "source") == "PPR":
        return "preprint"
    types = [one.lower() for one in texts(record, "pubTypeList", "pubType")]
    written = [*types, *text(record, "pubType").lower().split("; ")]
    return next((_KINDS[one] for one in written if one in _KINDS), "paper")


def _people(record: Any) -> tuple[str, ...]:
    names = []
    for one in rows(record, "authorList", "author"):
        given = text(one, "firstName") or text(one, "initials")
        parts = (text(one, "lastName"), given)
        names.append(", ".join(filter(None, parts)) if parts[0] else text(one, "collectiveName"))
    if not any(names):
        names = text(record, "authorString").rstrip(".").split(", ")
    return texts(names)


def _published(record: Any, journal: Any) -> Published | None:
    """The electronic date; else the issue's as it is printed, for its day is often made up."""
    electronic = text(record, "electronicPublicationDate")
    printed = text(journal, "dateOfPublication")
    first = text(record, "firstPublicationDate") if not printed else ""
    for written in (electronic, printed, first, text(record, "pubYear")):
        if found := published_from(written):
            return found
    return None


def _server(record: Any) -> str:
    return text(record, "bookOrReportDetails", "publisher")


def _keywords(record: Any) -> tuple[str, ...]:
    subjects = [
        text(one, "descriptorName") for one in rows(record, "meshHeadingList", "meshHeading")
    ]
    return texts([*rows(record, "keywordList", "keyword"), *subjects])


def _links(record: Any) -> list[Link]:
    links = []
    for one in rows(record, "commentCorrectionList", "commentCorrection"):
        base, number = text(one, "source"), text(one, "id")
        named_by = _SOURCES.get(base)
        target = f"{named_by}:{number.lower()}" if named_by else f"europepmc:{base}/{number}"
        relation = _RELATIONS.get(text(one, "type").lower(), "related")
        if number:
            links.append(Link(relation, target))
    return links


def _full_text(record: Any) -> list[Link]:
    free = [
        safe_link(text(one, "url"))
        for one in rows(record, "fullTextUrlList", "fullTextUrl")
        if text(one, "availabilityCode") in ("OA", "F") and text(one, "documentStyle") != "doi"
    ]
    return [Link("full text", address) for address in free[:1] if address]
