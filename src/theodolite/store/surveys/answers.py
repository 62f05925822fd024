"""The answers of a survey as each may see them: all of it in the office, pseudonyms elsewhere."""

import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from theodolite.settings.errors import UnusableSettings
from theodolite.store import survey_files
from theodolite.store.history import write_down
from theodolite.store.models import DataSet, PassedText, Survey, SurveyFile
from theodolite.store.surveys.files_saved import checked_plan, file_of, questionnaire_of
from theodolite.store.surveys.first_plan import DECISIONS, QUESTIONNAIRE
from theodolite.survey.answers import Answers, answers_in
from theodolite.survey.decisions import Decisions, decisions_text
from theodolite.survey.inputs import Inputs, read_inputs
from theodolite.survey.pseudonyms import (
    EVERYONE,
    TypedAnswer,
    pseudonyms,
    renamed,
    typed_answers,
    withheld,
)


def data_set_of(survey: Survey) -> DataSet:
    """The data set that is worked on; told in a sentence where there is none."""
    found = survey.data_set
    if found is None:
        raise UnusableSettings(
            f"{survey} has no answers: none were uploaded, or they have been deleted."
            " Upload the export of its answers."
        )
    return found


def office_answers(survey: Survey) -> Answers:
    """Everything that was answered, typed words included, under pseudonyms: for analysts only."""
    export = survey_files.read_identified(survey.key, data_set_of(survey).key)
    questionnaire = questionnaire_of(survey)
    names = pseudonyms(export, questionnaire, survey_files.pseudonym_key(survey.key))
    return renamed(answers_in(export, questionnaire), names)


def analysis_answers(survey: Survey) -> Answers:
    """The pseudonymised answers, from their file, or made anew where something has changed."""
    data_set, passed, mark = data_set_of(survey), passed_texts(survey), mark_of(survey)
    kept = survey_files.read_analysis(survey.key, data_set.key, questionnaire_of(survey))
    if kept is not None and kept.mark == mark:
        return kept.answers
    key = survey_files.pseudonym_key(survey.key)
    answers = withheld(office_answers(survey), key, passed)
    survey_files.keep_analysis(survey.key, data_set.key, survey_files.Analysed(answers, mark))
    return answers


def mark_of(survey: Survey) -> str:
    """What tells whether the pseudonymised answers would come out as they did before."""
    data_set = data_set_of(survey)
    text = file_of(survey, SurveyFile.Name.QUESTIONNAIRE).text
    made_from = json.dumps([data_set.key, data_set.sha256, text, sorted(passed_texts(survey))])
    return sha256(made_from.encode()).hexdigest()


def analysis_inputs(survey: Survey, decisions: Decisions, *, plan: str | None = None) -> Inputs:
    """What an analysis of the survey starts from; `plan` is a text that is not saved yet."""
    text = file_of(survey, SurveyFile.Name.PLAN).text if plan is None else plan
    checked_plan(text)
    answers = analysis_answers(survey)
    with tempfile.TemporaryDirectory(prefix="theodolite-plan-") as folder:
        files = {
            "plan.toml": text,
            QUESTIONNAIRE: file_of(survey, SurveyFile.Name.QUESTIONNAIRE).text,
            DECISIONS: decisions_text(decisions),
        }
        for name, content in files.items():
            (Path(folder) / name).write_text(content, "utf-8", newline="")
        return read_inputs(answers, Path(folder) / "plan.toml")


def passed_texts(survey: Survey) -> frozenset[tuple[str, str]]:
    """Question and answer whose words were let pass."""
    return frozenset(survey.passed_texts.values_list("question", "respondent"))


def texts_to_read(survey: Survey) -> tuple[TypedAnswer, ...]:
    """Everything typed freely, with whether it has been let pass: for analysts only."""
    key = survey_files.pseudonym_key(survey.key)
    return typed_answers(office_answers(survey), key, passed_texts(survey))


@dataclass(frozen=True, slots=True)
class Passing:
    """That someone has read typed words and lets them pass, or takes that back.

    `answer` is the key of a typed answer, or `EVERYONE` for all answers to the question.
    """

    question: str
    answer: str
    passes: bool


def let_pass(survey: Survey, passing: Passing, *, by: str, at: datetime) -> None:
    """Let typed words into the second layer, or take them out again.

    Words that are not there (any more) are not let pass, for nobody has read what stands there now.
    """
    if passing.passes and passing.answer != EVERYONE:
        _check_is_there(survey, passing)
    one = {"survey": survey, "question": passing.question, "respondent": passing.answer}
    with transaction.atomic():
        if passing.passes:
            PassedText.objects.get_or_create(**one, defaults={"by": by, "at": at})
        else:
            PassedText.objects.filter(**one).delete()
        told = {"question": passing.question, "respondent": passing.answer}
        kind = "survey text passed" if passing.passes else "survey text withheld"
        write_down(kind, survey.key, by, told, at=at)


def _check_is_there(survey: Survey, passing: Passing) -> None:
    typed = texts_to_read(survey)
    if not any((one.question, one.key) == (passing.question, passing.answer) for one in typed):
        raise UnusableSettings(
            f"What you read in answer to {passing.question!r} is not there any more: the answers or"
            " the questionnaire have changed. Read what stands there now."
        )
