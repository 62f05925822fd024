"""PubMed, by the E-utilities of the US National Library of Medicine: search, then fetch."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.pubmed_xml import read_pubmed_xml
from theodolite.horizon.item import Item
from theodolite.horizon.sources.asking import first_day, needed, with_query
from theodolite.horizon.sources.json_answer import at, read_json, text, texts, whole
from theodolite.horizon.sources.reading import finished, seen_in
from theodolite.horizon.sources.source import Answer, Page, Request, Source
from theodolite.horizon.sources.xml_answer import refuse_many_tags

_AT_ONCE = 200
_MOST = 10_000
_PMID = re.compile(rb"<PMID[^>]*>(\d+)</PMID>")


def first_request(source: Source, *, since: datetime | None) -> Request:
    """A search in PubMed's own language (`query`), by when records entered PubMed.

    Its answer only counts; the records stay at PubMed, from where they are fetched in pages.
    """
    day = first_day(source, since, days_late=2)
    address = with_query(
        source.address,
        {
            "db": "pubmed",
            "term": needed(source, "query", "radiotherapy[tiab] AND physics[tiab]"),
            "retmode": "json",
            "retmax": "0",
            "usehistory": "y",
            "datetype": "edat" if day else "",
            "mindate": f"{day:%Y/%m/%d}" if day else "",
            "maxdate": "3000" if day else "",
            **_who(source),
        },
    )
    return Request(address, secret_parameter="api_key")  # noqa: S106 (the parameter's name)


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """From a search, the first page to fetch; from a page, its articles and the next one."""
    if answer.payload.lstrip()[:1] == b"{":
        return _searched(read_json(answer.payload, source.name), asked, source)
    refuse_many_tags(answer.payload, source.name)
    seen = seen_in(answer, asked, source)
    found = read_pubmed_xml(answer.payload, seen)
    deleted = answer.payload.partition(b"<DeleteCitation>")[2].partition(b"</DeleteCitation>")[0]
    return Page(
        tuple(finished(_with_address(item), seen, source) for item in found.items),
        _next_page(asked),
        found.unreadable,
        tuple(f"pmid:{number.decode()}" for number in _PMID.findall(deleted)),
        found.notes,
        int(asked.remember.get("count", "0")) or None,
    )


def _with_address(item: Item) -> Item:
    number = item.identifier("pmid")
    return replace(item, address=f"https://pubmed.ncbi.nlm.nih.gov/{number}/") if number else item


def _searched(found: Any, asked: Request, source: Source) -> Page:
    result = at(found, "esearchresult")
    count = whole(result, "count")
    problem = text(found, "error") or text(result, "ERROR")
    if problem or count is None:
        raise UnreadableSource(
            f"{source.name} asked PubMed for something it refused:"
            f" {problem or 'it counted no records'}. Correct the query, or try again later."
        )
    first = None
    if count:
        address = with_query(
            asked.address.split("?")[0].replace("esearch", "efetch"),
            {
                "db": "pubmed",
                "query_key": text(result, "querykey"),
                "WebEnv": text(result, "webenv"),
                "retmode": "xml",
                "retstart": "0",
                "retmax": str(_AT_ONCE),
                **_who(source),
            },
        )
        remember = {"count": str(count), "start": "0"}
        first = Request(address, remember=remember, secret_parameter=asked.secret_parameter)
    return Page((), first, notes=tuple(_notes(result, count, source)), total=count)


def _next_page(asked: Request) -> Request | None:
    start = int(asked.remember.get("start", "0")) + _AT_ONCE
    if start >= min(int(asked.remember.get("count", "0")), _MOST):
        return None
    address = with_query(asked.address, {"retstart": str(start)})
    remember = {**asked.remember, "start": str(start)}
    return Request(address, asked.headers, remember, asked.secret_parameter)


def _who(source: Source) -> dict[str, str]:
    return {"tool": "theodolite", "email": source.ask.get("contact", "")}


def _notes(result: Any, count: int, source: Source) -> list[str]:
    notes = []
    if count > _MOST:
        notes.append(
            f"{source.name} finds {count:,} records, of which PubMed gives only {_MOST:,}."
            " Make its query narrower, or scan it more often."
        )
    unknown = texts(result, "errorlist", "phrasesnotfound")
    ignored = (*unknown, *texts(result, "warninglist", "quotedphrasesnotfound"))
    if ignored:
        notes.append(
            f"PubMed does not know {', '.join(repr(one) for one in ignored[:5])} in the query of"
            f" {source.name}. Correct it, or what it finds is not what was meant."
        )
    return notes
