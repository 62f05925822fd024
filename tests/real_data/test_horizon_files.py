"""Bibliographic files made by others: every record becomes an item, and comes back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from theodolite.horizon.files import read_items, read_payload
from theodolite.horizon.files.front_door import FORMATS
from theodolite.horizon.files.holding import as_held
from theodolite.horizon.item import Seen

SHARED = Path(__file__).parents[2] / "../shared/data"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
# Counted by hand: <record> elements, and lines of data as a spreadsheet shows them.
RECORDS = {
    "duplicates/copper.xml": 505,
    "duplicates/tafenoquine.xml": 179,
    "duplicates/dblp-acm/ccer_D4_acm.csv": 2294,
    "duplicates/dblp-acm/ccer_D4_dblp.csv": 2616,
    "screening/Bannach-Brown_2019.csv": 1993,
    "screening/Cohen_local_ADHD.csv": 851,
    "screening/Nagtegaal_2019.csv": 2019,
}

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SHARED.exists(), reason="the shared records are not here"),
]


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_becomes_an_item_with_a_title(name: str) -> None:
    read = read_items(SHARED / name, now=NOW)
    assert (len(read.items), read.unreadable) == (RECORDS[name], ())
    assert all(item.title for item in read.items)


@pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)
def test_references_with_every_oddity_of_databases_survive_each_format(format_: object) -> None:
    read = read_items(SHARED / "duplicates/tafenoquine.xml", now=NOW)
    (chosen,) = (one for one in FORMATS if one == format_)
    back = chosen.read(chosen.write(read.items), read.items[0].trail[0])
    assert back.items == tuple(as_held(item, chosen.name) for item in read.items)


def test_recorded_answers_of_pubmed_are_read_and_come_back() -> None:
    answers = sorted((SHARED / "payloads/pubmed").rglob("*.xml"))
    (pubmed,) = (one for one in FORMATS if one.name == "PubMed XML")
    seen = Seen("pubmed", "https://example.org", NOW)
    items = [item for one in answers for item in read_payload(one.read_bytes(), seen).items]
    assert len(items) == len(answers) - 1  # one is an empty set
    assert all(item.identifier("pmid") and item.venue for item in items)
    assert pubmed.read(pubmed.write(items), seen).items == tuple(items)
