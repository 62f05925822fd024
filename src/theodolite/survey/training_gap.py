"""The training gap: how much time goes into work whose skill is not held."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.intervals import wilson
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.choices import Choice
from theodolite.survey.matching import meets
from theodolite.survey.plan import TrainingNeeds
from theodolite.survey.ranking import MOST_NAMED, Named, greatest
from theodolite.survey.resampling import mean_interval
from theodolite.survey.sample import SEGMENT, Sample
from theodolite.survey.training_needs import skills_held

SEED = 11
"""Where the bootstrap starts, so that the same answers give the same interval."""

_WHERE = "[training.activities]"
_OF_THOSE_SHOWN = "of the training gaps that may be shown, the widest is"

Numbers = NDArray[np.float64]


def training_gap(sample: Sample, plan: TrainingNeeds) -> Intervals:
    """Rank, within each segment, skills by the time spent on their work without holding them.

    For one respondent and one skill it is the percentage of time on the activities that need the
    skill, where the skill is absent and, if the plan names a route to training, where there is
    one; otherwise 0. The index is its mean over the segment: percentage points of an average
    respondent's time. Intervals are bootstrapped over respondents; where nobody lacks the skill,
    the upper end is the Wilson bound of those who might, times the time spent on the work.
    """
    held = skills_held(sample, plan.question)
    times = {skill: _time(sample, parts) for skill, parts in _mapped(plan, held)}
    route = _route(sample, plan)
    groups = sample.groups(SEGMENT, where="[training]")
    lines = []
    for segment, members in zip(groups.labels, groups.members(), strict=True):
        gaps = [
            (segment, held[skill].label, _gap(sample, (held[skill], times[skill], route), members))
            for skill in plan.expected.get(segment, ())
            if skill in times
        ]
        lines += sorted(gaps, key=lambda gap: (-(gap[2].value or 0), gap[1]))
    return Intervals(
        code="training-gap",
        title="Training gap: percent of time spent on work whose skill is not held",
        lines=tuple(lines),
        source=sample.note(plan.question, *_asked(sample, plan)),
        notes=(_how(plan),),
    )


def greatest_gaps(sample: Sample, gap: Intervals) -> tuple[Statement, ...]:
    """For each segment the skill whose absence weighs on most of its time, or the few that may."""
    told = []
    for segment, lines in groupby(gap.lines, key=lambda line: line[0]):
        named = [(skill, one) for _, skill, one in lines]
        told += list(_greatest_gap(sample, segment, named, gap.source))
    return tuple(
        replace(one, code=f"training-gap-{number}") for number, one in enumerate(told, start=1)
    )


def _greatest_gap(
    sample: Sample, segment: str, gaps: Sequence[Named], source: SourceNote
) -> Iterator[Statement]:
    first = greatest(gaps, sample.profile)
    if not 0 < len(first) <= MOST_NAMED or not first[0][1].value:
        return
    values: dict[str, Estimate | str] = {"segment": segment}
    for i, (skill, time) in enumerate(first):
        low, high = (Estimate("mean", end, decimals=time.decimals) for end in (time.low, time.high))
        values |= {f"skill{i}": skill, f"time{i}": time, f"low{i}": low, f"high{i}": high}
    is_whole = all(one.shown for _, one in gaps)
    lead = "the widest training gap is" if is_whole else _OF_THOSE_SHOWN
    each = (
        f"{{skill{i}}} ({{time{i}}}% of its time, 95% interval {{low{i}}}% to {{high{i}}}%)"
        for i in range(len(first))
    )
    yield Statement(
        code="training-gap",
        template=(
            f"{{segment}}: {lead} {' or '.join(each)}. That time goes into work that needs the"
            " skill, done by people who do not hold it."
        ),
        source=source,
        values=values,
        rounding=sample.rounding,
    )


def _mapped(
    plan: TrainingNeeds, held: Mapping[str, Choice]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for skill, parts in plan.activities.items():
        if skill not in held:
            raise unknown_name("skill", skill, held, where=_WHERE)
        yield skill, parts


def _time(sample: Sample, parts: tuple[str, ...]) -> Numbers:
    """The percentage of each one's time on these activities; NaN where time was not told."""
    assert sample.segments is not None, "a gap is told by segment"
    code = sample.segments.settings.question
    question = sample.answers.questionnaire.question(code, where=_WHERE)
    if question.kind != "share":
        raise UnusableSettings(
            f"{_WHERE} needs shares of time, but the clustering question {code!r} is of kind"
            f" {question.kind!r}. Turn it into shares with a recode (does = 'shares_of_total'),"
            " or leave out the activities."
        )
    known = [part.code for part in question.parts]
    for part in parts:
        if part not in known:
            raise unknown_name(f"part of {code!r}", part, known, where=_WHERE)
    total = np.zeros(sample.answers.size)
    for part in dict.fromkeys(parts):
        total += sample.numbers(f"{code}.{part}")
    return total


def _route(sample: Sample, plan: TrainingNeeds) -> Numbers:
    """1 for those whom training can reach, 0 for others, NaN where that was not answered."""
    if plan.route is None:
        return np.ones(sample.answers.size)
    reached = meets(sample.answers, plan.route, where="[training] route").to_numpy()
    fields = sample.answers.fields(plan.route.question, where="[training] route")
    answered = np.logical_or.reduce(
        [sample.answers.frame[field].is_not_null().to_numpy() for field in fields]
    )
    return np.where(answered, reached.astype(np.float64), np.nan)


def _gap(
    sample: Sample, told: tuple[Choice, Numbers, Numbers], members: NDArray[np.bool_]
) -> Estimate:
    skill, time, route = told
    absent = np.where(skill.answered, (~skill.chosen).astype(np.float64), np.nan)
    gaps = time * absent * route
    counted = members & ~np.isnan(gaps)
    lacking = int((absent[counted] == 1).sum())
    if not sample.counted(lacking).shown:
        return Estimate("mean", None, shown=False)
    mean = sample.mean(gaps, members)
    if mean.low is not None or not mean.shown or mean.value is None:
        return mean
    low, high = mean_interval(gaps[counted], seed=SEED)
    if lacking == 0:
        high = wilson(0, int(counted.sum()))[1] * float((time * route)[counted].mean())
    exact = float(gaps[counted].sum()) / int(counted.sum())
    whole = Estimate("mean", exact, base=int(counted.sum()), low=low, high=high)
    return sample.profile.protect(whole)


def _asked(sample: Sample, plan: TrainingNeeds) -> tuple[str, ...]:
    assert sample.segments is not None, "a gap is told by segment"
    route = (plan.route.question,) if plan.route is not None else ()
    return (sample.segments.settings.question, *route)


def _how(plan: TrainingNeeds) -> str:
    route = " × whether training is within reach" if plan.route is not None else ""
    return (
        f"Time on the activities that need the skill × skill absent{route}, averaged over the"
        " segment. Lines are 95% intervals, bootstrapped over respondents."
    )
