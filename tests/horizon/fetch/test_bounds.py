"""However slow, long or broken an answer is, it ends within its bounds."""

import gzip
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.horizon.fetch.doors import INTERFACE, At, pages
from tests.horizon.fetch.hostile_server import misbehaving
from tests.horizon.replay import Reply
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import TooMuch, Unreachable


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
