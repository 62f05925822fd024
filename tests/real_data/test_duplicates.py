"""On sets marked by people: nearly everything is found, and what is joined belongs together."""

import csv
import gzip
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.peers.marked_sets import harmonic_mean, marked_set, pairs_in
from tests.horizon.duplicates.made_items import item
from theodolite.horizon.duplicates.finding import find_duplicates
from theodolite.horizon.files import read_items
from theodolite.horizon.item import Item, Published, Seen

SETS = Path(__file__).parents[2] / "../shared/data"
MARKED = SETS / "duplicates"
NOW = datetime(2026, 3, 9, tzinfo=UTC)
NOTICES = 8_000

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SETS.is_dir(), reason="the shared sets of duplicates are not here"),
]


@pytest.mark.parametrize(
    ("name", "least", "most_false"), [("copper", 0.995, 0), ("tafenoquine", 0.99, 2)]
)
def test_what_people_marked_in_endnote_is_found(name: str, least: float, most_false: int) -> None:
    read = read_items(MARKED / f"{name}.xml", now=NOW)
    true = marked_set(name, MARKED)[1]
    found = pairs_in(find_duplicates(read.items).groups)
    assert not read.unreadable
    assert harmonic_mean(found, true) >= least
    # Of one paper in tafenoquine, all three records are marked, one by one.
    assert len(found - true) <= most_false


def test_the_same_papers_are_found_in_dblp_and_acm() -> None:
    files = [MARKED / f"dblp-acm/ccer_D4_{name}.csv" for name in ("dblp", "acm")]
    items = [one for path in files for one in read_items(path, now=NOW).items]
    found = pairs_in(find_duplicates(items).groups)
    true = marked_set("dblp-acm", MARKED)[1]
    assert harmonic_mean(found, true) >= 0.96
    assert len(found - true) <= 25


def test_every_hard_pair_is_judged_as_people_did() -> None:
    rows, true = marked_set("hard pairs", MARKED)
    items = [_item(number, row) for number, row in enumerate(rows, start=1)]
    for first in range(0, len(items), 2):
        is_same = find_duplicates(items[first : first + 2]).groups == ((0, 1),)
        assert is_same == ((first, first + 1) in true), (rows[first], rows[first + 1])


def test_no_two_regulatory_notices_of_the_same_title_are_joined() -> None:
    with gzip.open(SETS / "streams/federal_register_2020_2026.csv.gz", "rt") as file:
        notices = [_notice(line) for line in islice(csv.DictReader(file), NOTICES)]
    assert len({notice.title for notice in notices}) < 0.8 * NOTICES
    assert find_duplicates(notices).groups == ()


def _item(number: int, row: dict[str, str]) -> Item:
    authors = row.get("author", "").replace(" and ", "; ").split("; ")
    return item(
        number,
        title=row["title"],
        people=tuple(filter(None, authors)),
        year=int(row["year"]) if row.get("year") else None,
        venue=row["journal"],
        volume=row.get("volume"),
        issue=row.get("number"),
        pages=row.get("pages"),
        doi=row.get("doi"),
    )


def _notice(line: dict[str, str]) -> Item:
    return Item(
        f"url:{line['url']}",
        line["title"],
        "policy",
        NOW,
        abstract=line["summary"],
        venue=line["source"],
        address=line["url"],
        published=Published(date.fromisoformat(line["original_published"])),
        trail=(Seen("notices", line["url"], NOW),),
    )
