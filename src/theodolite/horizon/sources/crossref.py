"""Crossref, where publishers register DOIs (api.crossref.org)."""

import re
from datetime import datetime
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_on
from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Kind, Link, Published, Relation, Seen
from theodolite.horizon.sources.asking import first_day, parameter, safe_link, with_query
from theodolite.horizon.sources.identifiers import doi_in, issn_in
from theodolite.horizon.sources.json_answer import at, read_json, rows, text, texts, whole
from theodolite.horizon.sources.plain_text import plain, told
from theodolite.horizon.sources.reading import Unreadable, read_records, seen_in, titled
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_KINDS: dict[str, Kind] = {
    "journal-article": "paper",
    "proceedings-article": "conference",
    "proceedings": "conference",
    "posted-content": "preprint",
    "dissertation": "thesis",
    "dataset": "dataset",
    "standard": "standard",
    "book": "book",
    "book-chapter": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
}
_UPDATES: dict[str, tuple[Relation, Relation]] = {
    "retraction": ("retracts", "retracted by"),
    "partial_retraction": ("retracts", "retracted by"),
    "withdrawal": ("retracts", "retracted by"),
    "removal": ("retracts", "retracted by"),
    "correction": ("corrects", "corrected by"),
    "corrigendum": ("corrects", "corrected by"),
    "erratum": ("corrects", "corrected by"),
    "addendum": ("corrects", "corrected by"),
    "clarification": ("corrects", "corrected by"),
    "expression_of_concern": ("expression of concern about", "related"),
    "new_version": ("replaces", "replaced by"),
    "new_edition": ("replaces", "replaced by"),
}
_RELATIONS: dict[str, Relation] = {
    "is-preprint-of": "published as",
    "has-preprint": "replaces",
    "replaces": "replaces",
    "is-replaced-by": "replaced by",
    "is-part-of": "part of",
    "is-based-on": "based on",
    "is-derived-from": "based on",
    "is-review-of": "reports on",
    "is-comment-on": "reports on",
}
_JATS = re.compile(r"<(/?)jats:")
_ROWS = 200


def first_request(source: Source, *, since: datetime | None) -> Request:
    """A search (`query`), a filter as Crossref writes it (`filter`), or all of an address.

    Works are asked for by when their DOI was registered, which a retraction's is too;
    `dates = "updated"` asks by when the publisher last changed the record.
    """
    day = first_day(source, since, days_late=2)
    name = "from-update-date" if source.ask.get("dates") == "updated" else "from-created-date"
    filters = [source.ask.get("filter", ""), f"{name}:{day}" if day else ""]
    address = with_query(
        source.address,
        {
            "query": source.ask.get("query", ""),
            "filter": ",".join(one for one in filters if one),
            "rows": str(_ROWS),
            "cursor": "*",
            "mailto": source.ask.get("contact", ""),
        },
    )
    return Request(address)


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """The works of one page, and the next page by its cursor."""
    message = at(read_json(answer.payload, source.name), "message")
    records = [message] if text(message, "DOI") else at(message, "items")
    if not isinstance(records, list):
        said = text(message, 0, "message") or "no list of works"
        raise UnreadableSource(
            f"{source.name} asked Crossref for something it refused: {said}."
            " Correct the query or the filter of the source."
        )
    page = read_records(records, _item, seen_in(answer, asked, source), source)
    cursor = text(message, "next-cursor")
    following = None
    # Crossref gives a next cursor for ever; a page that is not full is the last.
    if cursor and len(records) >= int(parameter(asked.address, "rows") or _ROWS):
        following = Request(with_query(asked.address, {"cursor": cursor}), asked.headers)
    return Page(page.items, following, page.unreadable, total=whole(message, "total-results"))


def _item(record: Any, seen: Seen) -> Item:
    doi = doi_in(text(record, "DOI"))
    if not doi:
        raise Unreadable(f"its DOI cannot be read ({text(record, 'DOI') or 'it has none'}).")
    title = ": ".join(filter(None, (text(record, "title", 0), text(record, "subtitle", 0))))
    kind = _KINDS.get(text(record, "type"), "other")
    return Item(
        identity="",
        title=titled(told(title), doi),
        kind=kind,
        observed_at=seen.at,
        abstract=plain(_JATS.sub(r"<\1", text(record, "abstract"))),
        people=texts([_name(one) for one in rows(record, "author") or rows(record, "editor")]),
        venue=told(text(record, "container-title", 0) or text(record, "institution", 0, "name")),
        published=_published(record),
        address=f"https://doi.org/{doi}",
        language=text(record, "language"),
        licence=safe_link(text(record, "license", 0, "URL")),
        keywords=texts(record, "subject"),
        identifiers=named(
            {
                "doi": doi,
                "issn": issn_in(text(record, "ISSN", 0)),
                "isbn": text(record, "ISBN", 0).rsplit("/", 1)[-1],
            }
        ),
        journal=named(
            {
                "volume": text(record, "volume"),
                "issue": text(record, "issue"),
                "pages": text(record, "page") or text(record, "article-number"),
                "publisher": text(record, "publisher"),
            }
        ),
        links=tuple(dict.fromkeys((*_updates(record), *_relations(record)))),
    )


def _name(person: Any) -> str:
    family = " ".join(filter(None, (text(person, "family"), text(person, "suffix"))))
    return ", ".join(filter(None, (family, text(person, "given")))) or text(person, "name")


def _published(record: Any) -> Published | None:
    """The earliest date that the publisher gives, as exact as it is given."""
    for name in ("published", "issued", "published-online", "published-print", "posted"):
        parts = [text(part) for part in rows(record, name, "date-parts", 0)]
        if parts and (found := published_on(*parts[:3])):
            return found
    return None


def _updates(record: Any) -> list[Link]:
    """What a notice does to the works it names, and what notices did to this work."""
    links = []
    for name, place in (("update-to", 0), ("updated-by", 1)):
        for one in rows(record, name):
            target = doi_in(text(one, "DOI"))
            written = text(one, "type").lower().replace("-", "_").replace(" ", "_")
            relation = _UPDATES.get(written, ("related", "related"))[place]
            if target:
                links.append(Link(relation, f"doi:{target}"))
    return links


def _relations(record: Any) -> list[Link]:
    given = at(record, "relation")
    return [
        Link(_RELATIONS[name], f"doi:{target}")
        for name in (given if isinstance(given, dict) else ())
        if name in _RELATIONS
        for one in rows(given, name)
        if (target := doi_in(text(one, "id")))
    ]
