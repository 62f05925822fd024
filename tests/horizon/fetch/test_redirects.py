"""Where a server sends us: followed, told, never inside, and never with somebody else's secret."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.horizon.fetch.doors import INTERFACE, FakeClock, pages
from tests.horizon.replay import Asked, Reply, replaying
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.refusals import TooMuch, UnsafeAddress
from theodolite.horizon.sources.source import Request


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
        source = replace(INTERFACE, address=first.address, secret="KEY")  # noqa: S106  the name of a variable
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
        source = replace(INTERFACE, secret="KEY")  # noqa: S106  the name of a variable
        request = Request(f"http://{name}/2", secret_parameter=parameter)
        Door(tmp_path, outside=outside).fetch(request, source)
    assert server.asked
    assert "s3cret" not in str(server.asked)


def test_an_address_is_told_as_it_is_but_for_its_secret(serving: Callable) -> None:
    with serving(lambda _: Reply(b"x")) as (at, server):
        path = "/feed?keyword=proton&author=Curie"
        assert at.fetch(path).answer.address == f"{server.address}{path}"
