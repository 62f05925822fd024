"""Duplicates the slow way: every pair is weighed, and groups grow by the strongest pair.

Shares the weighing with the product; what is checked is that no pair worth joining is missed for
never having been looked at, and that groups are those of the strongest evidence first.
"""

from collections.abc import Sequence
from itertools import combinations

from theodolite.horizon.duplicates.finding import compared, contradicts
from theodolite.horizon.duplicates.relations import keeps_apart
from theodolite.horizon.duplicates.weighing import SAME, total, weigh
from theodolite.horizon.item import Item


def groups_of_all_pairs(items: Sequence[Item]) -> tuple[tuple[int, ...], ...]:
    """Groups of rows by weighing each row with every other, strongest pair first."""
    records = compared(items)
    points = {
        (one, other): total(weigh(records[one], records[other]))
        for one, other in combinations(range(len(items)), 2)
        if not keeps_apart(records[one], records[other])
    }
    things = [{row} for row in range(len(items))]
    for pair in sorted(points, key=lambda pair: (-points[pair], pair)):
        if points[pair] < SAME:
            break
        mine, theirs = (next(thing for thing in things if row in thing) for row in pair)
        fits = not any(
            contradicts(records[one], records[other]) for one in mine for other in theirs
        )
        if mine is not theirs and fits:
            things.remove(theirs)
            mine |= theirs
    return tuple(sorted(tuple(sorted(thing)) for thing in things if len(thing) > 1))
