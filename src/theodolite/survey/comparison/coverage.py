"""Which institutions the two surveys reached, and how many there may be in all."""

from dataclasses import dataclass, replace

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.comparison.institutions import Overlap
from theodolite.survey.comparison.recapture import DOUBTED_ODDS, Recapture, recapture
from theodolite.survey.comparison.waves import Waves
from theodolite.survey.findings import Chapter

SUPPOSED = (
    "Supposes a fixed number of institutions, each recognised when it is named twice, and each"
    " with some chance of being on either list.",
    "Between the lines lies what is not known: whether being on one list made it likelier to be"
    " on the other (more institutions are missed than it seems) or less likely (fewer are).",
)


@dataclass(frozen=True)
class Reached:
    """How many institutions each survey reached, as may be shown."""

    first: Estimate
    second: Estimate
    both: Estimate
    only_first: Estimate
    only_second: Estimate


def coverage_chapter(waves: Waves, overlap: Overlap) -> Chapter:
    """The overlap of the lists of institutions, and the range of the number of institutions."""
    reached = institutions_reached(waves, overlap)
    table = _table(waves, overlap, reached)
    sentence = _overlap_sentence(waves, reached)
    ranges = total_range(waves, overlap)
    if not ranges:
        return Chapter("coverage", "Institutions reached", (), (sentence,), (table,))
    picture = Intervals(
        code="institutions-in-all",
        title="How many institutions there may be, by capture and recapture",
        lines=tuple(("", label, _whole(waves, one)) for label, one in ranges),
        source=_note(waves),
        notes=SUPPOSED,
    )
    statements = (sentence, _total_sentence(waves, ranges))
    return Chapter("coverage", "Institutions reached", (), statements, (table, picture))


def institutions_reached(waves: Waves, overlap: Overlap) -> Reached:
    """Count institutions under the disclosure rule."""
    numbers = (
        len(overlap.first.rows),
        len(overlap.second.rows),
        len(overlap.both),
        len(overlap.only_first),
        len(overlap.only_second),
    )
    return Reached(*(waves.first.sample.counted(number) for number in numbers))


def total_range(waves: Waves, overlap: Overlap) -> tuple[tuple[str, Recapture], ...]:
    """The number of institutions by how dependent the lists are; nothing if a count is hidden."""
    reached = institutions_reached(waves, overlap)
    if not all(one.shown for one in (reached.first, reached.second, reached.both)):
        return ()
    lists = (len(overlap.first.rows), len(overlap.second.rows), len(overlap.both))
    if 0 in lists[:2]:
        return ()
    less, more = DOUBTED_ODDS
    return (
        (
            f"If one list halves the odds of the other ({less:g})",
            recapture(*lists, odds_ratio=less),
        ),
        ("If the lists are independent (1)", recapture(*lists)),
        (
            f"If one list doubles the odds of the other ({more:g})",
            recapture(*lists, odds_ratio=more),
        ),
    )


def _table(waves: Waves, overlap: Overlap, reached: Reached) -> Table:
    label, other = waves.first.label, waves.second.label
    rows = (
        _row("In both surveys", reached.both),
        _row(f"Only in {label}", reached.only_first),
        _row(f"Only in {other}", reached.only_second),
        _row(f"In {label}", reached.first, is_total=True),
        _row(f"In {other}", reached.second, is_total=True),
    )
    silent = tuple(
        _row(
            f"Answers of {wave.label} that name no institution", wave.sample.counted(one.undeclared)
        )
        for wave, one in zip(waves.both(), (overlap.first, overlap.second), strict=True)
    )
    return Table(
        code="institutions",
        title="Institutions named in the two surveys",
        columns=("Number",),
        blocks=(Block("Institutions, each listed once", rows), Block("Undeclared", silent)),
        source=_note(waves),
        rounding=waves.mapping.rounding,
    )


def _row(label: str, number: Estimate, *, is_total: bool = False) -> Row:
    return Row(label, ((number,),), is_total=is_total)


def _overlap_sentence(waves: Waves, reached: Reached) -> Statement:
    return Statement(
        code="institutions-overlap",
        template=(
            "{first} institutions were named in {before} and {second} in {after}; {both} were"
            " named in both."
        ),
        source=_note(waves),
        values={
            "first": reached.first,
            "second": reached.second,
            "both": reached.both,
            "before": waves.first.label,
            "after": waves.second.label,
        },
        if_hidden="Too few institutions were named for their overlap to be shown.",
    )


def _total_sentence(waves: Waves, ranges: tuple[tuple[str, Recapture], ...]) -> Statement:
    (_, less), (_, middle), (_, more) = ranges
    return Statement(
        code="institutions-in-all",
        template=(
            "{listed} institutions were named in all, so there are at least as many. If the two"
            " lists are independent there are about"
            " {middle} (95% interval {low} to {high}); if one list halves or doubles the odds of"
            " being on the other, {less} or {more}."
        ),
        source=_note(waves),
        values={
            "listed": _number(waves, middle.listed),
            "middle": _number(waves, middle.estimate),
            "low": _number(waves, middle.low),
            "high": _number(waves, middle.high),
            "less": _number(waves, less.estimate),
            "more": _number(waves, more.estimate),
        },
    )


def _whole(waves: Waves, found: Recapture) -> Estimate:
    middle, low, high = (_number(waves, one) for one in (found.estimate, found.low, found.high))
    return replace(middle, low=low.value, high=high.value)


def _number(waves: Waves, value: float) -> Estimate:
    return waves.first.sample.counted(round(value))


def _note(waves: Waves) -> SourceNote:
    return waves.note((waves.first.settings.institution,), (waves.second.settings.institution,))
