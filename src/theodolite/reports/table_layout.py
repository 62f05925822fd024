"""How wide the columns of a printed table are, how large its type is, and which way the page lies.

PDF and Word follow the same plan. Widths are in points and estimated from the letters, a little
too wide rather than too narrow, so that no word is ever cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from theodolite.reports.manuscript import Body, PrintedTable

TALL_ROOM = 470.0
WIDE_ROOM = 717.0
_TALL_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_WIDE_SIZES = (8.5, 8.0, 7.5, 7.0)
_WORTH_BEING_ALIKE = 1.6
_SHORT_NAME = 8
_INSET = 0.42
_INDENT = 10.0
_COMFORTABLE = 56.0
_MOST_FOR_A_NAME = 85.0
_ROOM_FOR_TWO_LINES = 0.4
_ROOM_FOR_ONE_LINE = 0.24
_PART_SIZE = 0.9
_ALMOST_FULL = 0.85
_LETTERS = {0.32: " .,:;'!|()[]{}-ijlftrI/\\", 0.62: "ABCDGHKNOQRU&%", 0.85: "mwMW@%—"}
_EMS = {letter: ems for ems, letters in _LETTERS.items() for letter in letters}
_OTHER_LETTER = 0.54
_FAR_EAST = "\u2e80"


@dataclass(frozen=True, slots=True)
class Layout:
    """Type size, space beside each cell and width of every column of cells, in points."""

    size: float
    inset: float
    label: float
    cells: tuple[float, ...]
    is_wide: bool

    @property
    def width(self) -> float:
        """The whole table."""
        return self.label + sum(self.cells)


def lay_out(table: PrintedTable) -> tuple[tuple[PrintedTable, Layout], ...]:
    """The table with its layout; one too wide for any page comes as several side pieces.

    Type shrinks from 9.5 to 7 points before the page is turned, and the page is turned before the
    table is cut between columns.
    """
    layout = _fitting(table, TALL_ROOM) or _fitting(table, WIDE_ROOM)
    if layout:
        return ((table, layout),)
    pieces = tuple(_pieces(table))
    return tuple((piece, _fitting(piece, WIDE_ROOM) or _narrowest(piece)) for piece in pieces)


def text_width(text: str, size: float) -> float:
    """About how wide the text is, enough for bold letters of our typeface too.

    >>> 40 < text_width("Researchers", 9.5) < 60
    True
    """
    return size * sum(1.0 if one >= _FAR_EAST else _EMS.get(one, _OTHER_LETTER) for one in text)


def _fitting(table: PrintedTable, room: float) -> Layout | None:
    """The largest type with which the table fits, if any does."""
    for size, are_alike in _choices(_TALL_SIZES if room == TALL_ROOM else _WIDE_SIZES):
        cells = _least_cells(table, size, are_alike=are_alike)
        if _least_label(table, size, room) + sum(cells) <= room:
            return _spread(table, size, cells, room)
    return None


def _choices(sizes: tuple[float, ...]) -> list[tuple[float, bool]]:
    """Sizes with columns all alike, or each for itself; the former is worth smaller type."""
    choices = [(size, are_alike) for size in sizes for are_alike in (True, False)]
    return sorted(choices, key=lambda one: -one[0] - _WORTH_BEING_ALIKE * one[1])


def _narrowest(table: PrintedTable) -> Layout:
    """For a single column that no page can hold: the smallest type, and some room for labels."""
    cells = _least_cells(table, _WIDE_SIZES[-1], are_alike=False)
    return _spread(table, _WIDE_SIZES[-1], cells, max(WIDE_ROOM, sum(cells) + TALL_ROOM))


def _least_cells(table: PrintedTable, size: float, *, are_alike: bool) -> tuple[float, ...]:
    each = tuple(_least_cell(table, place, size) for place in range(table.grid_width))
    return (max(each),) * len(each) if are_alike else each


def _least_cell(table: PrintedTable, place: int, size: float) -> float:
    """Room for the longest word of the head and for every cell at that place."""
    inset = 2 * _INSET * size
    name = table.columns[place // table.width]
    words = [(_longest_word(name, size) + inset) / table.width]
    for body in table.bodies:
        at = place // body.span
        words += [(text_width(line.cells[at], size) + inset) / body.span for line in body.lines]
        if body.parts:
            part = body.parts[at % len(body.parts)]
            words.append((_longest_word(part, size * _PART_SIZE) + inset) / body.span)
    return max(words)


def _longest_word(text: str, size: float) -> float:
    """The widest part that stays on one line; a short name stays whole."""
    words = [text] if len(text) <= _SHORT_NAME else text.split()
    return max((text_width(word, size) for word in words), default=0.0)


def _labels(table: PrintedTable) -> list[tuple[str, float]]:
    """Every row label with the space it is set in by."""
    return [
        (line.label, _INDENT if body.level == "group" and body.label else 0.0)
        for body in table.bodies
        for line in body.lines
    ]


def _least_label(table: PrintedTable, size: float, room: float) -> float:
    """Room for short labels on one line and for longer ones on two, unless they would fill it."""
    inset = 2 * _INSET * size
    labels = [(label, indent + inset) for label, indent in _labels(table)]
    whole = max((text_width(label, size) + more for label, more in labels), default=0.0)
    folded = max((_two_lines(label, size) + more for label, more in labels), default=0.0)
    words = [_longest_word(label, size) + more for label, more in labels]
    headings = [_longest_word(body.label, size) + inset for body in table.bodies if body.parts]
    one, two = min(whole, _ROOM_FOR_ONE_LINE * room), min(folded, _ROOM_FOR_TWO_LINES * room)
    return max(one, two, inset, *words, *headings)


def _two_lines(label: str, size: float) -> float:
    """How wide a label is once folded where its two lines are most alike."""
    words = label.split()
    folds = ((words[:place], words[place:]) for place in range(1, len(words) + 1))
    wider = (max(text_width(" ".join(line), size) for line in lines) for lines in folds)
    return min(wider, default=0.0)


def _spread(table: PrintedTable, size: float, least: tuple[float, ...], room: float) -> Layout:
    """Share out what the narrowest columns leave: labels first, then cells, the rest stays free."""
    inset = 2 * _INSET * size
    whole = [text_width(label, size) + indent + inset for label, indent in _labels(table)]
    headings = [text_width(body.label, size) + inset for body in table.bodies if body.parts]
    least_label = _least_label(table, size, room)
    label = min(max([least_label, *whole, *headings]), room - sum(least))
    free = (room - label - sum(least)) / len(least)
    names = [text_width(name, size) + inset for name in table.columns]
    wanted = min(max(_COMFORTABLE, *names), _MOST_FOR_A_NAME) / table.width
    more = min(free, max(0.0, wanted - min(least)))
    if label + sum(least) + more * len(least) > _ALMOST_FULL * room:
        more = free
    cells = tuple(cell + more for cell in least)
    return Layout(size, inset / 2, label, cells, room > TALL_ROOM)


def _pieces(table: PrintedTable) -> Iterator[PrintedTable]:
    """Cut between columns into as few pieces as fit, about equally wide."""
    count = len(table.columns)
    for pieces in range(min(2, count), count + 1):
        ends = [round(count * piece / pieces) for piece in range(pieces + 1)]
        cut = [_columns(table, *ends[place : place + 2]) for place in range(pieces)]
        if all(_fitting(piece, WIDE_ROOM) for piece in cut) or pieces == count:
            yield from cut
            return


def _columns(table: PrintedTable, start: int, end: int) -> PrintedTable:
    """The table with the columns from `start` up to `end`, named after the first and the last."""
    names = table.columns[start:end]
    span = " to ".join(dict.fromkeys((names[0], names[-1])))
    return replace(
        table,
        anchor=table.anchor if start == 0 else f"{table.anchor}-from-{start + 1}",
        title=f"{table.title} ({span})",
        columns=names,
        bodies=tuple(_cells(body, table.width, start, end) for body in table.bodies),
    )


def _cells(body: Body, width: int, start: int, end: int) -> Body:
    each = width // body.span
    lines = tuple(replace(line, cells=line.cells[start * each : end * each]) for line in body.lines)
    return replace(body, lines=lines)
