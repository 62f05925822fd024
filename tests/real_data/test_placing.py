"""Real items go where people had put them: fairly without labels, well with a few."""

from functools import lru_cache

import pytest

from tests.real_data.placed_collections import (
    SHARED,
    Collection,
    judge,
    labels,
    needs,
    notices,
    reviews,
)
from theodolite.horizon.placing import place

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collections are not here"),
]

MEASURED = {
    ("reviews", 0): (0.85, 0.81),
    ("reviews", 8): (0.96, 0.93),
    ("notices", 0): (0.88, 0.80),
    ("notices", 8): (0.96, 0.92),
    ("notices", 32): (0.97, 0.94),
    ("needs", 0): (0.76, 0.59),
    ("needs", 4): (0.86, 0.81),
}
"""Macro-F1 of the likeliest topic and of several topics, by labels for each topic."""
COLLECTIONS = {"reviews": reviews, "notices": notices, "needs": needs}


@lru_cache
def collection(name: str) -> Collection:
    return COLLECTIONS[name]()


@pytest.mark.parametrize(("name", "each"), MEASURED)
def test_real_items_are_placed_as_well_as_was_measured(name: str, each: int) -> None:
    here = collection(name)
    said = labels(here, each, seed=1)
    found = judge(here, place(here.items, here.framework, labels=said), said)
    assert (found.first, found.several) == pytest.approx(MEASURED[name, each], abs=0.05)
    assert found.gap < 0.06
