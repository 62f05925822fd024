"""Changes as a chapter: the shares and means side by side, their differences, and what holds."""

from collections.abc import Iterable, Iterator, Sequence

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.remarks import mean_remark
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.comparison.changes import (
    Change,
    ComparedQuestion,
    compare_options,
    find_changes,
)
from theodolite.survey.comparison.linking import Links
from theodolite.survey.comparison.waves import Waves
from theodolite.survey.findings import Chapter

HOW_TO_READ = (
    "Dots are the second survey minus the first, lines their 95% intervals, each for itself."
)


def change_chapter(waves: Waves, links: Links | None) -> Chapter:
    """Every mapped question in both surveys, and which of its changes hold."""
    asked = compare_options(waves)
    changes = find_changes(waves, asked)
    evidence: list[Table | Intervals] = [_side_by_side(waves, asked, changes)]
    evidence += _pictures(waves, changes, "")
    statements = [*_statements(waves, changes, ""), _independence(waves, links)]
    if links is not None and links.people:
        within = find_changes(waves, asked, links)
        evidence += _pictures(waves, within, "linked")
        statements += _statements(waves, within, "linked")
    return Chapter("changes", "What changed", (), tuple(statements), tuple(evidence))


def _side_by_side(
    waves: Waves, asked: Iterable[ComparedQuestion], changes: Iterable[Change]
) -> Table:
    blocks = [*(_block(waves, one) for one in asked), *_means(changes)]
    return Table(
        code="side-by-side",
        title="The questions of both surveys",
        columns=tuple(wave.label for wave in waves.both()),
        blocks=tuple(blocks),
        source=_note(waves),
        notes=tuple(f"{one.name}: {one.note}" for one in waves.mapping.questions if one.note),
        rounding=waves.mapping.rounding,
    )


def _block(waves: Waves, one: ComparedQuestion) -> Block:
    sides = tuple(zip(waves.both(), (one.first, one.second), strict=True))
    rows = [
        Row(
            option.name,
            tuple((wave.sample.share(side.chosen[i], side.counted),) for wave, side in sides),
        )
        for i, option in enumerate(one.question.options)
    ]
    rows.append(_counted("Answered", [wave.sample.count(side.counted) for wave, side in sides]))
    if any(side.left_out.any() for _, side in sides):
        left_out = [wave.sample.count(side.left_out) for wave, side in sides]
        rows.append(_counted("Answered otherwise, left out", left_out))
    return Block(one.question.name, tuple(rows))


def _counted(label: str, counts: Sequence[Estimate]) -> Row:
    return Row(label, tuple((count,) for count in counts), is_total=True)


def _means(changes: Iterable[Change]) -> Iterator[Block]:
    for change in changes:
        if not change.is_share:
            unit = change.question.unit
            yield Block(
                change.question.name,
                (Row("Mean", ((change.first,), (change.second,))),),
                note=mean_remark(unit),
            )


def _pictures(waves: Waves, changes: Sequence[Change], code: str) -> Iterator[Intervals]:
    within = " of the people who answered both" if code else ""
    kinds = (
        ("changes", f"Changes{within}, in percentage points", True),
        ("mean-changes", f"Changes{within} of means", False),
    )
    for kind, title, of_shares in kinds:
        lines = tuple(_line(one) for one in changes if one.is_share == of_shares)
        if lines:
            full = f"{kind}-{code}" if code else kind
            yield Intervals(full, title, lines, _note(waves), notes=(HOW_TO_READ,))


def _line(change: Change) -> tuple[str, str, Estimate]:
    if change.is_share:
        return change.question.name, change.option, change.difference
    unit = change.question.unit
    return "", f"{change.question.name}{', ' + unit if unit else ''}", change.difference


def _statements(waves: Waves, changes: Sequence[Change], code: str) -> Iterator[Statement]:
    prefix = f"{code}-" if code else ""
    families = dict.fromkeys(one.question.family for one in changes)
    for family in families:
        tested = [one for one in changes if one.question.family == family and one.p is not None]
        held = sum(one.holds for one in tested)
        yield Statement(
            code=f"{prefix}family-{family}",
            template=(
                "{tested} {family} were tested{who}. How many of them stand out from chance, at"
                " 5% risk for all together (Holm's correction): {held}."
            ),
            source=_note(waves),
            values={
                "tested": str(len(tested)),
                "held": str(held) if held else "none",
                "family": family,
                "who": " among the people who answered both" if code else "",
            },
        )
    for number, change in enumerate((one for one in changes if one.holds), start=1):
        yield _change(waves, change, f"{prefix}change-{number}")


def _change(waves: Waves, change: Change, code: str) -> Statement:
    size, ends = _turned_up(change.difference)
    unit = "percentage points" if change.is_share else change.question.unit
    asked = f"{change.question.name}, {change.option}" if change.is_share else change.question.name
    values: dict[str, Estimate | str] = {
        "asked": asked,
        "first": change.first,
        "second": change.second,
        "before": waves.first.label,
        "after": waves.second.label,
        "moved": "up" if (change.difference.value or 0) > 0 else "down",
        "size": size,
        "unit": f" {unit}" if unit else "",
        **ends,
    }
    interval = " (95% interval {low} to {high})" if ends else ""
    return Statement(
        code=code,
        template=(
            "{asked}: {first} in {before} and {second} in {after}, {moved} by {size}{unit}"
            f"{interval}."
        ),
        source=waves.note((change.question.first,), (change.question.second,)),
        values=values,
        rounding=waves.mapping.rounding,
    )


def _turned_up(difference: Estimate) -> tuple[Estimate, dict[str, Estimate]]:
    """The size of a change without its sign, and the ends of its interval turned with it."""
    sign = -1.0 if (difference.value or 0) < 0 else 1.0

    def turned(value: float | None) -> Estimate:
        told = None if value is None else sign * value
        return Estimate("mean", told, base=difference.base, decimals=difference.decimals)

    low, high = difference.low, difference.high
    if low is None or high is None:
        return turned(difference.value), {}
    ends = sorted((low, high), key=lambda end: sign * end)
    return turned(difference.value), {"low": turned(ends[0]), "high": turned(ends[1])}


def _independence(waves: Waves, links: Links | None) -> Statement:
    values: dict[str, Estimate | str] = {}
    if waves.mapping.people == "different":
        template = "The two surveys reached different people, as the intervals suppose."
    elif links is not None:
        template = (
            "{linked} people answered both surveys. The intervals take everyone for a different"
            " person, and are too wide to the extent that the same people answered alike."
        )
        values = {"linked": waves.first.sample.counted(links.people)}
    else:
        template = (
            "Whether the same people answered both surveys is not known. The intervals take"
            " everyone for a different person; where some answered both they are doubtful, most"
            " likely too wide, because people tend to answer as they did before."
        )
    return Statement(
        "independence",
        template,
        waves.note(),
        values,
        if_hidden="Too few people answered both surveys for their number to be shown.",
    )


def _note(waves: Waves) -> SourceNote:
    questions = waves.mapping.questions
    return waves.note([one.first for one in questions], [one.second for one in questions])
