"""A small server on 127.0.0.1 that answers with what was recorded, and remembers what was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request as Asking
from urllib.request import urlopen

from theodolite.horizon.sources.source import Answer, Request

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """One request as the server got it: header names in lower case, the first of many values."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What to send back."""

    payload: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Replay:
    """A running server: its address without a slash at the end, and what it was asked so far."""

    address: str
    asked: list[Asked]


@contextmanager
def replaying(reply: Callable[[Asked], Reply]) -> Iterator[Replay]:
    """Serve what `reply` answers, each request in a thread of its own, until the block ends."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {
                name: values[0]
                for name, values in parse_qs(parts.query, keep_blank_values=True).items()
            }
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append(Asked(parts.path, query, headers))
            answer = reply(asked[-1])
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.payload)))
            self.end_headers()
            self.wfile.write(answer.payload)

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Replay(f"http://127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def ask(request: Request, *, at: datetime = NOON) -> Answer:
    """The simplest way to fetch, for tests of what is made of an answer."""
    assert request.address.startswith("http://127.0.0.1:")
    with urlopen(Asking(request.address, headers=dict(request.headers))) as response:  # noqa: S310
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.read(), response.url, at, headers)
