"""Training needs: the skills a segment's work asks for, and who does not hold them yet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Intervals
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.choices import Choice, choices
from theodolite.survey.plan import SkillsByBand, TableBlock, TablePlan, TrainingNeeds
from theodolite.survey.ranking import MOST_NAMED, Named, greatest
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
        notes=("Dots are shares, lines their 95% Wilson intervals.",),
    )


def greatest_needs(sample: Sample, needs: Intervals) -> tuple[Statement, ...]:
    """For each segment the expected skill that most of its members lack, or the few that may be."""
    segments = dict.fromkeys(segment for segment, _, _ in needs.lines)
    every = {
        segment: [(skill, one) for name, skill, one in needs.lines if name == segment]
        for segment in segments
    }
    told = (_greatest_need(sample, *one, needs.source) for one in every.items())
    return tuple(
        replace(one, code=f"training-{number}")
        for number, one in enumerate((one for found in told for one in found), start=1)
    )


def _greatest_need(
    sample: Sample, segment: str, needs: Sequence[Named], source: SourceNote
) -> Iterator[Statement]:
    first = greatest(needs, sample.profile)
    if not 0 < len(first) <= MOST_NAMED or not first[0][1].value:
        return
    values: dict[str, Estimate | str] = {"segment": segment}
    for i, (skill, lacking) in enumerate(first):
        values |= {f"skill{i}": skill, f"lacking{i}": lacking}
    others = "".join(f" or {{skill{i}}} ({{lacking{i}}})" for i in range(1, len(first)))
    is_whole = all(one.shown for _, one in needs)
    lead = "the greatest need is" if is_whole else "of the needs that may be shown, the greatest is"
    yield Statement(
        code="training",
        template=(
            f"{{segment}}: {lead} {{skill0}} ({{lacking0}} of the respondents whose work asks for"
            f" it do not hold it){others}."
        ),
        source=source,
        values=values,
        rounding=sample.rounding,
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
