"""People against posts, and both as whole-time equivalents, as a chapter."""

from collections.abc import Iterator

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.comparison.posts import people_per_posts, ratio_sentence
from theodolite.survey.comparison.waves import Wave, Waves
from theodolite.survey.comparison.whole_time import WholeTime, whole_time
from theodolite.survey.findings import Chapter


def staffing_chapter(waves: Waves) -> Chapter | None:
    """People against posts, and whole-time equivalents, as far as the mapping tells of them."""
    evidence: list[Table | Intervals] = []
    statements: list[Statement] = []
    posts, people = waves.of_kind("posts"), waves.of_kind("people")
    if posts and people and posts[0].settings.posts and _have_institutions(waves):
        table = people_per_posts(waves, posts[0], people[0])
        evidence.append(table)
        statements.append(ratio_sentence(waves, table, posts[0], people[0]))
    equivalents = [(wave, whole_time(wave, seed=waves.mapping.seed)) for wave in waves.both()]
    told = [(wave, one) for wave, one in equivalents if one is not None]
    if told:
        evidence += _whole_time_evidence(waves, told)
        statements += [_whole_time_sentence(waves, *one) for one in told]
    if not evidence:
        return None
    return Chapter("staffing", "People and posts", (), tuple(statements), tuple(evidence))


def _have_institutions(waves: Waves) -> bool:
    return all(wave.settings.institution for wave in waves.both())


def _whole_time_evidence(
    waves: Waves, told: list[tuple[Wave, WholeTime]]
) -> Iterator[Table | Intervals]:
    rows = (
        ("Staff behind it", [wave.sample.counted(one.people) for wave, one in told]),
        ("Whole-time equivalents", [_total(wave, one) for wave, one in told]),
        ("For each 100 staff", [_rate(wave, one) for wave, one in told]),
        (
            "Answers left out, time not told",
            [wave.sample.counted(one.silent) for wave, one in told],
        ),
    )
    yield Table(
        code="whole-time",
        title="Whole-time equivalents",
        columns=tuple(wave.label for wave, _ in told),
        blocks=(Block("", tuple(Row(label, tuple((e,) for e in cells)) for label, cells in rows)),),
        source=_time_note(waves),
        notes=tuple(_HOW[wave.settings.kind].format(label=wave.label) for wave, _ in told),
        rounding=waves.mapping.rounding,
    )
    yield Intervals(
        code="whole-time-rate",
        title="Whole-time equivalents for each 100 staff",
        lines=tuple(("", wave.label, _rate(wave, one)) for wave, one in told),
        source=_time_note(waves),
        notes=("Lines are 95% bootstrap intervals over people, where people answered.",),
    )


_HOW = {
    "people": "{label}: share of time on the mapped activities × fraction of a post, added up.",
    "posts": "{label}: as the departments reported them.",
}


def _total(wave: Wave, one: WholeTime) -> Estimate:
    return wave.sample.profile.protect(Estimate("mean", one.total, base=one.people))


def _rate(wave: Wave, one: WholeTime) -> Estimate:
    whole = Estimate("mean", one.per_hundred, base=one.people, low=one.low, high=one.high)
    return wave.sample.profile.protect(whole)


def _whole_time_sentence(waves: Waves, wave: Wave, one: WholeTime) -> Statement:
    rate = _rate(wave, one)
    interval = " (95% interval {low} to {high})" if rate.low is not None else ""
    return Statement(
        code=f"whole-time-{1 if wave is waves.first else 2}",
        template=(
            "In {label}, {people} staff stand for {total} whole-time equivalents, {rate} for each"
            f" 100{interval}."
        ),
        source=_time_note(waves),
        values={
            "label": wave.label,
            "people": wave.sample.counted(one.people),
            "total": _total(wave, one),
            "rate": rate,
            "low": Estimate("mean", rate.low, decimals=rate.decimals),
            "high": Estimate("mean", rate.high, decimals=rate.decimals),
        },
    )


def _time_note(waves: Waves) -> SourceNote:
    first, second = (
        (
            one.settings.time,
            one.settings.whole_time,
            one.settings.working.question if one.settings.working else "",
        )
        for one in waves.both()
    )
    return waves.note(first, second)
