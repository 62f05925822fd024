"""Whatever bytes a source sends, the answer is a page or a refusal, and nothing else."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.sources.answers import page_of
from tests.horizon.sources.samples import SAMPLES
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.rows import item_from_row, row_from
from theodolite.horizon.sources.contained import Limits, read_contained
from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.source import Page

ASK = {"query": "dose"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=10,
)


def check(kind: str, payload: bytes) -> None:
    try:
        page = page_of(kind, payload, **ASK)
    except UnreadableSource:
        return
    assert isinstance(page, Page)
    for item in page.items:
        assert item.identity
        assert item.title
        item.digest()
        assert item_from_row(row_from(item)) == item


def test_there_is_a_sample_of_every_kind() -> None:
    assert set(SAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_of_a_kind_is_read_whole(kind: str) -> None:
    page = page_of(kind, SAMPLES[kind], **ASK)
    assert page.items
    assert not page.unreadable
    check(kind, SAMPLES[kind])


@pytest.mark.parametrize("kind", KINDS)
@given(payload=st.binary(max_size=200))
@settings(max_examples=40)
def test_random_bytes_are_refused_or_read(kind: str, payload: bytes) -> None:
    check(kind, payload)


@pytest.mark.parametrize("kind", KINDS)
@given(share=st.floats(0, 1))
@settings(max_examples=40)
def test_an_answer_cut_short_is_refused_or_read(kind: str, share: float) -> None:
    sample = SAMPLES[kind]
    check(kind, sample[: int(share * len(sample))])


@pytest.mark.parametrize("kind", KINDS)
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 40)), max_size=4
    )
)
@settings(max_examples=80)
def test_a_mutated_answer_is_refused_or_read(
    kind: str, changes: list[tuple[float, bytes, int]]
) -> None:
    sample = SAMPLES[kind]
    for share, inserted, dropped in changes:
        place = int(share * len(sample))
        sample = sample[:place] + inserted + sample[place + dropped :]
    check(kind, sample)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if SAMPLES[kind][:1] == b"{"])
@given(data=st.data())
@settings(max_examples=150)
def test_any_value_in_the_place_of_another_is_refused_or_read(
    kind: str, data: st.DataObject
) -> None:
    found = json.loads(SAMPLES[kind])
    holder, key = data.draw(st.sampled_from(list(places(found))))
    holder[key] = data.draw(JSON)
    check(kind, json.dumps(found).encode())


def places(value: Any) -> Any:
    """Every place in a value that holds another."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@pytest.mark.parametrize("job", ["links", "list", "records"])
@given(payload=st.binary(max_size=300))
@settings(max_examples=40)
def test_pages_lists_and_files_of_random_bytes_are_refused_or_read(
    job: str, payload: bytes
) -> None:
    try:
        assert read_contained(job, payload, name="It", limits=Limits(2, 20.0)) is not None
    except UnreadableSource:
        return


@pytest.mark.parametrize(
    "payload",
    [
        b"[" * 100_000,
        b"[" + b"[]," * 1_000_000 + b"[]]",
        b"1" * 200_000,
        b'{"a":' * 5_000,
        b'"\\ud800"',
    ],
)
@pytest.mark.parametrize("kind", ["openalex", "json-feed"])
def test_json_that_is_an_attack_is_refused(kind: str, payload: bytes) -> None:
    with pytest.raises(UnreadableSource):
        page_of(kind, payload)


@pytest.mark.parametrize("kind", ["arxiv", "oai-pmh", "pubmed"])
def test_xml_that_is_an_attack_is_refused(kind: str) -> None:
    for payload in (
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>" * 300,
        b"<a/>" * 1_000_001,
        b" " * 50_000_001,
    ):
        with pytest.raises(UnreadableSource):
            page_of(kind, payload)
