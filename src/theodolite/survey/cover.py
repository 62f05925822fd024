"""How work is recognised and covered: job descriptions, quality systems, sole representatives."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.survey.errors import UnusableSettings
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
                f"Recognition of the work, by {_named(sample.groups(by, where=WHERE))}",
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
    outside, answered = _gave(sample, plan.in_job_description, plan.no)
    return Statement(
        code="outside-job-description",
        template=(
            "{outside} of the {answered} respondents who answered ({share}) do this work outside"
            " their job description."
        ),
        source=sample.note(plan.in_job_description),
        values={
            "outside": sample.count(outside),
            "answered": sample.count(answered),
            "share": sample.share(outside, answered),
        },
        rounding=sample.rounding,
    )


def _in_quality_system(sample: Sample, plan: Cover) -> Iterator[Statement]:
    code = plan.in_quality_system
    inside, answered = _gave(sample, code, plan.yes)
    ways = ([SEGMENT] if sample.segments is not None else []) + ([plan.by] if plan.by else [])
    for by in ways:
        groups = sample.groups(by, where=WHERE)
        shares = _shown_shares(sample, groups, inside, answered)
        if not shares or shares[0][1].value == shares[-1][1].value:
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
                "by": _named(groups),
                "highest": highest[0],
                "high": highest[1],
                "lowest": lowest[0],
                "low": lowest[1],
            },
            rounding=sample.rounding,
        )


def _shown_shares(
    sample: Sample, groups: Groups, inside: NDArray[np.bool_], answered: NDArray[np.bool_]
) -> list[tuple[str, Estimate]]:
    shares = [
        (label, sample.share(inside, answered & members))
        for label, members in zip(groups.labels, groups.members(), strict=True)
    ]
    shown = [pair for pair in shares if pair[1].value is not None]
    return sorted(shown, key=lambda pair: (-(pair[1].value or 0), pair[0]))


def _sole_representatives(sample: Sample, code: str) -> Statement:
    question = sample.answers.questionnaire.question(code, where=WHERE)
    if question.kind not in ("single", "place", "text"):
        raise _unfit(question, "names an institution", "'single', 'place' or 'text'")
    named = [_as_typed(one) for one in sample.answers.frame[code].to_list()]
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


def _gave(
    sample: Sample, code: str, options: tuple[str, ...]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who gave one of these options, and who answered at all."""
    question = sample.answers.questionnaire.question(code, where=WHERE)
    if question.kind != "single":
        raise _unfit(question, "is answered by yes or no", "'single'")
    for option in options:
        question.option(option)
    answers = sample.answers.frame[code]
    gave = answers.is_in(list(options)).fill_null(value=False)
    return gave.to_numpy(), answers.is_not_null().to_numpy()


def _as_typed(name: str | None) -> str | None:
    """One institution typed with other capitals or more spaces is still the same."""
    return None if name is None else " ".join(name.casefold().split())


def _named(groups: Groups) -> str:
    """The name of the division as it stands inside a sentence."""
    is_word = groups.title[1:2].islower()  # and no abbreviation
    return groups.title[:1].lower() + groups.title[1:] if is_word else groups.title


def _unfit(question: Question, does: str, kinds: str) -> UnusableSettings:
    return UnusableSettings(
        f"{WHERE} takes {question.code!r} for a question that {does}, but it is of kind"
        f" {question.kind!r}. Choose one of kind {kinds}."
    )
