"""What a site's robots.txt asks of us is done."""

from collections.abc import Callable

import pytest

from tests.horizon.fetch.doors import FEED, INTERFACE, pages
from tests.horizon.replay import Asked, Reply
from theodolite.horizon.fetch.refusals import BlockedByRobots, ServerTrouble
from theodolite.horizon.sources.source import Request


def robots(text: bytes, status: int = 200) -> Callable[[Asked], Reply]:
    def reply(asked: Asked) -> Reply:
        if asked.path == "/robots.txt":
            return Reply(text, status, {"x-robots": "yes"})
        return Reply(b"x", headers={"Cache-Control": "no-store"})

    return reply


def test_a_page_that_robots_txt_forbids_is_not_asked_for(serving: Callable) -> None:
    with serving(robots(b"User-agent: *\nDisallow: /feed\nCrawl-delay: 4\n")) as (at, server):
        door = at.door()
        with pytest.raises(BlockedByRobots, match="asks programs not to read"):
            door.fetch(Request(f"{server.address}/feed"), FEED)
        for _ in range(2):
            door.fetch(Request(f"{server.address}/other"), FEED)
        door.fetch(Request(f"{server.address}/feed"), INTERFACE)
    assert [one.path for one in server.asked] == ["/robots.txt", "/other", "/other", "/feed"]
    assert 4.0 in at.time.waits


def test_rules_for_us_by_name_go_before_those_for_all(serving: Callable) -> None:
    rules = b"User-agent: theodolite\nDisallow:\n\nUser-agent: *\nDisallow: /\n"
    with serving(robots(rules)) as (at, _):
        assert at.fetch().answer.payload == b"x"


def test_rules_that_cannot_be_had_forbid_everything_for_now(serving: Callable) -> None:
    with serving(robots(b"", 500)) as (at, server), pytest.raises(ServerTrouble):
        at.fetch()
    assert not pages(server)
