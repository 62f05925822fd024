"""Every feed that feedparser tests itself with is read or refused, and read as it should be.

The feeds come with feedparser's source distribution, which setting up the tests unpacks.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.horizon.sources.answers import page_of
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.sources.contained import read_contained
from theodolite.horizon.sources.hostile.feed_lenient import read_leniently
from theodolite.horizon.sources.hostile.feed_strict import read_strictly
from theodolite.horizon.sources.plain_text import line, plain, told

FEEDS = Path(__file__).parents[3] / ".venv/feedparser-tests"
_EXPECTED = re.compile(rb"^Expect:\s*(.*)$", re.MULTILINE)
_CLAIM = re.compile(
    r"entries\[0\](?:\.(\w+)|\[['\"](\w+)['\"]\]) == (u?(?:'[^']*'|\"[^\"]*\"))(?= and |\s*$)"
)
_OURS = {"title": "title", "id": "name", "link": "address"}
_ENOUGH_STRICT, _ENOUGH_CLAIMS = 600, 60

pytestmark = pytest.mark.skipif(
    not FEEDS.is_dir(), reason="feedparser's feeds are not unpacked: run .ci/feedparser-feeds"
)


def feeds(folder: str) -> list[Path]:
    return sorted(path for path in (FEEDS / folder).rglob("*") if path.suffix == ".xml")


def test_all_feeds_are_there() -> None:
    assert len(feeds("wellformed")) == 1_739
    assert len(feeds("illformed")) == 19


def test_none_of_them_breaks_anything_and_every_well_formed_one_is_read() -> None:
    refused = {
        path: said
        for path in sorted(path for path in FEEDS.rglob("*") if path.is_file())
        if (said := _refusal(path.read_bytes()))
    }
    assert not [path for path, said in refused.items() if "broke its reader" in said]
    assert not [path for path in refused if path.parts[-3] == "wellformed"]


def _refusal(payload: bytes) -> str:
    try:
        page_of("feed", payload)
    except UnreadableSource as problem:
        return str(problem)
    return ""


def test_titles_names_and_addresses_are_those_that_the_suite_expects() -> None:
    compared = 0
    for path in feeds("wellformed"):
        payload = path.read_bytes()
        for name, expected in _claims(payload):
            (entry, *_) = read_contained("feed", payload, name="A feed")["entries"]
            found = entry[_OURS[name]]
            as_plain = {line(expected), plain(expected), told(expected)}
            assert found in as_plain, (path, name, found, expected)
            compared += bool(found)
    assert compared >= _ENOUGH_CLAIMS


def _claims(payload: bytes) -> Iterator[tuple[str, str]]:
    """What a feed's own comment says of its first entry, where that depends on nothing else."""
    expected = _EXPECTED.search(payload)
    if expected is None or b"Header:" in payload or b"127.0.0.1:8097" in payload:
        return
    for attribute, key, value in _CLAIM.findall(expected[1].decode("utf-8", "replace")):
        if (attribute or key) in _OURS:
            yield attribute or key, ast.literal_eval(value)


def test_reading_strictly_says_the_same_as_feedparser_wherever_it_reads_at_all() -> None:
    read = 0
    for path in sorted(path for path in FEEDS.rglob("*") if path.is_file()):
        payload = path.read_bytes()
        strict = read_strictly(payload)
        if strict is None:
            continue
        read += 1
        assert {**strict, "reader": ""} == {**read_leniently(payload), "reader": ""}, path
    assert read >= _ENOUGH_STRICT
