"""A source's secret goes to nobody else, and is passed on by no answer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.horizon.fetch.doors import INTERFACE
from tests.horizon.replay import Asked, Reply
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.refusals import MissingSecret, RefusedByServer, UnsafeAddress
from theodolite.horizon.sources.source import Request, Source


def test_a_secret_is_not_sent_where_anyone_could_read_it(tmp_path: Path) -> None:
    network = Network(resolve=lambda *_: ["93.184.215.14"])
    door = Door(tmp_path, outside=Outside(network, secrets={"KEY": "s3cret"}))
    address = "http://api.example.org/works"
    source = Source("works", "openalex", address, secret="KEY")  # noqa: S106  the name of a variable
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
        source = Source("works", "openalex", server.address, secret="KEY")  # noqa: S106  the name of a variable
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
