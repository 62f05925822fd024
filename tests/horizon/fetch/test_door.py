"""One door: checked, bounded, cached and polite, against real servers on 127.0.0.1."""

import gzip
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.horizon.fetch.hostile_server import misbehaving
from tests.horizon.replay import Asked, Replay, Reply, replaying
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Fetched, Outside
from theodolite.horizon.fetch.limits import Clock, Limits
from theodolite.horizon.fetch.refusals import (
    BlockedByRobots,
    BudgetGone,
    CannotFetch,
    GoneForGood,
    MissingSecret,
    NotFound,
    RefusedByServer,
    ServerTrouble,
    SlowDown,
    TooMuch,
    Unreachable,
    UnsafeAddress,
)
from theodolite.horizon.sources.source import Request, Source

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
FEED = Source("journal feed", "feed", "https://example.org/feed")
INTERFACE = Source("works", "openalex", "https://api.openalex.org/works")


@dataclass
class FakeClock:
    """Time that passes only by waiting."""

    at: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Note the wait, and let it pass."""
        self.waits.append(seconds)
        self.at += seconds

    def clock(self) -> Clock:
        """The same time, as a door asks for it."""
        return Clock(lambda: NOON + timedelta(seconds=self.at), lambda: self.at, self.sleep)


@dataclass
class At:
    """A door that may ask the one server of a test, and time that a test can look at."""

    server: str
    folder: Path
    time: FakeClock = field(default_factory=FakeClock)
    limits: Limits = field(default_factory=Limits)
    secrets: dict[str, str] = field(default_factory=dict)
    resolve: Callable[[str, int], Sequence[str]] | None = None
    contact: str = "horizon@example.org"

    def door(self) -> Door:
        """A new run's door."""
        network = Network(allowed=frozenset({self.server.removeprefix("http://")}))
        if self.resolve:
            network = replace(network, resolve=self.resolve)
        outside = Outside(network, self.time.clock(), self.secrets)
        return Door(self.folder, self.contact, self.limits, outside)

    def fetch(self, path: str = "/feed", source: Source = FEED) -> Fetched:
        """Ask the server for a path through a new door."""
        return self.door().fetch(Request(f"{self.server}{path}"), source)


@pytest.fixture
def serving(tmp_path: Path) -> Callable[..., object]:
    @contextmanager
    def serve(reply: Callable[[Asked], Reply]) -> Iterator[tuple[At, Replay]]:
        """A server whose robots.txt is missing, and a door that may ask it."""

        def with_robots(asked: Asked) -> Reply:
            answer = reply(asked)
            is_robots = asked.path == "/robots.txt" and answer.payload != b"robots"
            return Reply(status=404) if is_robots and not answer.headers.get("x-robots") else answer

        with replaying(with_robots) as server:
            yield At(server.address, tmp_path), server

    return serve


def pages(server: Replay) -> list[Asked]:
    return [one for one in server.asked if one.path != "/robots.txt"]


# What is asked, and of whom


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


# Addresses


def test_without_leave_a_server_inside_is_not_asked(tmp_path: Path) -> None:
    with replaying(lambda _: Reply(b"inside")) as server, pytest.raises(UnsafeAddress):
        Door(tmp_path).fetch(Request(f"{server.address}/"), FEED)
    assert not server.asked


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.215.14", "127.0.0.1"],
        ["::ffff:7f00:1"],
        ["64:ff9b::7f00:1"],
        ["::1"],
    ],
)
def test_a_name_that_leads_inside_is_not_connected_to(tmp_path: Path, answers: list[str]) -> None:
    at = At("http://feeds.example.org", tmp_path, resolve=lambda *_: answers)
    at.server = "http://feeds.example.org"
    network = Network(resolve=lambda *_: answers)
    door = Door(tmp_path, outside=Outside(network, at.time.clock()))
    with pytest.raises(UnsafeAddress, match="inside this network"):
        door.fetch(Request("http://feeds.example.org/feed"), INTERFACE)


def test_the_address_that_was_checked_is_the_one_connected_to(tmp_path: Path) -> None:
    """A name that changes its answer after the check gains nothing: it is looked up once."""
    looked_up = []

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    with replaying(lambda asked: Reply(asked.headers["host"].encode())) as server:
        port = server.address.rpartition(":")[2]
        name = f"feeds.example.org:{port}"
        network = Network(resolve=resolve, allowed=frozenset({name}))
        door = Door(tmp_path, outside=Outside(network, FakeClock().clock()))
        answer = door.fetch(Request(f"http://{name}/feed"), INTERFACE).answer
    assert answer.payload.decode() == name
    assert looked_up == ["feeds.example.org"]


