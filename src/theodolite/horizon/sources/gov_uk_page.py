"""One page of GOV.UK as its content API tells it."""

import re
from datetime import date
from typing import Any

from theodolite.horizon.files.dates import published_from, published_on
from theodolite.horizon.item import Item, Kind, Link, Seen
from theodolite.horizon.sources.json_answer import at, rows, text, texts
from theodolite.horizon.sources.plain_text import plain
from theodolite.horizon.sources.reading import titled

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("consultation", "consultation"),
    ("call_for_evidence", "consultation"),
    ("statistics", "statistics"),
    ("statistical_data_set", "statistics"),
    ("drug_safety_update", "alert"),
    ("safety_alert", "alert"),
    ("hazard", "alert"),
    ("guid", "guidance"),
    ("manual", "guidance"),
    ("notice", "guidance"),
    ("policy", "policy"),
    ("regulation", "policy"),
    ("legislation", "policy"),
    ("impact_assessment", "policy"),
    ("standard", "standard"),
    ("research", "other"),
    ("news", "news"),
    ("press_release", "news"),
    ("speech", "news"),
    ("statement", "news"),
)
_WRITTEN = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")


def kind_of_document(documents: str) -> Kind:
    """What sort of item a type of document of GOV.UK is.

    >>> kind_of_document("open_consultation"), kind_of_document("press_release")
    ('consultation', 'news')
    """
    return next((kind for word, kind in _KINDS if word in documents), "other")


def identity_of(path: str) -> str:
    """The lasting name of a page, which is its path; other addresses name themselves."""
    return f"govuk:{path}" if path.startswith("/") else f"url:{path}"


def is_withdrawn(found: Any) -> bool:
    """Whether the page says that it no longer holds, or is gone."""
    notice = at(found, "withdrawn_notice")
    is_cancelled = text(found, "details", "state") == "cancelled"
    gone = text(found, "document_type") in ("gone", "redirect", "vanish")
    return is_cancelled or gone or bool(isinstance(notice, dict) and notice)


def page(found: Any, seen: Seen) -> Item:
    """The page as an item; the day on which a consultation closes is its deadline."""
    path = text(found, "base_path")
    documents = text(found, "document_type")
    kind = kind_of_document(documents)
    details = at(found, "details")
    opens, closes = day_of(text(details, "opening_date")), day_of(text(details, "closing_date"))
    first = text(found, "first_published_at") or text(details, "first_public_at")
    organisations = rows(found, "links", "organisations")
    return Item(
        identity=identity_of(path),
        title=titled(text(found, "title"), path),
        kind=kind,
        observed_at=seen.at,
        abstract=" ".join(filter(None, (text(found, "description"), _body(details)))),
        people=texts([text(one, "title") for one in rows(found, "links", "people")]),
        venue="; ".join(texts([text(one, "title") for one in organisations])) or "GOV.UK",
        published=published_from(first or text(found, "public_updated_at")),
        address=f"https://www.gov.uk{path}",
        language=text(found, "locale"),
        licence="OGL-UK-3.0",
        keywords=texts([documents.replace("_", " "), *_subjects(found)]),
        links=_links(found),
        deadline=closes if kind == "consultation" else None,
        starts=opens or _announced(text(details, "display_date")),
        ends=closes,
    )


def day_of(written: str) -> date | None:
    """The day that a moment was written for, in the time of its place; None where it is vaguer."""
    found = published_from(written)
    return found.on if found and found.precision == "day" else None


def _body(details: Any) -> str:
    body = at(details, "body")
    if isinstance(body, list):
        as_html = [text(one, "content") for one in body if text(one, "content_type") == "text/html"]
        body = next(iter(as_html), "")
    return plain(body) if isinstance(body, str) else ""


def _subjects(found: Any) -> list[str]:
    names = ("policy_areas", "taxons", "topics")
    return [text(one, "title") for name in names for one in rows(found, "links", name)]


def _announced(written: str) -> date | None:
    """The day on which statistics are to come out; they may be announced for a month only."""
    parts = _WRITTEN.match(written)
    found = published_on(parts[3], parts[2], parts[1]) if parts else None
    return found.on if found and found.precision == "day" else None


def _links(found: Any) -> tuple[Link, ...]:
    """The collections of documents that the page is part of."""
    collections = rows(found, "links", "document_collections")
    paths = texts([text(one, "base_path") for one in collections])
    return tuple(Link("part of", identity_of(path)) for path in paths)
