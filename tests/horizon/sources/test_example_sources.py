"""The sources that ship as an example are real ones, each with a first request to make."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.horizon.replay import NOON
from theodolite.evidence.framework import read_framework
from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.recognising import recognise_address
from theodolite.horizon.sources.source import Source
from theodolite.horizon.sources.sources_file import read_sources

EXAMPLES = Path(__file__).parents[3] / "examples"
SOURCES = read_sources(EXAMPLES / "sources.toml")


def test_there_are_forty_or_more_and_every_topic_is_watched_by_several() -> None:
    assert len(SOURCES) >= 40
    codes = {topic.code for topic in read_framework(EXAMPLES / "framework.toml").topics}
    watched = Counter(topic for source in SOURCES for topic in source.topics)
    assert set(watched) == codes
    assert min(watched.values()) >= 5


def test_no_two_of_them_ask_the_same() -> None:
    asked = [(one.address, tuple(sorted(one.ask.items()))) for one in SOURCES]
    assert len(set(asked)) == len(asked)


def test_every_kind_that_needs_no_address_of_ones_own_is_shown() -> None:
    assert {source.kind for source in SOURCES} == set(KINDS) - {"json-feed", "file", "mailbox"}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_each_builds_a_first_request_without_a_network(source: Source) -> None:
    kind = KINDS[source.kind]
    for since in (None, NOON):
        asked = kind.first_request(source, since=since)
        assert urlsplit(asked.address).scheme == "https"
        assert urlsplit(asked.address).hostname == urlsplit(source.address).hostname
        assert asked == kind.first_request(source, since=since)


@pytest.mark.parametrize(
    "source",
    [one for one in SOURCES if one.kind not in ("feed", "oai-pmh")],
    ids=lambda one: one.name,
)
def test_each_would_be_recognised_by_its_address(source: Source) -> None:
    found = recognise_address(source.address)
    if found is not None:
        assert {one.kind for one in found.sources} == {source.kind}
