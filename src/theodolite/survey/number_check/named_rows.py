"""Percentages that a sentence gives for a row of a table: of everyone, or of one column."""

import re
from collections.abc import Sequence

from theodolite.evidence.printed import PrintedRow, PrintedTable
from theodolite.survey.number_check import cells
from theodolite.survey.number_check.claims import Claim
from theodolite.survey.number_check.column_order import named_by_sizes
from theodolite.survey.number_check.facts import Facts, Quantity
from theodolite.survey.number_check.grim import Percentage, possible_counts, ratio
from theodolite.survey.number_check.names import aliases, places
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Severity, Verdict

RULE = "text against table"
_EVERYONE = re.compile(
    r"\s+of\s+(?:all\s+|the\s+|our\s+)*(?:respondents|participants|people|staff|those who answered)"
    r"\s+(?:had|have|gave|named|chose|declared|reported|listed|selected|held|hold)\s+"
    r"(?:an?\s+|the\s+|their\s+)?",
    re.IGNORECASE,
)
_AS_PART = re.compile(r"\s+as\s+(?:an?|the|their|its)?\s*", re.IGNORECASE)
_NAME_THEN_AT = re.compile(r"\s+(?:at|with)\s+$", re.IGNORECASE)
_OF_NAME = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)


def judge_row(claim: Claim, facts: Facts) -> Verdict | None:
    """Hold “40% of respondents had Name as their part”, “Name at 40%” against the row of all."""
    if beginning := _EVERYONE.match(claim.after):
        part = facts.part_in(_clause(claim.after))
        named = _starting_at(claim.after, beginning.end(), part, facts)
        return _judge_total(claim, named, facts, "certain")
    if _AS_PART.match(claim.after) and (part := facts.part_in(_clause(claim.after))):
        earlier = facts.named_in(claim.before, part=part)
        last = [q for start, _, q in earlier if start == earlier[-1][0]]
        return _judge_total(claim, last, facts, "likely")
    if _NAME_THEN_AT.search(claim.before):
        ending = len(_NAME_THEN_AT.sub("", claim.before))
        named = [q for _, end, q in facts.named_in(claim.before) if end == ending]
        return _judge_total(claim, named, facts, "likely")
    return None


def _clause(text: str) -> str:
    """The words up to the next percentage or the end of the clause."""
    return re.split(r"\d+(?:\.\d+)?\s?%|[;:]", text, maxsplit=1)[0]


def _starting_at(text: str, start: int, part: str, facts: Facts) -> list[Quantity]:
    """The names that begin at a place and end the clause, or lead to the part of a column."""
    named = [(end, q) for begin, end, q in facts.named_in(text, part=part) if begin == start]
    ends = re.compile(r"\s+as\b|\s*[.,;:]|\s+and\s+\d|\s*$")
    return [quantity for end, quantity in named if ends.match(text, end)]


def _judge_total(
    claim: Claim, named: Sequence[Quantity], facts: Facts, severity: Severity
) -> Verdict | None:
    """Hold the percentage against the row's total, of any whole that is stated."""
    rows = [quantity for quantity in named if quantity.kind in ("row", "group")]
    pairs = [(q, whole) for q in rows for whole in facts.wholes if whole >= q.count]
    where, printed = claim.sentence.where, claim.snippet()
    for quantity, whole in pairs:
        if quantity.count in possible_counts(claim.percentage, whole):
            told = f"{ratio(quantity.count, whole)}, {cells.short_title(quantity.table)}"
            return Agreement(RULE, where, printed, told)
    counts = {quantity.count for quantity in rows}
    if not pairs or len(counts) > 1:
        return None
    likeliest = _likeliest(rows[0], facts)
    expected = " or ".join(ratio(rows[0].count, whole) for whole in likeliest)
    why = f"{cells.short_title(rows[0].table)} has {rows[0].told().split(' (')[0]} in this row."
    return Doubt(RULE, severity, where, printed, expected, why)


def _likeliest(quantity: Quantity, facts: Facts) -> list[int]:
    """The whole of the quantity's own table first, then the largest ones stated."""
    own = [sum(size or 0 for size in cells.sizes_of(quantity.table) or ())]
    own = [whole for whole in own if whole in facts.wholes]
    larger = [whole for whole in facts.wholes if whole > max(own, default=quantity.count)]
    return list(dict.fromkeys([*own, *larger]))[:2]


def judge_cell(claim: Claim, facts: Facts) -> Verdict | None:
    """Hold “40% of Column” against the row of percentages that the sentence names."""
    beginning = _OF_NAME.match(claim.after)
    if not beginning:
        return None
    for table in facts.tables:
        column = _column_at(claim.after, beginning.end(), table, facts)
        rows = _rows_named(claim, table, facts) if column is not None else []
        if column is None or len(rows) != 1:
            continue
        if verdict := _judge_cell(claim, table, rows[0], column):
            return verdict
    return None


def _column_at(text: str, start: int, table: PrintedTable, facts: Facts) -> int | None:
    named = {name: i for i, name in enumerate(table.columns) if name}
    named |= named_by_sizes(table, facts.partitions)
    found = [
        (end, i)
        for name, i in named.items()
        for begin, end in places(aliases(name, facts.abbreviations), text)
        if begin == start
    ]
    return max(found)[1] if found else None


def _rows_named(claim: Claim, table: PrintedTable, facts: Facts) -> list[PrintedRow]:
    rows = [row for row in table.rows() if row.names]
    return [
        row
        for row in rows
        if places(aliases(row.names[-1], facts.abbreviations), claim.sentence.text)
    ]


def _judge_cell(claim: Claim, table: PrintedTable, row: PrintedRow, column: int) -> Verdict | None:
    cell = row.cells[column][0]
    share = cells.share_in(cell)
    if share is None:
        return None
    where, printed = claim.sentence.where, claim.snippet()
    if _same(share, claim.percentage):
        return Agreement(RULE, where, printed, f"{cells.short_title(table)}, {row.names[-1]}")
    severity: Severity = "certain" if table.columns[column] else "likely"
    why = f"{cells.place_of(table)}, row {row.names[-1]}, prints {cell}."
    return Doubt(RULE, severity, where, printed, str(share), why)


def _same(one: Percentage, other: Percentage) -> bool:
    """Whether two percentages are one, told with as many decimals or with fewer."""
    finer, coarser = sorted((one, other), key=lambda p: -p.decimals)
    factor = int(10 ** (finer.decimals - coarser.decimals))
    return 2 * abs(finer.scaled - coarser.scaled * factor) <= (factor if factor > 1 else 0)