def test_a_resolver_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    network = Network(resolve=lambda *_: time.sleep(5) or [])
    limits = Limits(total_seconds=0.2, attempts=1)
    door = Door(tmp_path, "", limits, Outside(network, FakeClock().clock()))
    began = time.monotonic()
    with pytest.raises(CannotFetch):
        door.fetch(Request("http://feeds.example.org/"), INTERFACE)
    assert time.monotonic() - began < 3


def test_a_name_that_nobody_knows_is_said(tmp_path: Path) -> None:
    def unknown(*_: object) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    at = At("http://x", tmp_path, resolve=unknown)
    with pytest.raises(Unreachable, match="not known"):
        at.door().fetch(Request("http://feeds.example.org/"), INTERFACE)
    assert len(at.time.waits) == 2


# Redirects


def test_a_redirect_is_followed_and_a_move_for_good_is_told(serving: Callable) -> None:
    def reply(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return Reply(status=301, headers={"Location": "/new"})
        return Reply(b"moved")

    with serving(reply) as (at, server):
        fetched = at.fetch()
    assert fetched.answer.payload == b"moved"
    assert fetched.moved_to == fetched.answer.address == f"{server.address}/new"


def test_a_move_for_now_is_not_told_as_one_for_good(serving: Callable) -> None:
    def reply(asked: Asked) -> Reply:
        steps = {"/feed": (302, "/two"), "/two": (301, "/three")}
        if asked.path in steps:
            status, location = steps[asked.path]
            return Reply(status=status, headers={"Location": location})
        return Reply(b"moved")

    with serving(reply) as (at, _):
        fetched = at.fetch()
    assert (fetched.answer.payload, fetched.moved_to) == (b"moved", "")


def test_redirects_without_end_are_given_up(serving: Callable) -> None:
    with (
        serving(lambda asked: Reply(status=302, headers={"Location": asked.path + "x"})) as (
            at,
            s,
        ),
        pytest.raises(TooMuch, match="points on and on"),
    ):
        at.fetch()
    assert len(pages(s)) == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://me@example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://example.org:25/",
        "//127.0.0.1:6379/",
        "http://[",
    ],
)
def test_a_redirect_inside_is_refused(serving: Callable, location: str) -> None:
    reply = Reply(status=302, headers={"Location": location})
    with serving(lambda _: reply) as (at, _), pytest.raises(UnsafeAddress):
        at.fetch()


def test_a_secret_goes_only_to_the_host_it_is_for(tmp_path: Path) -> None:
    with (
        replaying(lambda _: Reply(b"stolen")) as other,
        replaying(lambda _: Reply(status=302, headers={"Location": f"{other_name}/"})) as first,
    ):
        other_name = f"http://feeds.example.org:{other.address.rpartition(':')[2]}"
        allowed = frozenset({first.address[7:], other_name[7:]})
        network = Network(resolve=lambda *_: ["127.0.0.1"], allowed=allowed)
        outside = Outside(network, FakeClock().clock(), {"KEY": "s3cret"})
        source = replace(INTERFACE, address=first.address, secret="KEY")  # noqa: S106
        fetched = Door(tmp_path, outside=outside).fetch(Request(f"{first.address}/a"), source)
    assert fetched.answer.payload == b"stolen"
    assert first.asked[0].headers["authorization"] == "Bearer s3cret"
    assert "authorization" not in other.asked[0].headers
    assert "s3cret" not in str(other.asked)


@pytest.mark.parametrize("parameter", ["", "api_key"])
def test_a_next_page_on_another_host_is_asked_for_without_the_secret(
    tmp_path: Path, parameter: str
) -> None:
    with replaying(lambda _: Reply(b"x")) as server:
        name = f"elsewhere.example.org:{server.address.rpartition(':')[2]}"
        network = Network(resolve=lambda *_: ["127.0.0.1"], allowed=frozenset({name}))
        outside = Outside(network, FakeClock().clock(), {"KEY": "s3cret"})
        source = replace(INTERFACE, secret="KEY")  # noqa: S106 -- the name of a variable
        request = Request(f"http://{name}/2", secret_parameter=parameter)
        Door(tmp_path, outside=outside).fetch(request, source)
    assert server.asked
    assert "s3cret" not in str(server.asked)


def test_an_address_is_told_as_it_is_but_for_its_secret(serving: Callable) -> None:
    with serving(lambda _: Reply(b"x")) as (at, server):
        path = "/feed?keyword=proton&author=Curie"
        assert at.fetch(path).answer.address == f"{server.address}{path}"


# Bounds


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.02)


def drip_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X: y\r\n")
        time.sleep(0.02)


def say_nothing(connection: socket.socket) -> None:
    connection.recv(1)


