"""Fisher's exact test from its definition: every table with the same totals, in exact fractions."""

from collections.abc import Iterator
from fractions import Fraction
from math import factorial, prod

Table = list[list[int]]


def exact_p(table: Table) -> Fraction:
    """The probability of tables no likelier than this one, of all with its totals."""
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    likely = probability(table)
    return sum(
        (probability(other) for other in tables(rows, columns) if probability(other) <= likely),
        Fraction(0),
    )


def probability(table: Table) -> Fraction:
    rows = [sum(row) for row in table]
    columns = [sum(column) for column in zip(*table, strict=True)]
    cells = [cell for row in table for cell in row]
    return Fraction(
        prod(map(factorial, rows)) * prod(map(factorial, columns)),
        factorial(sum(rows)) * prod(map(factorial, cells)),
    )


def tables(rows: list[int], columns: list[int]) -> Iterator[Table]:
    if len(rows) == 1:
        yield [columns]
        return
    for row in fillings(rows[0], columns):
        left = [column - cell for column, cell in zip(columns, row, strict=True)]
        for rest in tables(rows[1:], left):
            yield [row, *rest]


def fillings(total: int, most: list[int]) -> Iterator[list[int]]:
    if len(most) == 1:
        if total <= most[0]:
            yield [total]
        return
    for first in range(min(total, most[0]) + 1):
        for rest in fillings(total - first, most[1:]):
            yield [first, *rest]
