"""Whether a questionnaire fits the answers, and how many of them it can read."""

from collections import Counter
from dataclasses import dataclass

from theodolite.store import survey_files
from theodolite.store.models import Survey
from theodolite.survey.answers import Answers, answers_in
from theodolite.survey.answers.matching import Columns, versions_of
from theodolite.survey.drafting.kinds import counted, options_of
from theodolite.survey.quality.routing import answered
from theodolite.survey.questionnaire import Option, Question, Questionnaire, questionnaire_in


@dataclass(frozen=True, slots=True)
class Fit:
    """How many of everyone answered one question, and how many cells of it cannot be read."""

    everyone: int
    answered: int
    unreadable: int


def check_fits(survey: Survey, text: str) -> None:
    """Refuse a questionnaire that asks for columns which the uploaded answers do not have."""
    questionnaire = questionnaire_in(text)
    data_set = survey.data_set
    if data_set is not None:
        answers_in(survey_files.read_identified(survey.key, data_set.key), questionnaire)


def fits_of(answers: Answers) -> dict[str, Fit]:
    """How well each question fits."""
    unread = Counter(cell.question for cell in answers.unreadable)
    return {
        question.code: Fit(
            answers.size, int(answered(answers, question).sum()), unread[question.code]
        )
        for question in answers.questionnaire.questions
    }


def options_answered(survey: Survey, questionnaire: Questionnaire, code: str) -> tuple[Option, ...]:
    """An option for each different answer to a question that stands in one column; else none."""
    data_set = survey.data_set
    if data_set is None:
        return ()
    export = survey_files.read_identified(survey.key, data_set.key)
    question = questionnaire.question(code)
    places = _columns_of(question, Columns(export))
    return options_of(counted(cell for place in places for cell in export.cells[place]))


def _columns_of(question: Question, columns: Columns) -> list[int]:
    if question.parts or question.kind == "multiple":
        return []
    return [
        place for version in versions_of(question, columns) for place in version.columns.values()
    ]