@pytest.mark.parametrize("behave", [drip, drip_headers, say_nothing])
def test_the_deadline_holds_however_slowly_bytes_drip(
    tmp_path: Path, behave: Callable[[socket.socket], None]
) -> None:
    with misbehaving(behave) as server:
        at = At(f"http://{server}", tmp_path, limits=Limits(total_seconds=0.4))
        began = time.monotonic()
        with pytest.raises(TooMuch, match=r"0\.4 seconds"):
            at.fetch(source=INTERFACE)
    assert time.monotonic() - began < 5


def many_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(30_000):
        connection.sendall(f"X-{number}: {'y' * 100}\r\n".encode())


def long_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(300):
        connection.sendall(b"y" * 10_000)


@pytest.mark.parametrize("behave", [many_headers, long_header])
def test_headers_without_end_are_refused(
    tmp_path: Path, behave: Callable[[socket.socket], None]
) -> None:
    with misbehaving(behave) as server, pytest.raises(TooMuch, match="headers"):
        At(f"http://{server}", tmp_path).fetch(source=INTERFACE)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")


def lying(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")


def no_http(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")


def test_a_body_without_end_is_refused(tmp_path: Path) -> None:
    with misbehaving(endless) as server:
        at = At(f"http://{server}", tmp_path, limits=Limits(most_bytes=100_000))
        with pytest.raises(TooMuch, match="100,000 bytes"):
            at.fetch(source=INTERFACE)


@pytest.mark.parametrize("behave", [lying, no_http])
def test_a_server_that_breaks_off_or_speaks_no_http_is_tried_again_and_said(
    tmp_path: Path, behave: Callable[[socket.socket], None]
) -> None:
    with misbehaving(behave) as server:
        at = At(f"http://{server}", tmp_path)
        with pytest.raises(Unreachable):
            at.fetch(source=INTERFACE)
    assert len(at.time.waits) >= 2


def test_a_bomb_is_refused(serving: Callable) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    with serving(lambda _: Reply(bomb, headers={"Content-Encoding": "gzip"})) as (at, _):
        at.limits = Limits(most_bytes=1_000_000)
        with pytest.raises(TooMuch, match="1,000,000 bytes"):
            at.fetch()


def test_a_packed_answer_is_unpacked(serving: Callable) -> None:
    packed = gzip.compress(b"dose " * 100)
    with serving(lambda _: Reply(packed, headers={"Content-Encoding": "gzip"})) as (at, server):
        assert at.fetch().answer.payload == b"dose " * 100
    assert pages(server)[0].headers["accept-encoding"] == "gzip, deflate"


# Politeness


def test_an_answer_that_has_not_changed_is_not_sent_again(serving: Callable) -> None:
    def reply(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == '"v1"':
            return Reply(status=304, headers={"ETag": '"v1"'})
        return Reply(b"first", headers={"ETag": '"v1"', "Cache-Control": "no-cache"})

    with serving(reply) as (at, server):
        first, second = at.fetch(), at.fetch()
    assert first.answer.payload == second.answer.payload == b"first"
    assert len(pages(server)) == 2


def test_last_modified_is_asked_by_as_well(serving: Callable) -> None:
    stamp = "Mon, 09 Mar 2026 11:00:00 GMT"

    def reply(asked: Asked) -> Reply:
        if asked.headers.get("if-modified-since") == stamp:
            return Reply(status=304)
        headers = {"Last-Modified": stamp, "Cache-Control": "no-cache"}
        return Reply(b"again" if len(server.asked) > 2 else b"first", headers=headers)

    with serving(reply) as (at, server):
        assert [at.fetch().answer.payload for _ in range(2)] == [b"first", b"first"]


def test_an_answer_that_is_still_good_is_not_asked_for_but_never_believed_for_long(
    serving: Callable,
) -> None:
    with serving(lambda _: Reply(b"x", headers={"Cache-Control": "max-age=99999999"})) as (at, s):
        at.fetch()
        at.fetch()
        assert len(pages(s)) == 1
        at.time.at += 4_000
        at.fetch()
        assert len(pages(s)) == 2


def test_a_damaged_cache_is_as_good_as_none_and_holds_no_secret(serving: Callable) -> None:
    reply = Reply(b"x", headers={"Cache-Control": "max-age=3600"})
    with serving(lambda _: reply) as (at, server):
        at.secrets = {"KEY": "s3cret"}
        source = Source("feed", "feed", server.address, secret="KEY")  # noqa: S106
        request = Request(f"{server.address}/feed", secret_parameter="api_key")  # noqa: S106
        answer = at.door().fetch(request, source).answer
        assert pages(server)[0].query == {"api_key": "s3cret"}
        assert "s3cret" not in answer.address
        files = list((at.folder / "cache").iterdir())
        assert files
        for file in files:
            assert b"s3cret" not in file.read_bytes()
            assert "s3cret" not in file.name
            file.write_bytes(file.read_bytes()[:-1] + b"?")
        assert at.door().fetch(request, source).answer.payload == b"x"


def test_a_secret_is_not_sent_where_anyone_could_read_it(tmp_path: Path) -> None:
    network = Network(resolve=lambda *_: ["93.184.215.14"])
    door = Door(tmp_path, outside=Outside(network, secrets={"KEY": "s3cret"}))
    address = "http://api.example.org/works"
    source = Source("works", "openalex", address, secret="KEY")  # noqa: S106
    with pytest.raises(UnsafeAddress, match="https:"):
        door.fetch(Request(address), source)


def test_a_secret_that_a_server_sends_back_is_not_passed_on(
    serving: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")

    def reply(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return Reply(status=301, headers={"Location": f"/new?k={asked.query['k']}"})
        return Reply(f"no {asked.query['k']}".encode(), 200 if asked.path == "/new" else 400)

    with serving(reply) as (at, server):
        at.secrets = {"KEY": "se+cret/secret"}
        source = Source("works", "openalex", server.address, secret="KEY")  # noqa: S106
        door = at.door()
        request = Request(f"{server.address}/feed", secret_parameter="k")  # noqa: S106
        moved = door.fetch(request, source)
        bad = replace(request, address=f"{server.address}/bad")
        with pytest.raises(RefusedByServer) as refused:
            door.fetch(bad, source)
    said = f"{moved.answer.address} {moved.moved_to} {refused.value}"
    assert "k=…" in said
    assert "secret" not in said
    assert "secret" not in " ".join(record.getMessage() for record in caplog.records)


def test_a_secret_that_is_not_set_is_named_and_not_guessed(serving: Callable) -> None:
    with (
        serving(lambda _: Reply(b"x")) as (at, server),
        pytest.raises(MissingSecret, match="OPENALEX_KEY"),
    ):
        at.fetch(source=replace(INTERFACE, secret="OPENALEX_KEY"))  # noqa: S106
    assert not server.asked


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


# robots.txt


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


# Files


def test_a_folder_gives_what_came_since_and_nothing_hidden(tmp_path: Path) -> None:
    folder = tmp_path / ".hidden workspace" / "exports"
    (folder / "2026").mkdir(parents=True)
    for name in ("a.ris", "2026/b.ris", ".part"):
        (folder / name).write_text("x")
    door = Door(folder.parent)
    asked = Request("exports")
    found = door.each_of(asked, None)
    assert [one.address for one in found] == ["exports/2026/b.ris", "exports/a.ris"]
    assert not door.each_of(asked, datetime.now(UTC) + timedelta(seconds=5))
    assert door.each_of(Request("exports/a.ris"), None) == (Request("exports/a.ris"),)


def test_a_folder_is_found_from_a_workspace_that_is_named_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "horizon" / "exports").mkdir(parents=True)
    (tmp_path / "horizon" / "exports" / "a.ris").write_bytes(b"TY  - JOUR")
    source = Source("exports", "file", "exports")
    door = Door(Path("horizon"))
    for folder in ("exports", str(tmp_path / "horizon" / "exports")):
        (asked,) = door.each_of(Request(folder), None)
        assert door.fetch(asked, source).answer.payload == b"TY  - JOUR"


def test_a_folder_that_may_not_be_read_is_no_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "exports").mkdir()
    monkeypatch.setattr(os, "scandir", closed)
    with pytest.raises(Unreachable, match="Permission denied"):
        Door(tmp_path).each_of(Request("exports"), None)


def test_a_file_whose_name_is_no_text_is_named_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "caf\udce9.ris").write_bytes(b"TY  - JOUR")
    source = Source("exports", "file", ".")
    (asked,) = Door(tmp_path).each_of(Request("."), None)
    with pytest.raises(Unreachable, match=r"caf\\udce9.ris has a name that is not UTF-8"):
        Door(tmp_path).fetch(asked, source)


def test_a_path_is_read_from_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "records.ris").write_bytes(b"TY  - JOUR")
    source = Source("exports", "file", "records.ris")
    door = Door(tmp_path, "", Limits(most_bytes=10))
    assert door.fetch(Request("records.ris"), source).answer.payload == b"TY  - JOUR"
    (tmp_path / "records.ris").write_bytes(b"TY  - JOUR\n")
    with pytest.raises(TooMuch, match="more than 10 bytes"):
        door.fetch(Request("records.ris"), source)
    with pytest.raises(Unreachable, match="cannot be read"):
        door.fetch(Request("missing.ris"), source)
