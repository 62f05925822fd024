"""Unnamed columns of percentages, and which order of which groups whole counts allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, permutations

from theodolite.evidence.printed import PrintedTable
from theodolite.survey.number_check import cells
from theodolite.survey.number_check.facts import Facts, Partition
from theodolite.survey.number_check.grim import (
    Percentage,
    is_possible,
    needs_half_even,
    percentage_in,
)
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Unchecked, Verdict

RULE = "percentages and group sizes"
_MOST_UNNAMED = 6

Column = tuple[Percentage, ...]


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Neighbouring columns of percentages without names, and every order of sizes that fits."""

    table: PrintedTable
    first: int
    columns: tuple[Column, ...]

    def orders(self, partition: Partition) -> list[tuple[int, ...]]:
        """The orders of a partition's groups in which every percentage is possible."""
        places = range(len(self.columns))
        if len(partition.sizes) != len(self.columns):
            return []
        fits = {
            (c, g): all(is_possible(p, partition.sizes[g]) for p in self.columns[c])
            for c in places
            for g in places
        }
        every = [o for o in permutations(places) if all(fits[c, g] for c, g in enumerate(o))]
        sized = {tuple(partition.sizes[g] for g in order): order for order in every}
        return list(sized.values())

    def place(self) -> str:
        """Where the columns stand."""
        last = self.first + len(self.columns)
        return f"{cells.place_of(self.table)}, columns {self.first + 1} to {last}"


def check_column_order(facts: Facts, stated: Sequence[Partition]) -> Iterator[Verdict]:
    """Hold columns whose names cannot be read against every order of the groups' sizes.

    `stated` are groups as the text sizes them, where it differs from the tables: when the tables'
    sizes fit and these fit in no order, the text is wrong.
    """
    if facts.step == 1:
        for table in facts.tables:
            for unnamed in unnamed_columns(table):
                yield from _check_order(unnamed, facts.partitions, stated)


def unnamed_columns(table: PrintedTable) -> Iterator[Unnamed]:
    """Runs of neighbouring columns without names that hold percentages."""
    columns = [
        tuple(
            p
            for row in table.rows()
            if i < len(row.cells) and (p := percentage_in(row.cells[i][0])) is not None
        )
        for i in range(len(table.columns))
    ]
    held = [(i, c) for i, c in enumerate(columns) if c and not table.columns[i]]
    for _, run in groupby(enumerate(held), key=lambda pair: pair[1][0] - pair[0]):
        members = [column for _, column in run]
        if 2 <= len(members) <= _MOST_UNNAMED:
            yield Unnamed(table, members[0][0], tuple(c for _, c in members))


def named_by_sizes(table: PrintedTable, partitions: Sequence[Partition]) -> dict[str, int]:
    """Unnamed columns whose percentages fit the sizes of groups in one order only, by name."""
    found: dict[str, int] = {}
    for unnamed in unnamed_columns(table):
        fitting = [(p, o) for p in partitions for o in unnamed.orders(p)]
        if len(fitting) == 1:
            partition, order = fitting[0]
            found |= {partition.names[g]: unnamed.first + c for c, g in enumerate(order)}
    return found


def _check_order(
    unnamed: Unnamed, partitions: Sequence[Partition], stated: Sequence[Partition]
) -> Iterator[Verdict]:
    fitting = [(p, o) for p in partitions for o in unnamed.orders(p)]
    rivals = [p for p in stated if len(p.sizes) == len(unnamed.columns)]
    if not fitting:
        yield Unchecked(
            unnamed.place(), "percentages", "Their columns have no readable names or sizes."
        )
        return
    partition, order = fitting[0]
    told = ", ".join(f"{partition.names[g]} ({partition.sizes[g]})" for g in order)
    only = "in this order only" if len(fitting) == 1 else f"in {len(fitting)} orders"
    yield Agreement(
        RULE,
        unnamed.place(),
        f"{sum(len(column) for column in unnamed.columns)} percentages",
        f"Whole counts give them for {told}, {only}.{_rounding(unnamed, partition, order)}",
    )
    for rival in rivals:
        if not unnamed.orders(rival):
            yield _rival_doubt(unnamed, partition, rival)


def _rounding(unnamed: Unnamed, partition: Partition, order: tuple[int, ...]) -> str:
    sized = [(p, partition.sizes[g]) for c, g in enumerate(order) for p in unnamed.columns[c]]
    even = [p for p, base in sized if needs_half_even(p, base)]
    if not even:
        return ""
    return f" {len(even)} of them need halves rounded to even (such as {even[0]})."


def _rival_doubt(unnamed: Unnamed, partition: Partition, rival: Partition) -> Doubt:
    fitting = {
        size: any(all(is_possible(p, size) for p in column) for column in unnamed.columns)
        for size in rival.sizes
    }
    never = [str(size) for size, fits in fitting.items() if not fits]
    detail = f" No column allows a group of {' or '.join(never)}." if never else ""
    return Doubt(
        RULE,
        "certain",
        rival.source,
        f"groups of {', '.join(map(str, rival.sizes))} ({', '.join(rival.names)})",
        f"groups of {', '.join(map(str, partition.sizes))}, as in {partition.source}",
        f"The percentages of {cells.place_of(unnamed.table)} fit these in whole counts, but fit the"
        f" printed sizes in no order of the columns.{detail}",
    )
