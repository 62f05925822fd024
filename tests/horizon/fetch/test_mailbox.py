"""A mailbox is only read, from a checked address over TLS, and never for ever."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import trustme

from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import (
    CannotFetch,
    NotFound,
    TooMuch,
    Unreachable,
    UnsafeAddress,
)
from theodolite.horizon.sources import mailbox
from theodolite.horizon.sources.source import Request, Source

AUTHORITY = trustme.CA()
MESSAGES = [
    b"Message-ID: <1@example.org>\r\nSubject: Dose alert\r\nFrom: Ana <ana@example.org>\r\n\r\n"
    b"Read this.\r\nFrom the ward.\r\n",
    b"Message-ID: <2@example.org>\r\nSubject: Workshop\r\nFrom: Li <li@example.org>\r\n\r\nOh.\r\n",
]

Behave = Callable[[str, str, list[str]], list[bytes]]


def well_behaved(tag: str, command: str, words: list[str]) -> list[bytes]:
    """What a plain IMAP server says to the few commands that a reader needs."""
    done = f"{tag} OK done\r\n".encode()
    said = " ".join(words)
    accepted = {
        "LOGIN": ['horizon@example.org "pass word"'],
        "EXAMINE": ['"Alerts"', '"&AMQ-rzte &- F&APY-rderer"'],
    }
    if said not in accepted.get(command, [said]):
        return [f"{tag} NO wrong\r\n".encode()]
    if command == "CAPABILITY":
        return [b"* CAPABILITY IMAP4rev1\r\n", done]
    if command == "UID" and words[0] == "SEARCH":
        return [b"* SEARCH 11 12\r\n", done]
    if command == "UID":
        message = MESSAGES[int(words[1]) - 11]
        head = f"* 1 FETCH (UID {words[1]} BODY[] {{{len(message)}}}\r\n".encode()
        return [head, message, b")\r\n", done]
    if command == "LOGOUT":
        return [b"* BYE\r\n", done]
    return [done]


@contextmanager
def imap_server(behave: Behave = well_behaved) -> Iterator[tuple[int, list[str]]]:
    """An IMAP server on 127.0.0.1, and the commands that it got."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("mail.example.org").configure_cert(context)
    server = socket.create_server(("127.0.0.1", 0))
    commands: list[str] = []

    def serve() -> None:
        with suppress(OSError):
            plain, _ = server.accept()
            with (
                plain,
                context.wrap_socket(plain, server_side=True) as connection,
                connection.makefile("rb") as lines,
            ):
                connection.sendall(b"* OK ready\r\n")
                for line in lines:
                    tag, _, rest = line.decode().strip().partition(" ")
                    commands.append(rest)
                    command, _, words = rest.partition(" ")
                    split = words.split(" ", 1) if command == "LOGIN" else words.split()
                    for part in behave(tag, command, split):
                        connection.sendall(part)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield server.getsockname()[1], commands
    finally:
        server.close()


def fetch(
    folder: Path,
    port: int,
    *,
    path: str = "Alerts",
    limits: Limits | None = None,
    numbers: Sequence[str] = ("127.0.0.1",),
) -> bytes:
    certificates = ssl.create_default_context()
    AUTHORITY.configure_trust(certificates)
    allowed = frozenset({f"mail.example.org:{port}"})
    network = Network(lambda *_: numbers, allowed, certificates)
    outside = Outside(network, secrets={"MAIL": "pass word"})
    address = f"imaps://horizon%40example.org@mail.example.org:{port}/{path}"
    source = Source("alerts by mail", "mailbox", address, secret="MAIL")  # noqa: S106
    door = Door(folder, "", limits, outside)
    return door.fetch(Request(f"{address}?since=2026-03-09"), source).answer.payload


def test_messages_come_as_the_mailbox_source_reads_them(tmp_path: Path) -> None:
    with imap_server() as (port, commands):
        payload = fetch(tmp_path, port)
    assert payload == mailbox.as_mbox(MESSAGES)
    assert "UID SEARCH SINCE 09-Mar-2026" in commands


def test_nothing_in_the_mailbox_is_changed(tmp_path: Path) -> None:
    with imap_server() as (port, commands):
        fetch(tmp_path, port)
    assert not [one for one in commands if one.startswith(("SELECT", "STORE", "UID STORE", "EXPU"))]
    assert all("PEEK" in one for one in commands if "FETCH" in one)


def test_a_wrong_password_and_a_missing_folder_are_told_apart(tmp_path: Path) -> None:
    with imap_server() as (port, _), pytest.raises(NotFound, match="no folder 'Other'"):
        fetch(tmp_path, port, path="Other")

    def refusing(tag: str, command: str, words: list[str]) -> list[bytes]:
        return well_behaved(tag, command, [] if command == "LOGIN" else words)

    with imap_server(refusing) as (port, _), pytest.raises(NotFound, match="let 'horizon") as no:
        fetch(tmp_path, port)
    assert "pass word" not in str(no.value)


def drip_slowly(tag: str, command: str, words: list[str]) -> list[bytes]:
    """A line that grows by a byte at a time is cut off by the deadline, not by any one wait."""
    if command == "EXAMINE":
        return Dripping([b"x"] * 10_000)
    return well_behaved(tag, command, words)


