"""Whatever bytes a server answers with, the door gives an answer or says why there is none."""

import socket
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.fetch.hostile_server import misbehaving
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.limits import Clock, Limits
from theodolite.horizon.fetch.refusals import CannotFetch
from theodolite.horizon.sources.source import Request, Source

WORKS = Source("works", "openalex", "https://api.openalex.org/works")

HEAD = b"HTTP/1.1 200 OK\r\n"
heads = st.sampled_from(
    [
        b"",
        HEAD,
        HEAD + b"Content-Length: 5\r\n\r\n",
        HEAD + b"Content-Length: -5\r\n\r\n",
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
        HEAD + b"Content-Encoding: gzip\r\n\r\n",
        HEAD + b"Content-Encoding: deflate\r\n\r\n",
        HEAD + b"Content-Encoding: br\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: ",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\n",
        b"HTTP/9.9 999 \r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: \xff\xfe\x80\r\n\r\n",
        b"HTTP/0.9\r\n\r\n",
    ]
)


@given(st.lists(st.tuples(heads, st.binary(max_size=60)), min_size=1, max_size=3))
@settings(max_examples=120)
def test_any_bytes_end_in_an_answer_or_a_reason(parts: list[tuple[bytes, bytes]]) -> None:
    def behave(connection: socket.socket) -> None:
        connection.sendall(b"".join(head + body for head, body in parts))

    with misbehaving(behave) as server, TemporaryDirectory() as folder:
        clock = Clock(sleep=lambda _: None)
        outside = Outside(Network(allowed=frozenset({server})), clock)
        door = Door(Path(folder), "", Limits(attempts=1, total_seconds=2), outside)
        said = ""
        try:
            fetched = door.fetch(Request(f"http://{server}/"), WORKS)
            assert len(fetched.answer.payload) < 1_000
        except CannotFetch as refused:
            said = str(refused)
        assert not said or said.endswith((".", "?"))
