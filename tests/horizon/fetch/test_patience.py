"""Hosts are asked as often as they bear, and refusals are named for what they are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.horizon.fetch.doors import INTERFACE, NOON, FakeClock
from tests.horizon.replay import Reply, replaying
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Fetched, Outside
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import (
    BudgetGone,
    CannotFetch,
    GoneForGood,
    NotFound,
    RefusedByServer,
    ServerTrouble,
    SlowDown,
)
from theodolite.horizon.sources.source import Request


def test_a_host_is_left_alone_between_requests(serving: Callable) -> None:
    with serving(lambda _: Reply(b"x", headers={"Cache-Control": "no-store"})) as (at, server):
        door = at.door()
        for _ in range(4):
            door.fetch(Request(f"{server.address}/"), INTERFACE)
    assert at.time.waits == [1.0, 1.0, 1.0]


def test_a_host_that_tells_its_limits_is_not_asked_faster(serving: Callable) -> None:
    told = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "10s", "X-Concurrency-Limit": "1"}
    with serving(lambda _: Reply(b"x", headers={**told, "Cache-Control": "no-store"})) as (at, s):
        door = at.door()
        budgets = [door.fetch(Request(f"{s.address}/"), INTERFACE).budget for _ in range(3)]
    assert at.time.waits[-1] == 5.0
    assert budgets[0] == {name.lower(): text for name, text in told.items()}


@pytest.mark.parametrize("told", ["7", "Mon, 09 Mar 2026 12:00:07 GMT"])
def test_a_server_that_asks_for_patience_gets_it(serving: Callable, told: str) -> None:
    answers = iter([Reply(status=503, headers={"Retry-After": told}), Reply(b"x")])
    with serving(lambda _: next(answers)) as (at, _):
        assert at.fetch(source=INTERFACE).answer.payload == b"x"
    assert at.time.waits[0] == pytest.approx(7, abs=1)


def test_who_asks_for_much_patience_is_asked_at_a_later_scan(serving: Callable) -> None:
    reply = Reply(status=429, headers={"Retry-After": "3600"})
    with (
        serving(lambda _: reply) as (at, server),
        pytest.raises(SlowDown, match="slow down") as refused,
    ):
        at.fetch(source=INTERFACE)
    assert refused.value.until == NOON + timedelta(hours=1)
    assert len(server.asked) == 1


def test_trouble_that_stays_is_given_up_after_growing_waits_shaken_by_chance(
    serving: Callable,
) -> None:
    with serving(lambda _: Reply(status=500)) as (at, server):
        at.limits = Limits(attempts=4)
        with pytest.raises(ServerTrouble, match="500"):
            at.fetch(source=INTERFACE)
    assert len(server.asked) == 4
    waits = [one for one in at.time.waits if one not in (1.0,)]
    assert 0.5 <= min(waits) <= max(waits) <= 6.0


@pytest.mark.parametrize(
    ("status", "kind"),
    [(401, NotFound), (403, NotFound), (404, NotFound), (410, GoneForGood), (400, RefusedByServer)],
)
def test_a_refusal_is_named_for_what_it_is_and_not_repeated(
    serving: Callable, status: int, kind: type[CannotFetch]
) -> None:
    with (
        serving(lambda _: Reply(b"no such filter", status=status)) as (at, server),
        pytest.raises(kind, match=str(status)),
    ):
        at.fetch(source=INTERFACE)
    assert len(server.asked) == 1


def openalex(tmp_path: Path, reply: Reply) -> Fetched:
    """A server on this computer under OpenAlex's name."""
    with replaying(lambda _: reply) as server:
        name = f"api.openalex.org:{server.address.rpartition(':')[2]}"
        network = Network(resolve=lambda *_: ["127.0.0.1"], allowed=frozenset({name}))
        door = Door(tmp_path, outside=Outside(network, FakeClock().clock()))
        return door.fetch(Request(f"http://{name}/works"), INTERFACE)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"X-RateLimit-Remaining": "0", "Retry-After": "43200"}, b""),
        ({"X-RateLimit-Remaining": "5", "X-RateLimit-Credits-Required": "10"}, b""),
        ({"Retry-After": "43200"}, b'{"message": "Insufficient budget. Resets at midnight UTC"}'),
    ],
)
def test_a_budget_that_is_gone_is_told_apart_from_asking_too_fast(
    tmp_path: Path, headers: dict[str, str], body: bytes
) -> None:
    with pytest.raises(BudgetGone, match="00:00 UTC") as gone:
        openalex(tmp_path, Reply(body, 429, headers))
    assert gone.value.until == datetime(2026, 3, 10, tzinfo=UTC)
    with pytest.raises(SlowDown, match="slow down"):
        openalex(tmp_path, Reply(b"", 429, {"X-RateLimit-Remaining": "900", "Retry-After": "60"}))


def test_the_headers_of_a_budget_are_kept(tmp_path: Path) -> None:
    headers = {"X-RateLimit-Remaining": "997", "X-RateLimit-Credits-Used": "1", "X-Other": "y"}
    budget = openalex(tmp_path, Reply(b"{}", headers=headers)).budget
    assert budget == {"x-ratelimit-remaining": "997", "x-ratelimit-credits-used": "1"}


def test_a_run_asks_a_host_only_so_often(serving: Callable) -> None:
    with serving(lambda _: Reply(b"x", headers={"Cache-Control": "no-store"})) as (at, server):
        at.limits = Limits(requests_per_host=2)
        door = at.door()
        for _ in range(2):
            door.fetch(Request(f"{server.address}/"), INTERFACE)
        with pytest.raises(SlowDown, match="goes on where"):
            door.fetch(Request(f"{server.address}/"), INTERFACE)
    assert len(server.asked) == 2
