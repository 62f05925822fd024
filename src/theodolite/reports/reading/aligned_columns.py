"""Tables that are aligned by spaces: find the columns and put tabs between them."""

import re
from collections.abc import Iterator, Sequence

from theodolite.reports.reading.plain_text import CAPTION

_PIECE = re.compile(r"\S+(?: \S+)*")
_VALUE = re.compile(r"[<~]?\d[\d,.]*\s?%?(\s?\(\S+\s?%\))?")
_LONGEST_HEADING = 70
_MOST_LINES_BETWEEN = 2

Span = tuple[int, int]


def tabbed(text: str) -> str:
    """The text with tabs between the columns of its tables; other lines are left as they are.

    A table is a run of lines with wide gaps, at least two of which end in values; short lines
    without a gap may stand between them, as headings of rows. The columns are those of the lines
    with most values, and every other piece of text belongs to the column nearest to it.

    >>> laid_out = "Group      before  after|First          3     12|Second        14      5"
    >>> tabbed(laid_out.replace("|", "\\n")).splitlines()
    ['Group\\tbefore\\tafter', 'First\\t3\\t12', 'Second\\t14\\t5']
    """
    return "\n".join(line for run in _runs(text.splitlines()) for line in _with_tabs(run))


def _runs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines with gaps and the short ones between them, kept together; each other line alone."""
    run: list[str] = []
    between: list[str] = []
    for line in lines:
        if _has_gap(line):
            run += [*between, line]
            between = []
        elif run and len(between) < _MOST_LINES_BETWEEN and _may_stand_between(line):
            between.append(line)
        else:
            yield run
            yield from ([other] for other in (*between, line))
            run, between = [], []
    yield run
    yield from ([other] for other in between)


def _has_gap(line: str) -> bool:
    return len(_pieces(line)) > 1 and not CAPTION.match(line.strip())


def _may_stand_between(line: str) -> bool:
    return len(line.strip()) <= _LONGEST_HEADING and not CAPTION.match(line.strip())


def _pieces(line: str) -> list[re.Match[str]]:
    return list(_PIECE.finditer(line))


def _values(line: str) -> list[Span]:
    """Where the values stand that end a line."""
    spans: list[Span] = []
    for piece in reversed(_pieces(line)[1:]):
        if not _VALUE.fullmatch(piece.group()):
            break
        spans.insert(0, piece.span())
    return spans


def _with_tabs(run: list[str]) -> list[str]:
    valued = [spans for line in run if (spans := _values(line))]
    if len(valued) < 2:
        return run
    most = max(len(spans) for spans in valued)
    fullest = [spans for spans in valued if len(spans) == most]
    columns = [
        (min(spans[i][0] for spans in fullest), max(spans[i][1] for spans in fullest))
        for i in range(most)
    ]
    rows = [_cut(line, columns) for line in run if line.strip()]
    return ["\t".join(cells) for cells in _with_whole_labels(rows)]


def _cut(line: str, columns: Sequence[Span]) -> list[str]:
    """The label is the first piece, unless it stands over the values."""
    cells = [""] * (len(columns) + 1)
    for i, piece in enumerate(_pieces(line)):
        is_before = piece.end() <= columns[0][0] or piece.start() < columns[0][0] // 2
        at = 0 if i == 0 and is_before else 1 + _nearest(piece.span(), columns)
        cells[at] = f"{cells[at]} {piece.group()}".strip()
    return cells


def _nearest(span: Span, columns: Sequence[Span]) -> int:
    middles = [abs(sum(span) - sum(column)) for column in columns]
    return middles.index(min(middles))


def _with_whole_labels(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    """Join a label to its end on the next line, where it was divided by a hyphen."""
    held: list[str] | None = None
    for cells in rows:
        is_rest = held is not None and not any(cells[1:]) and cells[0][:1].islower()
        if held is not None and is_rest and re.search(r"[-\u00ad]$", held[0]):
            held = [held[0][:-1] + cells[0], *held[1:]]
            continue
        if held is not None:
            yield held
        held = cells
    if held is not None:
        yield held
