"""A slow judge of bounds: try every whole number that the ranges allow."""

from itertools import product

from theodolite.evidence.bounding import Linked


def ranges_by_trying_all(linked: Linked) -> list[tuple[int, int]] | None:
    """The least and greatest value of each cell over everything that fits; None if nothing does."""
    choices = [range(int(low), int(high) + 1) for low, high in linked.ranges]
    fitting = [values for values in product(*choices) if _fits(linked, values)]
    if not fitting:
        return None
    return [(min(column), max(column)) for column in zip(*fitting, strict=True)]


def _fits(linked: Linked, values: tuple[int, ...]) -> bool:
    for one in linked.sums:
        parts, total = sum(values[i] for i in one.parts), values[one.total]
        if parts > total or (one.is_complete and parts != total):
            return False
    return True
