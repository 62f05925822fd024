"""Differences between groups, tested together, and small groups told with caution."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.choices import Choice, choices
from theodolite.survey.estimates import CannotEstimate
from theodolite.survey.findings import Chapter
from theodolite.survey.multiplicity import AdjustedTest, adjust, exact_p_values, refuse_circular
from theodolite.survey.plan import FamilyOfTests, Plan, SmallGroups
from theodolite.survey.questionnaire import Question
from theodolite.survey.sample import SEGMENT, Sample
from theodolite.survey.shrinkage import Shrunk, shrink


@dataclass(frozen=True)
class _Tested:
    """A family's tests, adjusted together, and the names of those that could not be made."""

    family: FamilyOfTests
    tests: tuple[AdjustedTest, ...]
    untestable: tuple[str, ...]


def differences_chapter(sample: Sample, plan: Plan) -> Iterator[Chapter]:
    """The chapter on differences between groups, where the plan declares tests or small groups."""
    if not (plan.tests or plan.small_groups):
        return
    tested = [_tested(sample, family, plan) for family in plan.tests]
    statements = tuple(_told(sample, one, i) for i, one in enumerate(tested))
    tables = [_table(sample, one, i) for i, one in enumerate(tested) if one.tests]
    yield Chapter(
        "differences",
        "Differences between groups",
        statements=statements,
        evidence=(
            *(tables if sample.profile.is_inside_use else ()),
            *(_small_groups(sample, one) for one in plan.small_groups),
        ),
    )


def _tested(sample: Sample, family: FamilyOfTests, plan: Plan) -> _Tested:
    """Fisher's exact test of every answer of a multi-select, and of every other question whole."""
    where = f"Tests {family.name!r}"
    groups = list(sample.groups(family.by, where=where).members())
    tables: dict[str, NDArray[np.int64]] = {}
    for code in family.questions:
        if family.by == SEGMENT and plan.clustering is not None:
            refuse_circular(code, clustered_by=_made_from(plan))
        question = sample.answers.questionnaire.question(code, where=where)
        for name, counts in _counts(question, choices(sample, question, where=where), groups):
            # Options of two questions may be called alike; the later one then says which it is.
            tables[name if name not in tables else f"{question.text}: {name}"] = counts
    found: dict[str, float] = {}
    for name, table in tables.items():
        with suppress(CannotEstimate):
            found |= exact_p_values({name: table})
    untestable = tuple(name for name in tables if name not in found)
    return _Tested(family, adjust({family.name: found}), untestable)


def _made_from(plan: Plan) -> set[str]:
    """The clustering question, with every question it was recoded from or into."""
    assert plan.clustering is not None, "there are segments only where there is a clustering"
    found = {plan.clustering.question}
    for _ in plan.recodes:
        for one in plan.recodes:
            if found & {one.question, one.into}:
                found |= {one.question, one.into or one.question}
    return found


def _counts(
    question: Question, lines: tuple[Choice, ...], groups: list[NDArray[np.bool_]]
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    def by_group(chosen: NDArray[np.bool_]) -> list[int]:
        return [int((chosen & members).sum()) for members in groups]

    if question.kind != "multiple":
        yield question.text, np.array([by_group(line.chosen) for line in lines], dtype=np.int64)
        return
    for line in lines:
        rows = [by_group(line.chosen), by_group(line.answered & ~line.chosen)]
        yield line.label, np.array(rows, dtype=np.int64)


def _told(sample: Sample, tested: _Tested, number: int) -> Statement:
    """Which of the family differ, allowing for how many were tested, and which could not be."""
    family, tests = tested.family, tested.tests
    differ = [test.name for test in sorted(tests, key=lambda t: t.p) if test.holm < family.level]
    said = []
    if tests:
        said.append(
            "{differ} of {tested} differ by {by} more than chance explains (Fisher's exact test,"
            " with Holm's correction at {level} for all of them together){named}."
        )
    if tested.untestable:
        said.append(
            "Could not be tested, because all who answered said the same or are in one group:"
            " {untestable}."
        )
    return Statement(
        code=f"tests-{number + 1}",
        template=f"{{family}}: {' '.join(said)}",
        source=sample.note(*family.questions),
        values={
            "family": family.name,
            "differ": str(len(differ)),
            "tested": str(len(tests)),
            "by": sample.groups(family.by).title.lower(),
            "level": f"{100 * family.level:g}%",
            "named": f": {'; '.join(differ)}" if differ else "",
            "untestable": "; ".join(tested.untestable),
        },
    )


def _table(sample: Sample, tested: _Tested, number: int) -> Table:
    """Every p-value, for inside use: exact ones would tell the counts they were computed from."""
    rows = tuple(
        Row(
            test.name,
            tuple(
                (Estimate("mean", value, decimals=4),)
                for value in (test.p, test.holm, test.benjamini_hochberg)
            ),
        )
        for test in tested.tests
    )
    return Table(
        f"tests-{number + 1}",
        f"{tested.family.name}: how likely chance alone makes such differences",
        ("p", "Holm", "Benjamini–Hochberg"),
        (Block("Tested", rows),),
        sample.note(*tested.family.questions),
        notes=("Fisher's exact test; 0.0000 stands for less than 0.00005.",),
    )


def _small_groups(sample: Sample, plan: SmallGroups) -> Intervals:
    where = f"Small groups {plan.code!r}"
    question = sample.answers.questionnaire.question(plan.question, where=where)
    label = question.option(plan.option).label
    line = next(c for c in choices(sample, question, where=where) if c.label == label)
    groups = sample.groups(plan.by, where=where)
    counts = {
        name: (int((line.chosen & members).sum()), int((line.answered & members).sum()))
        for name, members in zip(groups.labels, groups.members(), strict=True)
        if (line.answered & members).any()
    }
    found = shrink(counts)
    lines = [
        line for name, one in found.groups.items() for line in _raw_and_shrunk(sample, name, one)
    ]
    return Intervals(
        code=plan.code,
        title=plan.title,
        lines=tuple(lines),
        source=sample.note(plan.question, plan.by),
        notes=(
            "Second line of each group: its share drawn towards that of all respondents, the more"
            " so the smaller the group (beta-binomial model). Lines are 95% intervals.",
        ),
    )


def _raw_and_shrunk(
    sample: Sample, name: str, one: Shrunk
) -> tuple[tuple[str, str, Estimate], tuple[str, str, Estimate]]:
    assert one.raw.count is not None, "a raw share is counted"
    assert one.raw.base is not None, "a raw share is counted"
    raw = sample.share_counted(one.raw.count, one.raw.base)
    drawn = replace(raw, value=one.value, low=one.low, high=one.high, count=None)
    shrunk = sample.profile.protect_weighted(drawn) if raw.shown else raw
    return (name, "as counted", raw), (name, "drawn towards all", shrunk)
