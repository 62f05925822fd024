"""No address inside the house is asked, whatever name or path leads there."""

import socket
import time
from pathlib import Path

import pytest

from tests.horizon.fetch.doors import FEED, INTERFACE, At, FakeClock
from tests.horizon.replay import Reply, replaying
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import CannotFetch, Unreachable, UnsafeAddress
from theodolite.horizon.sources.source import Request


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
