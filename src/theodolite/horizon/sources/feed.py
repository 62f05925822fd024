"""RSS and Atom feeds, of journals and of anyone else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Kind, Seen, identity_from
from theodolite.horizon.sources.asking import safe_link
from theodolite.horizon.sources.contained import read_contained
from theodolite.horizon.sources.identifiers import arxiv_in, doi_in, issn_in
from theodolite.horizon.sources.reading import kind_of, seen_in
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"


def first_request(source: Source, *, since: datetime | None) -> Request:
    """The feed itself; it says only what is newest, so `since` does not matter."""
    del since
    return Request(source.address, {"accept": _ACCEPT})


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """Every entry of a feed that has a title or a text, and the next page where it names one.

    What they are is what the source says under `kind` of its `ask`; else one with a DOI is a
    paper and any other is news.
    """
    kind = kind_of(source)
    where = {"address": answer.address}
    feed = read_contained("feed", answer.payload, name=source.name, options=where)
    seen = seen_in(answer, asked, source)
    items, unreadable = [], []
    for number, entry in enumerate(feed["entries"], 1):
        if entry["title"] or entry["abstract"]:
            items.append(_item(entry, feed, seen, source, kind))
        else:
            which = entry["address"] or entry["name"] or "no address either"
            unreadable.append(f"Entry {number} has neither a title nor a text ({which}).")
    return Page(
        tuple(items),
        following=_following(feed, asked),
        unreadable=tuple(unreadable),
        notes=_notes(feed, answer, source),
    )


def _item(entry: Any, feed: Any, seen: Seen, source: Source, kind: Kind | None) -> Item:
    marks: Mapping[str, str] = entry["marks"]
    address = safe_link(entry["address"])
    numbers = _numbers(marks, address, entry["name"])
    title = entry["title"] or _beginning(entry["abstract"])
    said = "" if address else entry["name"] or repr((title, entry["abstract"], entry["published"]))
    return Item(
        identity=identity_from(numbers, address=address, said=said),
        title=title,
        kind=kind
        or ("preprint" if "arxiv" in numbers else "paper" if "doi" in numbers else "news"),
        observed_at=seen.at,
        abstract=entry["abstract"] if entry["abstract"] != title else "",
        people=tuple(entry["people"]),
        venue=marks.get("venue") or feed["title"],
        published=published_from(entry["published"]),
        address=address,
        language=entry["language"] or feed["language"],
        licence=entry["licence"] or source.licence or feed["licence"],
        keywords=tuple(dict.fromkeys(entry["keywords"])),
        identifiers=named(numbers) if numbers else (),
        journal=_journal(marks) if marks else (),
        trail=(seen,),
    )


def _journal(marks: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return named({name: marks.get(name, "") for name in ("volume", "issue", "pages", "publisher")})


def _numbers(marks: Mapping[str, str], address: str, name: str) -> dict[str, str]:
    written = (marks.get("doi", ""), marks.get("identifier", ""), name, address)
    doi = next((found for text in written if (found := doi_in(text))), "")
    arxiv = arxiv_in(address) if "arxiv.org/" in address else ""
    numbers = {"doi": doi, "arxiv": arxiv, "issn": issn_in(marks.get("issn", ""))}
    return {name: number for name, number in numbers.items() if number}


def _beginning(text: str) -> str:
    """The first words of a post that has no title, as many as a title may have."""
    words = text[:120].rsplit(" ", 1)[0] if len(text) > 120 else text
    return f"{words} …" if len(words) < len(text) else words


def _following(feed: Any, asked: Request) -> Request | None:
    address = safe_link(feed["following"])
    return Request(address, asked.headers) if address and address != asked.address else None


def _notes(feed: Any, answer: Answer, source: Source) -> tuple[str, ...]:
    if feed["entries"]:
        return ()
    return (
        f"{source.name} is a feed without entries ({len(answer.payload):,} bytes)."
        " If that lasts, it may have moved.",
    )
