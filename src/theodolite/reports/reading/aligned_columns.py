"""Tables that are aligned by spaces: find the gutters and put tabs there."""

import re
from collections.abc import Sequence
from itertools import groupby

_GAP = re.compile(r"\S {2,}\S")
_NUMBER_AFTER_GAP = re.compile(r" {2,}[<~]?\d[\d,.]*\s?%?(?=\s{2,}|$)")


def tabbed(text: str) -> str:
    """The text with a tab in every gutter of its tables; other lines are left as they are.

    A table is a run of lines with wide gaps, at least two of which hold numbers after a gap. Its
    columns are read off those lines alone, because headings may run over the gutters.

    >>> laid_out = "Group      before  after|First          3     12|Second        14      5"
    >>> tabbed(laid_out.replace("|", "\\n")).splitlines()
    ['Group\\tbefore\\tafter', 'First\\t3\\t12', 'Second\\t14\\t5']
    """
    runs = groupby(text.splitlines(), key=lambda line: _GAP.search(line) is not None)
    return "\n".join(line for _, run in runs for line in _with_tabs(list(run)))


def _with_tabs(run: list[str]) -> list[str]:
    rows = [line for line in run if _NUMBER_AFTER_GAP.search(line.rstrip())]
    if len(rows) < 2:
        return run
    starts = _column_starts(rows)
    return [_cut(line, starts) for line in run]


def _column_starts(rows: Sequence[str]) -> list[int]:
    """The first place of every column: where some row has ink after all rows had a gutter."""
    width = max(len(row) for row in rows)
    inked = [any(row[i : i + 1].strip() for row in rows) for i in range(width)]
    starts = [i for i in range(width) if inked[i] and not any(inked[max(0, i - 2) : i])]
    return starts or [0]


def _cut(line: str, starts: Sequence[int]) -> str:
    """Cut a line at its own gaps; each piece goes to the column nearest to where it begins."""
    cells = [""] * len(starts)
    for piece in re.finditer(r"\S+(?: \S+)*", line):
        at = _column_of(piece.start(), piece.end(), starts)
        cells[at] = f"{cells[at]} {piece.group()}".strip()
    return "\t".join(cells)


def _column_of(begin: int, end: int, starts: Sequence[int]) -> int:
    middle = (begin + end) / 2 if begin > starts[0] else begin
    return max((i for i, start in enumerate(starts) if start <= max(middle, begin)), default=0)
