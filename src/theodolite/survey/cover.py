"""How work is recognised and covered: job descriptions, quality systems, sole representatives."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.survey.plan import Cover, TableBlock, TablePlan
from theodolite.survey.questionnaire import Question
from theodolite.survey.sample import SEGMENT, Groups, Sample
from theodolite.survey.tabulation import tabulate

WHERE = "[cover]"


def recognition_tables(sample: Sample, plan: Cover) -> tuple[Table, ...]:
    """Whether work is in the job description and the quality system, by segment and group."""
    questions = [code for code in (plan.in_job_description, plan.in_quality_system) if code]
    ways = [SEGMENT] if sample.segments is not None else []
    ways += [plan.by] if plan.by else []
    return tuple(
        tabulate(
            sample,
            TablePlan(
                f"recognition-by-{by}",
                f"Recognition of the work, by {sample.groups(by, where=WHERE).title.lower()}",
                tuple(TableBlock((code,)) for code in questions),
                by=by,
                measure="share",
            ),
        )
        for by in ways
        if questions
    )


def cover_statements(sample: Sample, plan: Cover) -> tuple[Statement, ...]:
    """The sentences about work outside the job description, quality systems and cover."""
    found: list[Statement] = []
    if plan.in_job_description:
        found.append(_outside_job_description(sample, plan))
    if plan.in_quality_system:
        found += _in_quality_system(sample, plan)
    if plan.institution:
        found.append(_sole_representatives(sample, plan.institution))
    return tuple(found)


def _outside_job_description(sample: Sample, plan: Cover) -> Statement:
    code = plan.in_job_description
    question = _question(sample, code, plan.no)
    outside = sample.answers.frame[code].is_in(list(plan.no)).fill_null(value=False).to_numpy()
    everyone = sample.everyone()
    return Statement(
        code="outside-job-description",
        template=(
            "{outside} of {everyone} respondents ({share}) do this work outside their job"
            " description."
        ),
        source=sample.note(question.code),
        values={
            "outside": sample.count(outside),
            "everyone": sample.count(everyone),
            "share": sample.share(outside, everyone),
        },
        rounding=sample.rounding,
    )


def _in_quality_system(sample: Sample, plan: Cover) -> Iterator[Statement]:
    code = plan.in_quality_system
    _question(sample, code, plan.yes)
    inside = sample.answers.frame[code].is_in(list(plan.yes)).fill_null(value=False).to_numpy()
    ways = ([SEGMENT] if sample.segments is not None else []) + ([plan.by] if plan.by else [])
    for by in ways:
        groups = sample.groups(by, where=WHERE)
        shares = _shown_shares(sample, groups, inside)
        if len(shares) < 2:
            continue
        highest, lowest = shares[0], shares[-1]
        yield Statement(
            code=f"quality-system-{by}",
            template=(
                "By {by}, the share whose work is within a quality management system is highest"
                " in {highest} ({high}) and lowest in {lowest} ({low})."
            ),
            source=sample.note(code, *(() if by == SEGMENT else (by,))),
            values={
                "by": groups.title.lower(),
                "highest": highest[0],
                "high": highest[1],
                "lowest": lowest[0],
                "low": lowest[1],
            },
            rounding=sample.rounding,
        )


def _shown_shares(
    sample: Sample, groups: Groups, inside: NDArray[np.bool_]
) -> list[tuple[str, Estimate]]:
    shares = [
        (label, sample.share(inside, members))
        for label in groups.labels
        if (members := groups.members(label)).any()
    ]
    shown = [pair for pair in shares if pair[1].shown]
    return sorted(shown, key=lambda pair: (-(pair[1].value or 0), pair[0]))


def _sole_representatives(sample: Sample, code: str) -> Statement:
    sample.answers.questionnaire.question(code, where=WHERE)
    named = sample.answers.frame[code].cast(pl.String).to_list()
    times = Counter(one for one in named if one is not None)
    sole = np.array([one is not None and times[one] == 1 for one in named], dtype=bool)
    unnamed = np.array([one is None for one in named], dtype=bool)
    everyone = sample.everyone()
    return Statement(
        code="sole-representatives",
        template=(
            "{sole} of {everyone} respondents ({share}) are the only one from their institution,"
            " and {unnamed} ({unnamed_share}) did not name it: nobody in this survey would cover"
            " for the first, and it cannot be told who would for the second."
        ),
        source=sample.note(code),
        values={
            "sole": sample.count(sole),
            "everyone": sample.count(everyone),
            "share": sample.share(sole, everyone),
            "unnamed": sample.count(unnamed),
            "unnamed_share": sample.share(unnamed, everyone),
        },
        rounding=sample.rounding,
    )


def _question(sample: Sample, code: str, options: tuple[str, ...]) -> Question:
    question = sample.answers.questionnaire.question(code, where=WHERE)
    for option in options:
        question.option(option)
    return question
