"""arXiv, the archive of preprints (its API, an Atom feed with additions)."""

from datetime import datetime
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.read import named
from theodolite.horizon.files.xml_tree import text_of, tree_from
from theodolite.horizon.item import Item, Link, Seen
from theodolite.horizon.sources.asking import first_day, needed, parameter, safe_link, with_query
from theodolite.horizon.sources.identifiers import arxiv_in, doi_in
from theodolite.horizon.sources.plain_text import line
from theodolite.horizon.sources.reading import Unreadable, read_records, seen_in, titled
from theodolite.horizon.sources.source import Answer, Page, Request, Source
from theodolite.horizon.sources.xml_answer import refuse_many_tags

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_AT_ONCE = 100
_MOST = 30_000
_WITHDRAWN = ("this paper has been withdrawn", "this submission has been withdrawn", "withdrawn")


def first_request(source: Source, *, since: datetime | None) -> Request:
    """A search in arXiv's own language (`query`), the last changed first.

    arXiv can sort by the day of the last change but not filter by it, so pages are read until an
    entry is older than two days before the last scan.
    """
    address = with_query(
        source.address,
        {
            "search_query": needed(source, "query", "cat:physics.med-ph"),
            "sortBy": "lastUpdatedDate",
            "sortOrder": "descending",
            "start": "0",
            "max_results": str(_AT_ONCE),
        },
    )
    day = first_day(source, since, days_late=2)
    return Request(address, remember={"since": day.isoformat()} if day else {})


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """The entries of one page, and the next page while there are newer ones."""
    refuse_many_tags(answer.payload, source.name)
    feed = tree_from(answer.payload, source.name)
    entries = feed.findall(f"{_ATOM}entry")
    total = text_of(feed.find(f"{_SEARCH}totalResults"))
    _check(feed, entries, asked, source)
    taken_back = [entry for entry in entries if _is_withdrawn(entry)]
    kept = [entry for entry in entries if not _is_withdrawn(entry)]
    page = read_records(kept, _item, seen_in(answer, asked, source), source)
    return Page(
        page.items,
        _following(entries, int(total) if total.isdecimal() else 0, asked),
        page.unreadable,
        tuple(f"arxiv:{_number(entry)}" for entry in taken_back if _number(entry)),
        total=int(total) if total.isdecimal() else None,
    )


def _check(feed: Any, entries: list[Any], asked: Request, source: Source) -> None:
    if feed.tag != f"{_ATOM}feed":
        raise UnreadableSource(
            f"{source.name} sent no Atom feed, which the API of arXiv gives."
            " Check its address; it should be https://export.arxiv.org/api/query."
        )
    for entry in entries:
        if "/api/errors" in text_of(entry.find(f"{_ATOM}id")):
            said = text_of(entry.find(f"{_ATOM}summary"))
            raise UnreadableSource(
                f"{source.name} asked arXiv for something it refused: {said}."
                " Correct the query of the source."
            )
    total = text_of(feed.find(f"{_SEARCH}totalResults"))
    start = int(parameter(asked.address, "start") or 0)
    if not entries and total.isdecimal() and start < int(total):
        raise UnreadableSource(
            f"{source.name} got an empty page from arXiv though there are {int(total):,} results."
            " arXiv does so when it is busy. Scan again later; reading goes on from here."
        )


def _following(entries: list[Any], total: int, asked: Request) -> Request | None:
    start = int(parameter(asked.address, "start") or 0) + len(entries)
    oldest = text_of(entries[-1].find(f"{_ATOM}updated"))[:10] if entries else ""
    if not entries or start >= min(total, _MOST) or oldest < asked.remember.get("since", ""):
        return None
    return Request(with_query(asked.address, {"start": str(start)}), asked.headers, asked.remember)


def _is_withdrawn(entry: Any) -> bool:
    said = (text_of(entry.find(f"{_ARXIV}comment")), text_of(entry.find(f"{_ATOM}summary")))
    return any(text.lower().startswith(_WITHDRAWN) for text in said)


def _number(entry: Any) -> str:
    return arxiv_in(text_of(entry.find(f"{_ATOM}id")))


def _item(entry: Any, seen: Seen) -> Item:
    number = _number(entry)
    if not number:
        raise Unreadable(f"its number cannot be read ({text_of(entry.find(f'{_ATOM}id'))}).")
    doi = doi_in(text_of(entry.find(f"{_ARXIV}doi")))
    words = [line(one.get("term") or "") for one in entry.findall(f"{_ATOM}category")]
    links = [Link("full text", address) for address in _pdf(entry)]
    if doi:
        links.insert(0, Link("published as", f"doi:{doi}"))
    return Item(
        identity=f"arxiv:{number}",
        title=titled(line(text_of(entry.find(f"{_ATOM}title"))), number),
        kind="preprint",
        observed_at=seen.at,
        abstract=line(text_of(entry.find(f"{_ATOM}summary"))),
        people=tuple(filter(None, map(text_of, entry.findall(f"{_ATOM}author/{_ATOM}name")))),
        venue="arXiv",
        published=published_from(text_of(entry.find(f"{_ATOM}published"))),
        address=f"https://arxiv.org/abs/{number}",
        licence=safe_link(text_of(entry.find(f"{_ARXIV}license"))),
        keywords=tuple(dict.fromkeys(word for word in words if word)),
        identifiers=named({"arxiv": number}),
        links=tuple(links),
    )


def _pdf(entry: Any) -> list[str]:
    found = [
        one.get("href") or "" for one in entry.findall(f"{_ATOM}link") if one.get("title") == "pdf"
    ]
    return [address for one in found[:1] if (address := safe_link(one))]
