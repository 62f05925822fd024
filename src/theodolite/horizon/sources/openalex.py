"""OpenAlex, the open index of the world's scholarly works (developers.openalex.org)."""

from datetime import datetime
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Kind, Link, Published, Seen
from theodolite.horizon.sources.asking import first_day, parameter, safe_link, with_query
from theodolite.horizon.sources.identifiers import arxiv_in, doi_in, issn_in, pmcid_in, pmid_in
from theodolite.horizon.sources.json_answer import at, read_json, rows, text, texts, whole
from theodolite.horizon.sources.plain_text import told
from theodolite.horizon.sources.reading import read_records, seen_in, titled
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_KINDS: dict[str, Kind] = {
    "preprint": "preprint",
    "book": "book",
    "book-chapter": "book",
    "dissertation": "thesis",
    "dataset": "dataset",
    "standard": "standard",
    "conference-paper": "conference",
}
_FIELDS = (
    *("id", "doi", "ids", "display_name", "publication_date", "publication_year", "type"),
    *("language", "authorships", "primary_location", "open_access", "biblio", "keywords"),
    *("abstract_inverted_index", "is_retracted"),
)
_LATE = {"created": 1, "published": 45}
_LONGEST_ABSTRACT = 20_000


def first_request(source: Source, *, since: datetime | None) -> Request:
    """A search (`query`), a filter as OpenAlex writes it (`filter`), or both.

    By default works are asked for by when they were published, from 45 days before the last scan,
    because the index gets them late; `dates = "created"` asks by when they were indexed, which
    OpenAlex allows only with a paid key.
    """
    by = "created" if source.ask.get("dates") == "created" else "published"
    day = first_day(source, since, days_late=_LATE[by])
    name = "from_created_date" if by == "created" else "from_publication_date"
    filters = [source.ask.get("filter", ""), f"{name}:{day}" if day else ""]
    address = with_query(
        source.address,
        {
            "search": source.ask.get("query", ""),
            "filter": ",".join(one for one in filters if one),
            "select": ",".join(_FIELDS),
            "per_page": "100",
            "cursor": "*",
            "mailto": source.ask.get("contact", ""),
        },
    )
    return Request(address, secret_parameter="api_key")  # noqa: S106 (the parameter's name)


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """The works of one page, and the next page by its cursor."""
    found = read_json(answer.payload, source.name)
    if at(found, "results") is None and text(found, "id").startswith("https://openalex.org/W"):
        found = {"results": [found]}
    if not isinstance(at(found, "results"), list):
        said = text(found, "message") or text(found, "error") or "no list of results"
        raise UnreadableSource(
            f"{source.name} asked OpenAlex for something it refused: {said}."
            " Correct the query or the filter of the source."
        )
    page = read_records(rows(found, "results"), _item, seen_in(answer, asked, source), source)
    cursor = text(found, "meta", "next_cursor")
    following = None
    if cursor and rows(found, "results") and cursor != parameter(asked.address, "cursor"):
        address = with_query(asked.address, {"cursor": cursor})
        following = Request(address, asked.headers, secret_parameter=asked.secret_parameter)
    return Page(page.items, following, page.unreadable, total=whole(found, "meta", "count"))


def _item(record: Any, seen: Seen) -> Item:
    doi = doi_in(text(record, "doi"))
    place = at(record, "primary_location")
    landing = safe_link(text(place, "landing_page_url"))
    name = text(record, "id").rsplit("/", 1)[-1]
    is_retracted = at(record, "is_retracted") is True
    words = texts([text(one, "display_name") for one in rows(record, "keywords")])
    return Item(
        identity="",
        title=titled(told(text(record, "display_name") or text(record, "title")), name),
        kind=_KINDS.get(text(record, "type"), "paper" if text(record, "type") else "other"),
        observed_at=seen.at,
        abstract=abstract_of(at(record, "abstract_inverted_index")),
        people=texts([text(one, "author", "display_name") for one in rows(record, "authorships")]),
        venue=text(place, "source", "display_name"),
        published=_published(record),
        address=f"https://doi.org/{doi}" if doi else landing or safe_link(text(record, "id")),
        language=text(record, "language"),
        licence=text(place, "license"),
        keywords=(*words, "retracted") if is_retracted else words,
        identifiers=named(
            {
                "doi": doi,
                "pmid": pmid_in(text(record, "ids", "pmid")),
                "pmcid": pmcid_in(text(record, "ids", "pmcid")),
                "arxiv": arxiv_in(landing) if "arxiv.org/" in landing else "",
                "openalex": name,
                "issn": issn_in(text(place, "source", "issn_l")),
            }
        ),
        journal=named(
            {
                "volume": text(record, "biblio", "volume"),
                "issue": text(record, "biblio", "issue"),
                "pages": _pages(record),
                "publisher": text(place, "source", "host_organization_name"),
            }
        ),
        links=_full_text(record),
    )


def _published(record: Any) -> Published | None:
    """OpenAlex gives a day even where it knows only the year, and then the first of January."""
    day = text(record, "publication_date")
    if day.endswith("-01-01") or not day:
        return published_from(day[:4] or text(record, "publication_year"))
    return published_from(day)


def _pages(record: Any) -> str:
    first, last = text(record, "biblio", "first_page"), text(record, "biblio", "last_page")
    return f"{first}-{last}" if last and last != first else first


def _full_text(record: Any) -> tuple[Link, ...]:
    address = safe_link(text(record, "open_access", "oa_url"))
    return (Link("full text", address),) if address else ()


def abstract_of(inverted: Any) -> str:
    """The abstract from OpenAlex's list of the places at which each word stands."""
    if not isinstance(inverted, dict):
        return ""
    placed = [
        (place, word)
        for word, places in inverted.items()
        if isinstance(places, list)
        for place in places
        if isinstance(place, int)
    ]
    if len(placed) > _LONGEST_ABSTRACT:
        return ""
    return told(" ".join(word for _, word in sorted(placed)))
