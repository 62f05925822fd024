"""Training needs: the skills a segment's work asks for, and who does not hold them yet."""

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.survey.choices import Choice, choices
from theodolite.survey.errors import UnusableSettings, unknown_name
from theodolite.survey.plan import SkillsByBand, TableBlock, TablePlan, TrainingNeeds
from theodolite.survey.sample import SEGMENT, Sample
from theodolite.survey.tabulation import tabulate


def skills_held(sample: Sample, code: str) -> dict[str, Choice]:
    """Who holds each skill, by its code."""
    question = sample.answers.questionnaire.question(code, where="[training]")
    if question.kind != "multiple":
        raise UnusableSettings(
            f"[training] asks who holds the skills of {code!r}, which is of kind"
            f" {question.kind!r}. Choose a question of kind 'multiple', whose options are skills."
        )
    return {one.code: one for one in choices(sample, question, where="[training]")}


def training_needs(sample: Sample, plan: TrainingNeeds) -> Intervals:
    """Rank, within each segment, the expected skills by the share of respondents lacking them."""
    held = skills_held(sample, plan.question)
    groups = sample.groups(SEGMENT, where="[training]")
    segments = dict(zip(groups.labels, groups.members(), strict=True))
    lines = []
    for segment, skills in plan.expected.items():
        if segment not in segments:
            raise unknown_name("segment", segment, segments, where="[training.expected]")
        members = segments[segment]
        needs = []
        for skill in skills:
            line = held.get(skill)
            if line is None:
                raise unknown_name("skill", skill, held, where=f"[training.expected] for {segment}")
            asked = int((line.answered & members).sum())
            lacking = asked - int((line.chosen & members).sum())
            needs.append((segment, line.label, sample.share_counted(lacking, asked)))
        lines += sorted(needs, key=lambda need: (-(need[2].value or 0), need[1]))
    return Intervals(
        code="training-needs",
        title="Training needs: respondents without a skill that their segment's work asks for",
        lines=tuple(lines),
        source=sample.note(plan.question),
        notes=("Dots are shares, lines their 95 % Wilson intervals.",),
    )


def greatest_needs(sample: Sample, needs: Intervals) -> tuple[Statement, ...]:
    """One sentence for each segment: the expected skill that most of its members lack."""
    first: dict[str, tuple[str, Estimate]] = {}
    for segment, skill, estimate in needs.lines:
        if estimate.shown and estimate.value is not None:
            first.setdefault(segment, (skill, estimate))
    return tuple(
        Statement(
            code=f"training-{number}",
            template=(
                "{segment}: the greatest need is {skill}, which {lacking} of the respondents whose"
                " work asks for it do not hold."
            ),
            source=needs.source,
            values={"segment": segment, "skill": skill, "lacking": estimate},
            rounding=sample.rounding,
        )
        for number, (segment, (skill, estimate)) in enumerate(first.items(), start=1)
    )


def skills_by_band(sample: Sample, plan: SkillsByBand) -> Table:
    """The share holding each of some skills, across the pay bands in their order."""
    return tabulate(
        sample,
        TablePlan(
            "skills-by-band",
            "Skills by pay band",
            (TableBlock((plan.question,), label="Skill held", only=plan.skills),),
            by=plan.band,
            measure="share",
        ),
    )
