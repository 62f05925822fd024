"""Read a mailbox over IMAP with TLS: only read, from a checked address, within one deadline."""

import imaplib
import re
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from threading import Timer
from typing import IO
from urllib.parse import parse_qs, unquote, urlsplit

import httpcore

from theodolite.horizon.fetch.addresses import without_secrets
from theodolite.horizon.fetch.connection import Deadline, Network
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import (
    NotFound,
    RefusedByServer,
    TooMuch,
    Unreachable,
    UnsafeAddress,
)
from theodolite.horizon.sources.mailbox import as_mbox

MOST_MESSAGES = 2_000
"""Messages that one scan reads of a mailbox."""

_PORT = 993
_BREAKS = (imaplib.IMAP4.error, httpcore.NetworkError, httpcore.TimeoutException, OSError)
_USER = re.compile(r"[!#-\[\]-~]+")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def read_mailbox(address: str, secret: str, limits: Limits, network: Network) -> bytes:
    """The messages at imaps://user@host/folder?since=2026-03-09, as the mailbox source reads them.

    The folder is opened for reading only and messages are peeked at, so that none is marked as
    read (RFC 9051). `secret` is the password, or one made for this program.
    """
    user, host, port = _user_at(address)
    parts = urlsplit(address)
    since = parse_qs(parts.query).get("since", [""])[0]
    folder = unquote(parts.path.strip("/")) or "INBOX"
    with _connected(host, port, limits, network) as connection:
        _sign_in(connection, user, secret, host)
        return as_mbox(_messages(connection, folder, _search(since)))


def _user_at(address: str) -> tuple[str, str, int]:
    """Who signs in, and at which host and port."""
    with suppress(ValueError):
        parts = urlsplit(address)
        user, host, port = unquote(parts.username or ""), parts.hostname, parts.port or _PORT
        if parts.scheme == "imaps" and _USER.fullmatch(user) and host and not parts.password:
            return user, host, port
    raise UnsafeAddress(
        f"The mailbox {without_secrets(address)!r} needs an address like imaps://user@host/folder,"
        " its user in ASCII letters, without a password in it."
        " Name an environment variable with it as the `secret`."
    )


class _CheckedImap(imaplib.IMAP4):
    """A client on a connection that is already there, which takes in no more than is allowed."""

    def __init__(self, connection: ssl.SSLSocket, file: IO[bytes], most: int) -> None:
        self._connection, self._received = connection, file
        self._most = most
        super().__init__()

    def open(self, host: str = "", port: int = _PORT, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = self._connection
        self.file = self._received

    def read(self, size: int) -> bytes:
        self._take(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._take(len(line))
        return line

    def _take(self, size: int) -> None:
        self._most -= size
        if self._most < 0:
            raise TooMuch(
                "The mailbox holds more than a scan reads at once. Move messages with large"
                " attachments out of its folder, or add a first day to the source:"
                ' ask = { from = "2026-01-01" }.'
            )


@contextmanager
def _connected(host: str, port: int, limits: Limits, network: Network) -> Iterator[imaplib.IMAP4]:
    deadline = Deadline.after(limits.total_seconds)
    try:
        with (
            _socket(host, port, limits, network) as plain,
            _cut_off(plain, deadline),
            network.trusted().wrap_socket(plain, server_hostname=host) as secure,
            secure.makefile("rb") as file,
        ):
            yield _CheckedImap(secure, file, limits.most_bytes)
    except _BREAKS as error:
        if deadline.is_over():
            raise TooMuch(
                f"The mailbox at {host} was not read within {limits.total_seconds:g} seconds."
                " It is asked again at the next scan; move old messages out of it if this stays."
            ) from None
        raise Unreachable(
            f"The mailbox at {host} cannot be read ({error}). It is asked again later."
            " Check its address if this stays."
        ) from None


@contextmanager
def _cut_off(connection: socket.socket, deadline: Deadline) -> Iterator[None]:
    """End the connection at the deadline: a server that drips outlasts any wait for a byte."""
    with connection.dup() as handle:
        over = Timer(deadline.remaining(), _shut, [handle])
        over.daemon = True
        over.start()
        try:
            yield
        finally:
            over.cancel()
            over.join()


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _socket(host: str, port: int, limits: Limits, network: Network) -> socket.socket:
    if f"{host}:{port}" not in network.allowed and port != _PORT:
        raise UnsafeAddress(
            f"The mailbox at {host} is to be asked at port {port}, and mail over TLS is at 993."
            " Leave the port out of the address."
        )
    deadline = Deadline.after(limits.connect_seconds)
    failed: OSError | None = None
    for number in network.addresses(host, port, deadline):
        try:
            return socket.create_connection((number, port), deadline.remaining())
        except OSError as error:
            failed = error
    raise failed or OSError("it has no address")


def _sign_in(connection: imaplib.IMAP4, user: str, secret: str, host: str) -> None:
    try:
        connection.login(user, secret)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise NotFound(
            f"The mailbox at {host} does not let {user!r} in. Check the name in the address and"
            " the password in the environment variable that the source names."
        ) from None


def _search(since: str) -> str:
    """What to look for: everything, or what came since a day (written as RFC 9051 asks)."""
    if not since:
        return "ALL"
    day = date.fromisoformat(since)
    return f"SINCE {day.day:02}-{_MONTHS[day.month - 1]}-{day.year}"


def _messages(connection: imaplib.IMAP4, folder: str, search: str) -> Iterator[bytes]:
    answer, _ = connection.select(_folder_name(folder), readonly=True)
    if answer != "OK":
        raise NotFound(
            f"The mailbox has no folder {folder!r}. Check the last part of the source's address."
        )
    _, found = connection.uid("SEARCH", search)
    told = (found[0] or b"").split() if found else []
    numbers = [one.decode() for one in told if one.isdigit()]
    if len(numbers) > MOST_MESSAGES:
        raise TooMuch(
            f"The folder {folder!r} holds {len(numbers):,} messages to read, and a scan reads at"
            f" most {MOST_MESSAGES:,}. Add a first day to the source: ask = {{ from = "
            '"2026-01-01" }, or move old messages out of the folder.'
        )
    for number in numbers:
        _, parts = connection.uid("FETCH", number, "(BODY.PEEK[])")
        bodies = [part[1] for part in parts if isinstance(part, tuple)]
        if not bodies:
            raise RefusedByServer(
                f"The mailbox does not give message {number} of {folder!r}."
                " It is asked again at the next scan."
            )
        yield bodies[0]


def _folder_name(folder: str) -> str:
    """A folder's name as servers want it: quoted, and in modified UTF-7 (RFC 3501, 5.1.3)."""
    named = re.sub(r"&|[^\x20-\x7e]+", _in_utf7, folder)
    quoted = named.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _in_utf7(found: re.Match[str]) -> str:
    letters = "" if found[0] == "&" else found[0]
    packed = b64encode(letters.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{packed}-"
