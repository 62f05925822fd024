"""Works are read from every layout alike, and what cannot be read is counted."""

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.sweep.small_works import (
    as_openalex,
    inverted,
    made_works,
    write_lines,
    write_parquet,
)
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.sources import openalex
from theodolite.horizon.sources.source import Answer, Request, Source
from theodolite.horizon.sweep.works import Works, works_in

WORKS = made_works(9, seed=1)


def read(path: Path) -> tuple[list[tuple[str, str, str]], int]:
    parts = list(works_in(path))
    rows = [
        row for one in parts for row in zip(one.identities, one.titles, one.abstracts, strict=True)
    ]
    return rows, sum(one.unreadable for one in parts)


def test_a_table_of_texts_is_read_as_it_stands(tmp_path: Path) -> None:
    assert read(write_parquet(tmp_path / "works.parquet", WORKS)) == (WORKS, 0)


@pytest.mark.parametrize("name", ["works.jsonl", "works.jsonl.gz"])
def test_lines_of_json_are_read_plain_or_gzipped(tmp_path: Path, name: str) -> None:
    names = ("item_id", "title", "summary")
    records = [dict(zip(names, work, strict=True)) for work in WORKS]
    assert read(write_lines(tmp_path / name, records)) == (WORKS, 0)


def test_openalex_works_are_named_and_told_as_its_source_tells_them(tmp_path: Path) -> None:
    records = [as_openalex(work) for work in WORKS]
    records[0] |= {"display_name": "Dose &amp; <i>risk</i>", "doi": None}
    records[1] |= {"doi": None, "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/77"}}
    records[2] |= {"abstract_inverted_index": {"twice": [0], "told": [0, 3]}}
    records[3] |= {"abstract_inverted_index": None}
    now = datetime(2026, 3, 9, tzinfo=UTC)
    payload = json.dumps({"results": records}).encode()
    address = "https://api.openalex.org/works"
    page = openalex.read(
        Answer(payload, address, now), Request(address), Source("OpenAlex", "openalex", address)
    )
    ordinary = [(one.identity, one.title, one.abstract) for one in page.items]
    assert read(write_lines(tmp_path / "works.jsonl", records))[0] == ordinary


@pytest.mark.parametrize("how", ["json", "map"])
def test_inverted_indexes_in_tables_are_turned_back(tmp_path: Path, how: str) -> None:
    texts = [abstract for _, _, abstract in WORKS]
    indexes = [inverted(text) for text in texts]
    column = {
        "json": [json.dumps(one) for one in indexes],
        "map": [[{"key": k, "value": v} for k, v in one.items()] for one in indexes],
    }[how]
    path = tmp_path / "works.parquet"
    frame = {"id": [w for w, _, _ in WORKS], "display_name": [t for _, t, _ in WORKS]}
    pl.DataFrame({**frame, "abstract_inverted_index": column}).write_parquet(path)
    assert read(path) == (WORKS, 0)


def test_what_cannot_be_read_is_counted_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "works.jsonl"
    path.write_bytes(
        b'{"id": "a", "title": "Kept"}\n\n{"id": "b"}\n{"id": "c", "title": 7}\nno json\n'
        b'{"title": "Nameless"}'
    )
    rows, unreadable = read(path)
    assert [title for _, title, _ in rows] == ["Kept", "Nameless"]
    assert rows[1][0].startswith("sha256:")
    assert unreadable == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("works.jsonl.gz", b"\x1f\x8b\x08\x00", "cannot be read to its end"),
        ("works.jsonl.gz", b"plain", "cannot be read to its end"),
        ("works.parquet", b"PAR1", "cannot be read to its end"),
    ],
)
def test_a_damaged_file_is_refused_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableSource, match=said):
        list(works_in(tmp_path / name))


def test_a_table_without_titles_is_refused_with_its_columns(tmp_path: Path) -> None:
    pl.DataFrame({"name": ["a"]}).write_parquet(tmp_path / "works.parquet")
    with pytest.raises(UnreadableSource, match="no column of titles: it has name"):
        list(works_in(tmp_path / "works.parquet"))


@given(st.lists(st.text(alphabet="ab&<é", min_size=1, max_size=4), max_size=30))
def test_an_inverted_index_gives_back_the_words_in_their_order(words: list[str]) -> None:
    from theodolite.horizon.sources.openalex import abstract_of
    from theodolite.horizon.sweep.works import turned_back

    index = inverted(" ".join(words))
    assert turned_back(index) == abstract_of(index)


def test_a_text_is_put_together_as_an_items_is() -> None:
    works = Works(["a", "b"], ["One", "Two"], ["Told.", ""])
    assert works.texts() == ["One. Told.", "Two"]
