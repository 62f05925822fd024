"""Hostile bytes harm nothing but the process that reads them, and the next payload is read."""

import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.horizon.sources.answers import page_of
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.item import Item
from theodolite.horizon.sources.contained import Limits, read_contained

HONEST = (
    b'<rss version="2.0"><channel><title>A</title><item><title>B</title>'
    b"<link>https://example.org/b</link></item></channel></rss>"
)
FEW = Limits(processor_seconds=1, seconds=20.0)


def entities(declared: str, used: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [{declared}]><rss version="2.0"><channel>'
        f"<item><title>{used}</title></item></channel></rss>"
    ).encode()


def laughs() -> bytes:
    declared = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)
    )
    return entities(declared, "&l9;")


def quadratic() -> bytes:
    return entities(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 50_000)


def nested(tag: str, times: int) -> bytes:
    return b"<rss><channel>" + f"<{tag}>".encode() * times


def marked_up(text: str) -> bytes:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").encode()
    return HONEST.replace(
        b"</title><link>", b"</title><description>" + escaped + b"</description><link>"
    )


HOSTILE = {
    "billion laughs": laughs,
    "quadratic blowup": quadratic,
    "tags without end": lambda: nested("item", 1_000_000),
    "deep nesting": lambda: nested("a", 50_000),
    "a document type with a backslash": lambda: entities('<!ENTITY a "\\">', "&a;"),
    "a character beyond Unicode": lambda: HONEST.replace(b">B<", b">&#1114112;<"),
    "a lone surrogate": lambda: HONEST.replace(b">B<", b">&#xD800;<"),
    "a lone surrogate as bytes": lambda: HONEST.replace(b">B<", b">\xed\xa0\x80<"),
    "an encoding nobody knows": lambda: b'<?xml version="1.0" encoding="no-such"?>' + HONEST,
    "UTF-7": lambda: b'<?xml version="1.0" encoding="utf-7"?>' + HONEST,
    "nested HTML": lambda: marked_up("<div>" * 100_000),
    "unclosed HTML": lambda: marked_up("<a href='" * 100_000),
    "a calendar of nested parts": lambda: b"BEGIN:VEVENT\r\n" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_attack_is_read_harmlessly_or_refused_and_the_next_feed_is_read(name: str) -> None:
    payload = HOSTILE[name]()
    assert len(told_of("feed", payload)) < 20 * len(payload)
    assert [item.title for item in page_of("feed", HONEST).items] == ["B"]


def told_of(job: str, payload: bytes) -> str:
    """What the reader made of it, or the sentence by which it was refused."""
    try:
        return json.dumps(read_contained(job, payload, name="It", limits=FEW))
    except UnreadableSource as problem:
        return str(problem)


@pytest.mark.parametrize("job", ["calendar", "mail", "links", "list", "records"])
def test_no_attack_harms_any_other_reader(job: str) -> None:
    for make in (laughs, HOSTILE["deep nesting"], HOSTILE["a calendar of nested parts"]):
        assert told_of(job, make())
    assert page_of("feed", HONEST).items


def test_no_file_of_ours_is_read_through_a_feed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    address = (tmp_path / "secret").as_uri()
    outside = f'<!ENTITY a SYSTEM "{address}">'
    for payload in (entities(outside, "&a;"), str(tmp_path / "secret").encode(), address.encode()):
        try:
            found = str(page_of("feed", payload).items)
        except UnreadableSource as problem:
            found = str(problem)
        assert "the secret" not in found


def test_a_reader_that_hangs_is_ended_at_its_deadline() -> None:
    slow = Limits(processor_seconds=60, seconds=0.05)
    with pytest.raises(UnreadableSource, match=r"0\.05 seconds were not enough"):
        read_contained("lenient feed", HONEST * 3_000, name="A feed", limits=slow)
    assert page_of("feed", HONEST).items


def test_a_reader_that_takes_too_much_processor_time_is_ended() -> None:
    huge = HONEST.replace(b"<item>", b"<item><title>B</title>" + b"<media:title>x" * 400_000)
    with pytest.raises(UnreadableSource, match="more processor time or memory than is given"):
        read_contained("lenient feed", huge * 3, name="A feed", limits=Limits(1, 60.0))
    assert page_of("feed", HONEST).items


def test_a_process_that_died_meanwhile_is_not_blamed_on_the_next_payload() -> None:
    from theodolite.horizon.sources import contained

    assert page_of("feed", HONEST).items
    process = contained._state.process
    assert process is not None
    process.program.kill()
    process.program.wait()
    assert page_of("feed", HONEST).items


def test_more_than_is_read_at_all_is_refused_before_it_is_sent() -> None:
    with pytest.raises(UnreadableSource, match="100,000,001 bytes at once"):
        read_contained("feed", b" " * 100_000_001, name="A feed")


def test_threads_take_turns_and_each_gets_its_own_answer() -> None:
    titles: dict[int, list[Item]] = {}

    def read(number: int) -> None:
        payload = HONEST.replace(b">B<", f">B{number}<".encode())
        titles[number] = list(page_of("feed", payload).items)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {number: items[0].title for number, items in titles.items()} == {
        number: f"B{number}" for number in range(12)
    }


def test_the_process_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    from theodolite.horizon.sources import contained

    monkeypatch.setenv("OPENALEX_API_KEY", "the key")
    contained.end_process()
    assert page_of("feed", HONEST).items
    process = contained._state.process
    assert process is not None
    environment = Path(f"/proc/{process.program.pid}/environ")
    if environment.exists():
        assert b"the key" not in environment.read_bytes()


def test_a_copy_of_us_starts_a_process_of_its_own() -> None:
    assert page_of("feed", HONEST).items
    assert _in_a_copy(lambda: page_of("feed", HONEST).items[0].title == "B")
    assert page_of("feed", HONEST).items


def _in_a_copy(holds: Callable[[], bool]) -> bool:
    child = os.fork()
    if child == 0:
        os._exit(0 if holds() else 1)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.01)
    return False
