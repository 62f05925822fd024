"""Tables made from counts are believed; a changed total never is."""

from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.printed import Printed, PrintedBlock, PrintedRow, PrintedTable
from theodolite.evidence.rounding import percent
from theodolite.survey.number_check import check_numbers

COUNTS = st.integers(2, 6).flatmap(
    lambda rows: st.lists(
        st.lists(st.integers(0, 90), min_size=rows, max_size=rows), min_size=1, max_size=5
    )
)


def row(name: str, cells: list[str]) -> PrintedRow:
    return PrintedRow((name,), tuple((cell,) for cell in cells))


def printed(columns: list[list[int]], totals: list[int], rule: str, *, size: bool) -> Printed:
    """Counts with their total or size, and the same as percentages of it."""
    names = tuple(f"Group {i}" for i in range(len(columns)))
    lines = list(zip(*columns, strict=True))
    sizes = [sum(column) for column in columns]
    counts = [row(f"Answer {i}", [str(c) for c in line]) for i, line in enumerate(lines)]
    shares = [
        row(
            f"Answer {i}",
            [f"{percent(c, n, rule)}%" for c, n in zip(line, sizes, strict=True)],
        )
        for i, line in enumerate(lines if all(sizes) else ())
    ]
    base = row("Respondents" if size else "Total", [str(total) for total in totals])
    first = [base, *counts] if size else [*counts, base]
    blocks = (PrintedBlock("Counts", tuple(first)), PrintedBlock("Shares", tuple(shares)))
    return Printed("made", (), (PrintedTable("Table 1", names, blocks, "table 1"),))


@given(columns=COUNTS, rule=st.sampled_from(["half_up", "half_even"]), size=st.booleans())
def test_a_table_made_from_counts_is_never_doubted(
    columns: list[list[int]], rule: str, size: bool
) -> None:
    totals = [sum(column) for column in columns]
    assert check_numbers(printed(columns, totals, rule, size=size)).doubts == ()


@given(columns=COUNTS, change=st.integers(-30, 30).filter(bool), data=st.data())
def test_one_changed_total_is_always_doubted(
    columns: list[list[int]], change: int, data: st.DataObject
) -> None:
    totals = [sum(column) for column in columns]
    at = data.draw(st.integers(0, len(totals) - 1))
    totals[at] = totals[at] + (change if totals[at] + change >= 0 else -change)
    doubts = check_numbers(printed(columns, totals, "half_up", size=False)).doubts
    assert [(d.severity, d.printed) for d in doubts] == [("certain", str(totals[at]))]
    assert f"Group {at}" in doubts[0].where
