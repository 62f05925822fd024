"""Over TLS the checked number is connected to, and the certificate must still be the host's."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.limits import Clock, Limits
from theodolite.horizon.fetch.refusals import Unreachable, UnsafeAddress
from theodolite.horizon.sources.source import Request, Source

WORKS = Source("works", "openalex", "https://feeds.example.org/works")


@contextmanager
def secure_server(authority: trustme.CA, name: str, location: str = "") -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302 if location else 200)
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(b"secure")

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some of these tests are about."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    server = Quiet(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def door(folder: Path, authority: trustme.CA, port: int) -> Door:
    """A door for which feeds.example.org is on this computer, and one authority is trusted."""
    certificates = ssl.create_default_context()
    authority.configure_trust(certificates)
    name = f"feeds.example.org:{port}"
    network = Network(lambda *_: ["127.0.0.1"], frozenset({name}), certificates)
    clock = Clock(sleep=lambda _: None)
    return Door(folder, "", Limits(attempts=1), Outside(network, clock))


def test_the_certificate_is_checked_against_the_name_though_a_number_is_connected_to(
    tmp_path: Path,
) -> None:
    authority = trustme.CA()
    with secure_server(authority, "feeds.example.org") as port:
        asked = Request(f"https://feeds.example.org:{port}/works")
        assert door(tmp_path, authority, port).fetch(asked, WORKS).answer.payload == b"secure"


@pytest.mark.parametrize("name", ["other.example.org", "127.0.0.1"])
def test_a_certificate_for_another_name_is_refused(tmp_path: Path, name: str) -> None:
    authority = trustme.CA()
    with secure_server(authority, name) as port:
        asked = Request(f"https://feeds.example.org:{port}/works")
        with pytest.raises(Unreachable, match="certificate"):
            door(tmp_path, authority, port).fetch(asked, WORKS)


def test_a_certificate_of_nobody_we_trust_is_refused(tmp_path: Path) -> None:
    with secure_server(trustme.CA(), "feeds.example.org") as port:
        asked = Request(f"https://feeds.example.org:{port}/works")
        with pytest.raises(Unreachable, match="certificate"):
            door(tmp_path, trustme.CA(), port).fetch(asked, WORKS)


def test_a_way_back_from_https_to_http_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    with secure_server(authority, "feeds.example.org", "http://example.com/works") as port:
        asked = Request(f"https://feeds.example.org:{port}/works")
        with pytest.raises(UnsafeAddress, match="https: to http"):
            door(tmp_path, authority, port).fetch(asked, WORKS)
