"""All 108,098 regulatory notices are swept to the chances that placing gives them."""

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from theodolite.evidence.framework import read_framework
from theodolite.horizon.item import Item
from theodolite.horizon.placing import place
from theodolite.horizon.sources.plain_text import told
from theodolite.horizon.sweep import Kept, files_in, freeze, sweep

STREAM = Path(__file__).parents[2] / "../shared/data/streams/federal_register_2020_2026.csv.gz"
FRAMEWORK = Path(__file__).parents[2] / "examples/framework.toml"
FILES = 6

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not STREAM.is_file(), reason="the shared notices are not here"),
]


def test_every_notice_is_swept_to_the_chances_that_placing_gives(tmp_path: Path) -> None:
    with gzip.open(STREAM, "rt", encoding="utf-8", errors="replace") as file:
        rows = [(one["item_id"], one["title"], one["summary"]) for one in csv.DictReader(file)]
    seen = datetime(2026, 1, 1, tzinfo=UTC)
    items = [Item(name, told(title), "other", seen, told(said)) for name, title, said in rows[::15]]
    framework = read_framework(FRAMEWORK)
    for number in range(FILES):
        part = rows[number::FILES]
        frame = pl.DataFrame(part, schema=["item_id", "title", "summary"], orient="row")
        frame.write_parquet(tmp_path / f"notices-{number}.parquet")
    model = freeze(items, framework)
    swept = sweep(files_in([tmp_path]), tmp_path / "out", model, kept=Kept(0.01, 500))
    assert (len(rows), swept.works, swept.listed, swept.failed) == (108_098, 108_098, 500, ())
    found = pl.concat(
        pl.read_parquet(path) for path in (tmp_path / "out").glob("*.scores.parquet")
    ).unique("identity")
    chances = dict(zip(found["identity"], found.drop("identity", "title").rows(), strict=True))
    for one in place(items, framework).items:
        by_topic = {topic.topic: topic.probability for topic in one.topics}
        placed = [by_topic[code] for code in model.topics]
        assert np.abs(np.array(chances[one.identity][:-1]) - placed).max() < 1.01e-4
