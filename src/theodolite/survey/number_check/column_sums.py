"""Whether the rows of a table add up to its totals, and to the sizes of its groups."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.survey.number_check import cells
from theodolite.survey.number_check.facts import Facts
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Unchecked, Verdict

RULE = "column sums"
_SEVERAL = re.compile(
    r"several answers|more than one|multiple (answer|response|choice)|multi-?(response|select)"
    r"|(tick|select|choose|mark)(ed)? all|all that apply|any that apply|any number of"
    r"|(add|sum|come)s? (up )?to more|exceeds? 100|not mutually exclusive",
    re.IGNORECASE,
)

_OF_WHICH = re.compile(r"(of|among) (which|whom|these|them)\b|includ|thereof|e\.g\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sums:
    """What the rows of a block add up to, column by column, against what is stated."""

    place: str
    columns: tuple[str, ...]
    addends: tuple[tuple[int, ...], ...]
    stated: tuple[int, ...]

    def added(self) -> tuple[int, ...]:
        """The sum of each column."""
        return tuple(sum(numbers) for numbers in self.addends)

    def off(self, tolerance: int) -> list[int]:
        """The columns whose sum is not what is stated."""
        pairs = enumerate(zip(self.added(), self.stated, strict=True))
        return [i for i, (added, stated) in pairs if abs(added - stated) > tolerance]


def check_column_sums(facts: Facts) -> Iterator[Verdict]:
    """Hold every block of counts against its total row, or else against the groups' sizes."""
    for table in facts.tables:
        for i, block in enumerate(table.blocks):
            if cells.holds_counts(table, block):
                yield from _check_block(table, i, facts)


def _check_block(table: PrintedTable, position: int, facts: Facts) -> Iterator[Verdict]:
    block = table.blocks[position]
    totals = [row for row in block.rows if cells.is_total(row)]
    sizes = [row for row in block.rows if cells.is_size(row)]
    rows = cells.ordinary_rows(block)
    if totals:
        for row in totals:
            yield from _against_total(table, position, row, facts)
    elif sizes or (stated := cells.sizes_of(table)) is None or None in stated:
        return
    elif len(rows) > 1:
        size_row = next(row for row in table.rows() if cells.is_size(row))
        yield from _against_sizes(table, block, size_row, facts)


def _against_total(
    table: PrintedTable, position: int, total: PrintedRow, facts: Facts
) -> Iterator[Verdict]:
    """A total may add up its block, or that and the blocks above that have no total."""
    block = table.blocks[position]
    place = f"{cells.place_of(table)}, row {total.names[-1]}"
    if block.title:
        place += f" of {block.title}"
    found = [
        s
        for rows in _extents(table, position, total)
        if (s := _sums(table, block, rows, total, place))
    ]
    if not found:
        yield Unchecked(place, total.names[-1], "Some cells above it are blank or hidden.")
        return
    tolerance = [_tolerance(sums, facts.step) for sums in found]
    best = min(range(len(found)), key=lambda i: len(found[i].off(tolerance[i])))
    off = found[best].off(tolerance[best])
    if not off:
        yield Agreement(RULE, place, _list(found[best].stated), "The rows above add up to it.")
    elif not table.is_whole and all(found[best].added()[i] < found[best].stated[i] for i in off):
        yield Unchecked(place, total.names[-1], "The table may go on beyond what could be read.")
    elif _is_over_everywhere(found[best], off) and len(found[best].stated) > 1:
        yield from _several_answers(found[best], block, facts)
    elif not (_is_labelled(block, table, facts) and _is_over(found[best], off)):
        yield from _wrong_totals(found[best], off)


def _extents(table: PrintedTable, position: int, total: PrintedRow) -> Iterator[list[PrintedRow]]:
    """What a total may add up: rows since the last one, its block, that and the blocks above.

    Each also without the rows that only say what others hold (“of which …”).
    """
    block = table.blocks[position]
    above = list(block.rows[: block.rows.index(total)])
    last = max((i for i, row in enumerate(above) if cells.is_total(row)), default=-1)
    rows = [row for row in above if not cells.is_total(row) and not cells.is_size(row)]
    extents = [above[last + 1 :] if last >= 0 else rows, rows]
    for earlier in reversed(table.blocks[:position]):
        rows = [*cells.ordinary_rows(earlier), *rows]
        extents.append(rows)
    for extent in extents:
        yield [row for row in extent if not cells.is_size(row)]
        yield [row for row in extent if not cells.is_size(row) and not _OF_WHICH.match(_label(row))]


def _label(row: PrintedRow) -> str:
    return row.names[-1] if row.names else ""


def _sums(
    table: PrintedTable,
    block: PrintedBlock,
    rows: Sequence[PrintedRow],
    stated: PrintedRow,
    place: str,
) -> Sums | None:
    """Columns and parts where every cell holds a count; None where there is not one."""
    names, addends, said = list[str](), list[tuple[int, ...]](), list[int]()
    for c, cell in enumerate(stated.cells):
        for p, text in enumerate(cell):
            total = cells.count_in(text)
            counts = [_count(row, c, p, len(cell)) for row in rows]
            if total is None or not counts or None in counts:
                continue
            names.append(_column_name(table, block, c, p if len(cell) > 1 else None))
            addends.append(tuple(count for count in counts if count is not None))
            said.append(total)
    return Sums(place, tuple(names), tuple(addends), tuple(said)) if said else None


