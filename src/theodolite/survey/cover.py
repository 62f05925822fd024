"""How work is recognised and covered: job descriptions, quality systems, sole representatives."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.settings.errors import UnusableSettings
from theodolite.survey.place_names import same_name
from theodolite.survey.plan import Cover, TableBlock, TablePlan
from theodolite.survey.questionnaire import Question
from theodolite.survey.ranking import MOST_NAMED, Named, greatest, least
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
        found += _outside_job_description(sample, plan)
    if plan.in_quality_system:
        found += _in_quality_system(sample, plan)
    if plan.institution:
        found.append(_sole_representatives(sample, plan.institution))
    return tuple(found)


def _outside_job_description(sample: Sample, plan: Cover) -> Iterator[Statement]:
    outside, answered = _gave(sample, plan.in_job_description, plan.no)
    if not answered.any():
        return
    weighted = {} if sample.population is None else {"weighted": sample.share(outside, answered)}
    yield Statement(
        code="outside-job-description",
        template=(
            "Respondents who do this work outside their job description: {outside} of the"
            f" {{answered}} who answered ({{share}}){'; weighted, {weighted}' if weighted else ''}."
        ),
        source=sample.note(plan.in_job_description),
        values={**_counted(sample, outside, answered, ("outside", "answered")), **weighted},
        rounding=sample.rounding,
    )


def _in_quality_system(sample: Sample, plan: Cover) -> Iterator[Statement]:
    code = plan.in_quality_system
    inside, answered = _gave(sample, code, plan.yes)
    ways = ([SEGMENT] if sample.segments is not None else []) + ([plan.by] if plan.by else [])
    for by in ways:
        groups = sample.groups(by, where=WHERE)
        shares = [
            (label, sample.share(inside, answered & members))
            for label, members in zip(groups.labels, groups.members(), strict=True)
        ]
        ends = {
            "highest": greatest(shares, sample.profile),
            "lowest": least(shares, sample.profile),
        }
        if set(ends["highest"]).isdisjoint(ends["lowest"]):
            source = sample.note(code, *(() if by == SEGMENT else (by,)))
            yield from _ends(sample, (by, _named(groups)), ends, shares, source)


def _ends(
    sample: Sample,
    by: tuple[str, str],
    ends: Mapping[str, Sequence[Named]],
    shares: Sequence[Named],
    source: SourceNote,
) -> Iterator[Statement]:
    """The highest and the lowest group, or the few that may be, as far as their print tells."""
    values: dict[str, Estimate | str] = {"by": by[1]}
    phrases = []
    for end, those in ends.items():
        if 0 < len(those) <= MOST_NAMED:
            for i, (name, share) in enumerate(those):
                values |= {f"{end}{i}": name, f"{end}{i}_share": share}
            names = (f"{{{end}{i}}} ({{{end}{i}_share}})" for i in range(len(those)))
            phrases.append(f"{end} in {' or '.join(names)}")
    of_those = "" if all(share.shown for _, share in shares) else ", of those that may be shown,"
    if phrases:
        yield Statement(
            code=f"quality-system-{by[0]}",
            template=(
                "By {by}, the share whose work is within a quality management system"
                f" is{of_those} {' and '.join(phrases)}."
            ),
            source=source,
            values=values,
            rounding=sample.rounding,
        )


def _sole_representatives(sample: Sample, code: str) -> Statement:
    question = sample.answers.questionnaire.question(code, where=WHERE)
    if question.kind not in ("single", "place", "text"):
        raise _unfit(question, "names an institution", "'single', 'place' or 'text'")
    named = [same_name(one or "") for one in sample.answers.frame[code].to_list()]
    times = Counter(named)
    sole = np.array([one != "" and times[one] == 1 for one in named], dtype=bool)
    unnamed = np.array([one == "" for one in named], dtype=bool)
    everyone = sample.everyone()
    return Statement(
        code="sole-representatives",
        template=(
            "Respondents who are the only one from their institution: {sole} of {everyone}"
            " ({share}). Nobody in this survey would cover for them. Respondents who did not name"
            " it: {unnamed} ({unnamed_share}). Who would cover for them cannot be told."
        ),
        source=sample.note(code),
        values={
            **_counted(sample, sole, everyone, ("sole", "everyone")),
            "unnamed": sample.count(unnamed),
            "unnamed_share": sample.share_counted(int(unnamed.sum()), len(unnamed)),
        },
        rounding=sample.rounding,
    )


def _counted(
    sample: Sample, chosen: NDArray[np.bool_], among: NDArray[np.bool_], names: tuple[str, str]
) -> dict[str, Estimate | str]:
    """Two counts under these names, and the share that they make: never a weighted one."""
    count, base = int((chosen & among).sum()), int(among.sum())
    return {
        names[0]: sample.counted(count),
        names[1]: sample.counted(base),
        "share": sample.share_counted(count, base),
    }


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


def _named(groups: Groups) -> str:
    """The name of the division as it stands inside a sentence."""
    is_word = groups.title[1:2].islower()  # and no abbreviation
    return groups.title[:1].lower() + groups.title[1:] if is_word else groups.title


def _unfit(question: Question, does: str, kinds: str) -> UnusableSettings:
    return UnusableSettings(
        f"{WHERE} takes {question.code!r} for a question that {does}, but it is of kind"
        f" {question.kind!r}. Choose one of kind {kinds}."
    )
