"""A server of one's own, and a door to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.horizon.fetch.doors import At
from tests.horizon.replay import Asked, Replay, Reply, replaying


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
