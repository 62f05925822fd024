"""Connect to the very address that was checked, and hold one deadline over all that follows."""

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Thread
from time import monotonic
from typing import Any

import httpcore
import httpx

from theodolite.horizon.fetch.addresses import outside

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and a port to its numeric addresses."""


def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """The numeric addresses that this computer's resolver gives, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, on the monotonic clock, at which everything must be over."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """A deadline so many seconds from now."""
        return cls(monotonic() + seconds)

    def is_over(self) -> bool:
        """Whether the moment has passed."""
        return monotonic() >= self.at

    def remaining(self, wanted: float | None = None) -> float:
        """Seconds left, at most those wanted; none left is refused."""
        left = self.at - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left if wanted is None else min(left, wanted)


@dataclass(frozen=True, slots=True)
class Network:
    """How hosts are found and trusted.

    `allowed` names servers inside (`127.0.0.1:8000`) that may be asked; only tests have any.
    `certificates` are those that a server's own must lead to; None for the usual ones.
    """

    resolve: Resolve = resolve_by_system
    allowed: frozenset[str] = frozenset()
    certificates: ssl.SSLContext | None = None

    def addresses(self, host: str, port: int, deadline: Deadline) -> tuple[str, ...]:
        """The checked numeric addresses of a host: these and no others are connected to."""
        found = _within(deadline, lambda: self.resolve(host, port))
        if not found:
            raise httpcore.ConnectError(f"{host} has no address")
        return tuple(found) if f"{host}:{port}" in self.allowed else outside(found, host)

    def trusted(self) -> ssl.SSLContext:
        """What a server's certificate is checked against, whatever the surroundings say."""
        return self.certificates or _usual_certificates()


class CheckedTransport(httpx.BaseTransport):
    """One request over one connection to a checked address; no proxy, no cookie, no redirect.

    The certificate is still checked against the host's name.
    """

    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=network.trusted(),
            max_connections=1,
            network_backend=_CheckedBackend(network, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request; the body comes as it is read."""
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close the connection, whatever is left to be read."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _CheckedBackend(httpcore.NetworkBackend):
    def __init__(self, network: Network, deadline: Deadline) -> None:
        self._network = network
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for number in self._network.addresses(host, port, self._deadline):
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    number, port, self._deadline.remaining(timeout), local_address, socket_options
                )
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the one deadline, however slowly bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(
            ssl_context, server_hostname, self._deadline.remaining(timeout)
        )
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@lru_cache
def _usual_certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _within(deadline: Deadline, ask: Callable[[], Sequence[str]]) -> Sequence[str]:
    """Ask a resolver, which knows no deadline of its own, and stop waiting when ours is over."""
    found: list[Sequence[str]] = []
    failed: list[OSError] = []

    def run() -> None:
        try:
            found.append(ask())
        except OSError as error:
            failed.append(error)
        except UnicodeError as error:
            failed.append(OSError(str(error)))

    waiting = Thread(target=run, daemon=True)
    waiting.start()
    waiting.join(deadline.remaining())
    if failed:
        raise httpcore.ConnectError(f"its name cannot be looked up ({failed[0]})")
    if not found:
        raise httpcore.ConnectTimeout("looking up its name took too long")
    return found[0]
