"""One door: what is asked and how, against real servers on 127.0.0.1."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.horizon.fetch.doors import FEED, INTERFACE, NOON
from tests.horizon.replay import Asked, Reply
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import CannotFetch
from theodolite.horizon.sources.source import Request


def test_an_answer_comes_with_its_bytes_headers_and_moment(serving: Callable) -> None:
    with serving(lambda _: Reply(b"<rss/>", headers={"Content-Type": "text/xml"})) as (at, server):
        answer = at.fetch().answer
    assert (answer.payload, answer.address) == (b"<rss/>", f"{server.address}/feed")
    assert answer.headers["content-type"] == "text/xml"
    assert answer.at >= NOON


def test_we_say_who_we_are_and_take_no_cookies(serving: Callable) -> None:
    reply = Reply(b"x", headers={"Set-Cookie": "a=b", "Cache-Control": "no-store"})
    with serving(lambda _: reply) as (at, server):
        door = at.door()
        for _ in range(2):
            door.fetch(Request(f"{server.address}/feed"), FEED)
    for asked in server.asked:
        assert "horizon@example.org" in asked.headers["user-agent"]
        assert "cookie" not in asked.headers


def test_surroundings_change_nothing(serving: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving(lambda _: Reply(b"x")) as (at, _):
        assert at.fetch().answer.payload == b"x"


NASTY = [
    "max-age=abc", "max-age=-1", 'max-age="', "max-age=99999999999999999999", "=", ",", ";", "*",
    "private=", 'no-cache="', "\xff\xfe", "W/", "-1", "0", "NaN", "Thu, 99 Foo 2026 25:61:61 GMT",
    "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "1e400", "a" * 5_000,
    "Mon, 01 Jan 0001 00:00:00 +2359", "Fri, 31 Dec 9999 23:59:59 -2359", "9" * 400, "9" * 5_000,
    "9" * 400 + "s", "http://[::1", "//[", "http://a:99999/", "\x00", "http://xn--a/",
]  # fmt: skip


@pytest.mark.parametrize("said", NASTY)
def test_no_header_breaks_the_door(serving: Callable, said: str) -> None:
    names = ["Cache-Control", "ETag", "Last-Modified", "Expires", "Age", "Vary", "Retry-After"]
    names += ["X-RateLimit-Remaining", "X-Rate-Limit-Limit", "X-Rate-Limit-Interval", "Location"]

    def reply(asked: Asked) -> Reply:
        _, status, name = asked.path.split("/")
        return Reply(b"x", int(status), dict.fromkeys(names if name == "all" else [name], said))

    with serving(reply) as (at, server):
        at.limits = Limits(attempts=1)
        door = at.door()
        for path in ("/200/all", "/304/all", "/301/all", "/429/all", "/200/Cache-Control"):
            for _ in range(2):
                with suppress(CannotFetch):
                    door.fetch(Request(f"{server.address}{path}"), INTERFACE)
