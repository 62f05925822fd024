"""What is doubtful about a survey's answers, as its plan's checks see them."""

from dataclasses import dataclass

from theodolite.store.models import Survey
from theodolite.store.surveys.answers import office_answers
from theodolite.store.surveys.files_saved import plan_of
from theodolite.survey.plan import QualityChecks
from theodolite.survey.quality import QualityReport, check_quality


@dataclass(frozen=True, slots=True)
class Doubts:
    """The findings, the checks they come from, and what was noticed when the file was read."""

    respondents: int
    report: QualityReport
    checks: QualityChecks
    notes: tuple[str, ...]


def doubts_of(survey: Survey) -> Doubts:
    """Check all answers, typed words and unreadable cells included: for analysts only."""
    answers = office_answers(survey)
    checks = plan_of(survey).quality
    _, report = check_quality(answers, checks)
    return Doubts(answers.size, report, checks, answers.notes)
