"""GOV.UK: news, consultations, alerts and statistics of the UK government (search and content API).

The search API lists what was published; the content API tells of a page what the search does not,
such as when a consultation closes.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.sources.asking import first_day, parameter, with_query
from theodolite.horizon.sources.gov_uk_page import (
    day_of,
    identity_of,
    is_withdrawn,
    kind_of_document,
    page,
)
from theodolite.horizon.sources.json_answer import at, read_json, rows, text, texts, whole
from theodolite.horizon.sources.reading import Unreadable, read_records, seen_in, titled
from theodolite.horizon.sources.source import Answer, Page, Request, Source

_AT_ONCE = 100
_FIELDS = (
    *("title", "description", "link", "public_timestamp", "content_store_document_type"),
    *("organisations", "start_date", "end_date", "release_timestamp", "display_date"),
    *("statistics_announcement_state", "is_withdrawn"),
)


def first_request(source: Source, *, since: datetime | None) -> Request:
    """A search, newest first, or one page where the address is one of the content API.

    It may be by words (`query`), by `organisations` and by types of `documents`, several of which
    are parted by commas.
    """
    if "/api/content/" in source.address:
        return Request(source.address)
    day = first_day(source, since, days_late=1)
    address = with_query(
        source.address,
        {
            "q": source.ask.get("query", ""),
            "filter_organisations": _several(source, "organisations"),
            "filter_content_store_document_type": _several(source, "documents"),
            "filter_public_timestamp": f"from:{day}" if day else "",
            "order": "-public_timestamp",
            "count": str(_AT_ONCE),
            "start": "0",
            "fields": _FIELDS,
        },
    )
    return Request(address)


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """From a search, its results and the next page; from a page of GOV.UK, the item it is.

    Consultations of which the search does not say when they close are asked for one by one.
    """
    found = read_json(answer.payload, source.name)
    seen = seen_in(answer, asked, source)
    if at(found, "base_path") is not None:
        return _with_following(_one_page(found, seen, source), asked)
    results = at(found, "results")
    if not isinstance(results, list):
        raise UnreadableSource(
            f"{source.name} sent neither results nor a page of GOV.UK"
            f" ({text(found, 'error') or text(found, 'message') or 'no reason given'})."
            " Correct what it asks for, or its address."
        )
    return _listed(results, found, asked, seen, source)


def _several(source: Source, name: str) -> list[str]:
    return [one.strip() for one in source.ask.get(name, "").split(",") if one.strip()]


def _listed(results: list[Any], found: Any, asked: Request, seen: Seen, source: Source) -> Page:
    total = whole(found, "total")
    start = int(parameter(asked.address, "start") or 0) + len(results)
    following = ""
    if results and start < (total or 0):
        following = with_query(asked.address, {"start": str(start)})
    standing = [one for one in results if not _is_taken_back(one)]
    waiting = [text(one, "link") for one in standing if _lacks_its_end(one)]
    known = [one for one in standing if not _lacks_its_end(one)]
    page_of_items = read_records(known, _item, seen, source)
    return Page(
        page_of_items.items,
        _request(waiting, following, asked.address),
        page_of_items.unreadable,
        tuple(identity_of(text(one, "link")) for one in results if _is_taken_back(one)),
        total=total,
    )


def _lacks_its_end(result: Any) -> bool:
    kind = kind_of_document(text(result, "content_store_document_type"))
    is_page = text(result, "link").startswith("/")
    return kind == "consultation" and is_page and not text(result, "end_date")


def _is_taken_back(result: Any) -> bool:
    is_cancelled = text(result, "statistics_announcement_state") == "cancelled"
    return at(result, "is_withdrawn") is True or is_cancelled


def _request(waiting: list[str], following: str, searched: str) -> Request | None:
    """What to ask next: pages that are waiting first, then the search again."""
    if not waiting:
        return Request(following) if following else None
    parts = urlsplit(searched)
    remember = {"waiting": "\n".join(waiting[1:]), "following": following, "searched": searched}
    return Request(f"{parts.scheme}://{parts.netloc}/api/content{waiting[0]}", remember=remember)


def _with_following(found: Page, asked: Request) -> Page:
    remember = asked.remember
    waiting = [one for one in remember.get("waiting", "").split("\n") if one]
    following = _request(waiting, remember.get("following", ""), remember.get("searched", ""))
    return Page(found.items, following, found.unreadable, found.withdrawn)


def _one_page(found: Any, seen: Seen, source: Source) -> Page:
    if is_withdrawn(found):
        return Page((), withdrawn=(identity_of(text(found, "base_path")),))
    return read_records([found], page, seen, source)


def _item(result: Any, seen: Seen) -> Item:
    link = text(result, "link")
    documents = text(result, "content_store_document_type")
    if not link:
        raise Unreadable(f"it has no address ({text(result, 'title') or 'and no title either'}).")
    kind = kind_of_document(documents)
    end, start = day_of(text(result, "end_date")), day_of(text(result, "start_date"))
    release = text(result, "release_timestamp") if kind == "statistics" else ""
    return Item(
        identity=identity_of(link),
        title=titled(text(result, "title"), link),
        kind=kind,
        observed_at=seen.at,
        abstract=text(result, "description"),
        venue="; ".join(_organisations(result)) or "GOV.UK",
        published=published_from(text(result, "public_timestamp")),
        address=f"https://www.gov.uk{link}" if link.startswith("/") else link,
        language="en",
        licence="OGL-UK-3.0",
        keywords=texts([documents.replace("_", " ")]),
        deadline=end if kind == "consultation" else None,
        starts=start or day_of(release) if _names_a_day(result) else start,
        ends=end,
    )


def _organisations(result: Any) -> tuple[str, ...]:
    given = rows(result, "organisations")
    return texts([text(one, "title") or text(one) for one in given])


def _names_a_day(result: Any) -> bool:
    """Statistics may be announced for a month only, though their timestamp is always whole."""
    return not text(result, "display_date") or text(result, "display_date")[:1].isdigit()
