"""A made-up pair of surveys whose truth is known: what was planted is found again.

Each interval is meant to hold the truth in 95 of 100 surveys. Over 400 seeds chance moves that by
1.1 points, so 92 to 98 % is required; the log-normal interval of a total may err to 99 %.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from theodolite.display.wording import sentence
from theodolite.survey.comparison import (
    compare,
    mean_difference,
    recapture,
    share_difference,
)
from theodolite.survey.resampling import mean_interval
from theodolite.survey.synthetic.pair import PART_TIME, Pair, PairTruth, make_pair, write_pair

TRUTH = PairTruth()
SEEDS = range(400)


@cache
def pairs() -> tuple[Pair, ...]:
    return tuple(make_pair(TRUTH, seed=seed) for seed in SEEDS)


def share_holding(truth: float, intervals: list[tuple[Any, Any]]) -> float:
    return float(np.mean([low <= truth <= high for low, high in intervals]))


def counted(frame: pl.DataFrame) -> tuple[int, int]:
    return int((frame["recognised"] == "Yes").sum()), frame.height


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_overlap_is_found_whatever_the_spelling(tmp_path: Path, seed: int) -> None:
    pair = make_pair(TRUTH, seed=seed)
    found = compare(pair.departments, pair.people, write_pair(tmp_path, seed=seed))
    listed = {
        group: {int(name.strip(".")[-3:]) for name in names}
        for group, names in found.log["institutions"].items()
    }
    assert listed == {
        "both": pair.first & pair.second,
        "only_first": pair.first - pair.second,
        "only_second": pair.second - pair.first,
    }
    assert found.warnings == ()


def test_the_number_of_institutions_is_found() -> None:
    found = [
        recapture(len(one.first), len(one.second), len(one.first & one.second)) for one in pairs()
    ]
    assert 0.92 <= share_holding(TRUTH.institutions, [(r.low, r.high) for r in found]) <= 0.99
    assert np.mean([r.estimate for r in found]) == pytest.approx(TRUTH.institutions, rel=0.03)


def test_the_change_of_a_share_is_found() -> None:
    found = [share_difference(*counted(one.people), *counted(one.departments)) for one in pairs()]
    change = TRUTH.recognised[1] - TRUTH.recognised[0]
    assert 0.92 <= share_holding(change, [(d.low, d.high) for d in found]) <= 0.98


def test_the_change_of_a_mean_is_found() -> None:
    found = [
        mean_difference(
            one.people["sufficiency"].to_numpy().astype(float),
            one.departments["sufficiency"].to_numpy().astype(float),
        )
        for one in pairs()
    ]
    change = TRUTH.sufficiency[1] - TRUTH.sufficiency[0]
    assert 0.92 <= share_holding(change, [(d.low, d.high) for d in found]) <= 0.98


def test_whole_time_equivalents_are_found() -> None:
    intervals = []
    for one in pairs():
        fraction = np.where(one.people["hours"].to_numpy() == "Full time", 1.0, PART_TIME)
        each = one.people["time_computing"].to_numpy() * fraction
        intervals.append(mean_interval(each, seed=1, replicates=500))
    assert 0.92 <= share_holding(TRUTH.whole_time_per_hundred, intervals) <= 0.98


def test_no_change_is_seldom_called_one() -> None:
    """5 % of 400 is 20; chance seldom gives more than 30."""
    still = PairTruth(recognised=(0.5, 0.5))
    made = [make_pair(still, seed=seed) for seed in SEEDS]
    found = [share_difference(*counted(one.people), *counted(one.departments)) for one in made]
    assert sum((one.p or 1) < 0.05 for one in found) <= 30


def test_the_pair_is_the_same_every_time(tmp_path: Path) -> None:
    write_pair(tmp_path / "one")
    write_pair(tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_everything_is_told_in_sentences(tmp_path: Path) -> None:
    found = compare(tmp_path / "departments.csv", tmp_path / "people.csv", write_pair(tmp_path))
    said = [sentence(one) for chapter in found.chapters for one in chapter.statements]
    assert "46 institutions were named in wave 1 and 43 in wave 2; 23 were named in both." in said