def _count(row: PrintedRow, column: int, part: int, parts: int) -> int | None:
    cell = row.cells[column]
    return cells.count_in(cell[part]) if len(cell) == parts else None


def _column_name(table: PrintedTable, block: PrintedBlock, column: int, part: int | None) -> str:
    name = table.columns[column] or f"column {column + 1}"
    if part is None or part >= len(block.parts):
        return name
    return f"{name}, {block.parts[part]}"


def _tolerance(sums: Sums, step: int) -> int:
    """How far apart counts that were each rounded to a step may come to lie."""
    return 0 if step == 1 else (max(len(a) for a in sums.addends) + 1) * step // 2


def _is_over(sums: Sums, off: list[int]) -> bool:
    return all(sums.added()[i] > sums.stated[i] for i in off)


def _is_over_everywhere(sums: Sums, off: list[int]) -> bool:
    return len(off) == len(sums.stated) and _is_over(sums, off)


def _wrong_totals(sums: Sums, off: list[int]) -> Iterator[Doubt]:
    for i in off:
        added = " + ".join(str(n) for n in sums.addends[i])
        yield Doubt(
            RULE,
            "certain",
            f"{sums.place}, {sums.columns[i]}",
            str(sums.stated[i]),
            f"{sums.added()[i]}",
            f"The rows above are {added} = {sums.added()[i]}.",
        )


def _several_answers(sums: Sums, block: PrintedBlock, facts: Facts) -> Iterator[Verdict]:
    called = block.title or "this block"
    if _SEVERAL.search(_said_of(block, facts)):
        yield Unchecked(
            sums.place, called, "Several answers were possible, so its rows need not add up."
        )
        return
    yield Doubt(
        RULE,
        "likely",
        sums.place,
        f"{called}: rows add up to {_list(sums.added())}",
        f"no more than {_list(sums.stated)}, or a note that several answers were possible",
        "More answers than people means that one person could give several; then the base must be"
        " printed, because shares of these rows do not add up to 100%.",
    )


def _said_of(block: PrintedBlock, facts: Facts) -> str:
    """What the block's own heading and the text say of how its rows add up."""
    title = {word[:8].lower() for word in re.findall(r"\w{6,}", block.title)}
    near = [
        sentence.text
        for sentence in facts.sentences
        if title & {word[:8].lower() for word in re.findall(r"\w{6,}", sentence.text)}
    ]
    return " ".join([block.title, *near])


def _is_labelled(block: PrintedBlock, table: PrintedTable, facts: Facts) -> bool:
    return _SEVERAL.search(f"{table.title} {_said_of(block, facts)}") is not None


def _against_sizes(
    table: PrintedTable, block: PrintedBlock, size_row: PrintedRow, facts: Facts
) -> Iterator[Verdict]:
    """Rows that share out the groups add up to their sizes; fewer may not have answered."""
    for part in range(max(len(cell) for row in block.rows for cell in row.cells)):
        sums = _part_sums(table, block, size_row, part)
        if sums is None:
            yield Unchecked(cells.place_of(table), block.title, "Some cells are blank or hidden.")
            continue
        off = sums.off(_tolerance(sums, facts.step))
        fits = len(sums.stated) - len(off)
        if not off:
            yield Agreement(RULE, sums.place, _list(sums.stated), "The rows add up to the sizes.")
        elif any(sums.added()[i] > sums.stated[i] for i in off):
            yield from _over_size(sums, off, block, table, facts)
        elif len(off) == 1 and fits >= 2 and table.is_whole:
            yield _one_short(sums, off[0])
        else:
            yield Unchecked(sums.place, block.title, "The rows add up to less: not all answered.")


def _part_sums(
    table: PrintedTable, block: PrintedBlock, size_row: PrintedRow, part: int
) -> Sums | None:
    called = f", {block.parts[part]}" if any(len(r.cells[0]) > 1 for r in block.rows) else ""
    place = f"{cells.place_of(table)}, {block.title or 'all rows'}{called}"
    rows = [
        PrintedRow(row.names, tuple(cell[part : part + 1] for cell in row.cells))
        for row in cells.ordinary_rows(block)
    ]
    sums = _sums(table, block, rows, size_row, place)
    return sums if sums and len(sums.stated) == len(size_row.cells) else None


def _over_size(
    sums: Sums, off: list[int], block: PrintedBlock, table: PrintedTable, facts: Facts
) -> Iterator[Verdict]:
    if len(off) > 1 or _is_labelled(block, table, facts):
        yield from _several_answers(sums, block, facts)
        return
    yield Doubt(
        RULE,
        "certain" if len(sums.stated) > 2 else "likely",
        f"{sums.place}, {sums.columns[off[0]]}",
        " + ".join(str(n) for n in sums.addends[off[0]]),
        f"{sums.stated[off[0]]}, the size of the group",
        f"The rows add up to {sums.added()[off[0]]}; every other column adds up to its size.",
    )


def _one_short(sums: Sums, column: int) -> Doubt:
    return Doubt(
        RULE,
        "look",
        f"{sums.place}, {sums.columns[column]}",
        " + ".join(str(n) for n in sums.addends[column]),
        f"{sums.stated[column]}, the size of the group",
        f"The rows add up to {sums.added()[column]}; every other column adds up to its size. Either"
        " someone did not answer, or a number is wrong.",
    )


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)