class Dripping(list[bytes]):
    """Parts of an answer with a pause before each."""

    def __iter__(self) -> Iterator[bytes]:
        for part in super().__iter__():
            time.sleep(0.02)
            yield part


def test_a_mailbox_that_drips_is_given_up_in_time(tmp_path: Path) -> None:
    began = time.monotonic()
    with imap_server(drip_slowly) as (port, _), pytest.raises(TooMuch, match=r"0\.6 seconds"):
        fetch(tmp_path, port, limits=Limits(total_seconds=0.6))
    assert time.monotonic() - began < 6


def test_a_message_that_claims_to_be_huge_is_not_taken_in(tmp_path: Path) -> None:
    def boasting(tag: str, command: str, words: list[str]) -> list[bytes]:
        if command == "UID" and words[0] == "FETCH":
            return [b"* 1 FETCH (UID 11 BODY[] {4294967296}\r\n"]
        return well_behaved(tag, command, words)

    with imap_server(boasting) as (port, _), pytest.raises(TooMuch, match="more than a scan"):
        fetch(tmp_path, port, limits=Limits(most_bytes=10_000))


def test_lines_without_end_are_not_taken_in(tmp_path: Path) -> None:
    def chatty(tag: str, command: str, words: list[str]) -> list[bytes]:
        if command == "UID" and words[0] == "FETCH":
            return [b"* 1 EXISTS\r\n"] * 2_000
        return well_behaved(tag, command, words)

    with imap_server(chatty) as (port, _), pytest.raises(TooMuch, match="more than a scan"):
        fetch(tmp_path, port, limits=Limits(most_bytes=10_000))


def test_a_folder_may_be_named_in_any_letters(tmp_path: Path) -> None:
    with imap_server() as (port, _):
        payload = fetch(tmp_path, port, path="%C3%84rzte%20%26%20F%C3%B6rderer")
    assert payload == mailbox.as_mbox(MESSAGES)


def test_a_mailbox_is_found_at_any_of_its_addresses(tmp_path: Path) -> None:
    with imap_server() as (port, _):
        assert fetch(tmp_path, port, numbers=["127.0.0.9", "127.0.0.1"])


def test_what_is_no_number_of_a_message_is_passed_over(tmp_path: Path) -> None:
    def odd(tag: str, command: str, words: list[str]) -> list[bytes]:
        if command == "UID" and words[0] == "SEARCH":
            return [b"* SEARCH 11 \xff 1:* 12\r\n", f"{tag} OK done\r\n".encode()]
        return well_behaved(tag, command, words)

    with imap_server(odd) as (port, _):
        assert fetch(tmp_path, port) == mailbox.as_mbox(MESSAGES)


def test_too_many_messages_are_refused_with_a_way_out(tmp_path: Path) -> None:
    def crowded(tag: str, command: str, words: list[str]) -> list[bytes]:
        if command == "UID" and words[0] == "SEARCH":
            numbers = " ".join(map(str, range(1, 2_500)))
            return [f"* SEARCH {numbers}\r\n{tag} OK done\r\n".encode()]
        return well_behaved(tag, command, words)

    with imap_server(crowded) as (port, _), pytest.raises(TooMuch, match="first day"):
        fetch(tmp_path, port)


@pytest.mark.parametrize(
    "address",
    [
        "imaps://me@mail.example.org:25/INBOX",
        "imaps://me:pass@mail.example.org/INBOX",
        "imaps://mail.example.org/INBOX",
        "imaps://me@mail.example.org:99999/INBOX",
        "imaps://me@[::1/INBOX",
        "imaps://m%C3%A9@mail.example.org/INBOX",
        "imaps://me%0D%0Ax%20LOGOUT@mail.example.org/INBOX",
        "imaps://me@127.0.0.1/INBOX",
        "imaps://me@inside.example.org/INBOX",
    ],
)
def test_a_mailbox_inside_or_with_a_password_in_its_address_is_refused(
    tmp_path: Path, address: str
) -> None:
    network = Network(lambda *_: ["10.0.0.5"])
    door = Door(tmp_path, outside=Outside(network))
    with pytest.raises(UnsafeAddress) as refused:
        door.fetch(Request(address), Source("mail", "mailbox", address))
    assert "pass@" not in str(refused.value)


def test_a_server_that_hangs_up_is_said(tmp_path: Path) -> None:
    def rude(tag: str, command: str, words: list[str]) -> list[bytes]:
        del tag, command, words
        raise OSError

    with imap_server(rude) as (port, _), pytest.raises(Unreachable):
        fetch(tmp_path, port)


def test_any_nonsense_from_a_server_ends_in_a_refusal(tmp_path: Path) -> None:
    for nonsense in (b"\r\n", b"* \xff\xfe\r\n", b"{5}\r\n", b"x" * 2_000_000 + b"\r\n"):
        with (
            imap_server(lambda *_, said=nonsense: [said] * 3) as (port, _),
            pytest.raises(CannotFetch),
        ):
            fetch(tmp_path, port, limits=Limits(total_seconds=0.5))
