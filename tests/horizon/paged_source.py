"""A kind of source for tests: JSON pages of titles, each naming the next."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from tests.horizon.replay import Asked, Reply
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.limits import Clock, Limits
from theodolite.horizon.item import Item, Published, Seen
from theodolite.horizon.sources.source import Answer, Page, Request, Source


class PagedKind:
    """Reads `{"titles": […], "next": "/…", "withdrawn": […]}`."""

    def first_request(self, source: Source, *, since: datetime | None) -> Request:
        """Ask from the start, saying since when."""
        return Request(f"{source.address}?since={since.date() if since else ''}")

    def read(self, answer: Answer, asked: Request, source: Source) -> Page:
        """One item for each title."""
        try:
            told = json.loads(answer.payload)
        except ValueError:
            raise UnreadableSource(f"{source.name} sent no JSON. Look at it.") from None
        seen = Seen(
            source.name, asked.address, answer.at, hashlib.sha256(answer.payload).hexdigest()
        )
        items = [
            Item(
                f"title:{title}",
                title,
                "paper",
                answer.at,
                published=Published(date.fromisoformat(told["on"])) if "on" in told else None,
                trail=(seen,),
            )
            for title in told["titles"]
        ]
        base = source.address.rsplit("/", 1)[0]
        following = Request(base + told["next"], remember={"n": "1"}) if told.get("next") else None
        return Page(
            tuple(items),
            following,
            tuple(told.get("unreadable", ())),
            tuple(told.get("withdrawn", ())),
        )


def paged(titles: Sequence[str], *, following: str = "", **more: object) -> Reply:
    """A page as the kind reads it, which no cache keeps."""
    told = {"titles": titles, "next": following, **more}
    return Reply(json.dumps(told).encode(), headers={"Cache-Control": "no-store"})


def long_list(pages: int) -> "list[Reply]":
    """The pages of a source that has three items on each."""
    return [
        paged([f"{number}-{place}" for place in range(3)], following=_next(number, pages))
        for number in range(pages)
    ]


def page_of(asked: Asked, pages: Sequence[Reply]) -> Reply:
    """The page that is asked for: /list is the first, /2 the third."""
    name = asked.path.strip("/")
    return pages[int(name) if name.isdecimal() else 0]


def open_door(folder: Path, address: str) -> Door:
    """A door that may ask one server of a test, and does not wait between requests."""
    network = Network(allowed=frozenset({address.removeprefix("http://")}))
    clock = Clock(sleep=lambda _: None)
    return Door(folder, "", Limits(attempts=1, requests_per_host=10_000), Outside(network, clock))


def _next(number: int, pages: int) -> str:
    return f"/{number + 1}" if number + 1 < pages else ""
