"""Exports made by others are drafted and read back, and nothing in them is lost."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from theodolite.settings.settings_file import settings_from
from theodolite.survey.answers import Answers, Export, answers_in, read_export
from theodolite.survey.drafting import draft_questionnaire
from theodolite.survey.questionnaire import Question, Questionnaire

SURVEYS = Path(__file__).parents[3] / "../shared/data/surveys"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SURVEYS.is_dir(), reason="the folder of real surveys is not here"),
]

LARGEST = "rse-2018/2018_public_data.csv"
EXPORTS = {
    "rse-2018/2018_public_data.csv": ("limesurvey", 707, 997),
    "rse-2016-uk/2016_uk_public_data.csv": ("limesurvey", 67, 273),
    "nhs-analysts-2022/apha_cpd_survey.csv": ("plain", 38, 237),
    "jupyter-2020/responses.csv": ("smartsurvey", 216, 1135),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_a_draft_reads_its_own_export_and_loses_nothing(name: str) -> None:
    export, answers = _drafted_and_read(name)
    assert (export.layout, len(export.columns), len(export.respondents)) == EXPORTS[name]
    assert answers.unreadable == ()
    assert not [note for note in answers.notes if "were not read" in note or "not list" in note]
    assert _answers_read(answers) == _cells_filled(export, answers)


def test_counts_equal_those_of_a_plain_count_over_the_file() -> None:
    frame = _drafted_and_read(LARGEST)[1].frame
    assert frame["tool4can.Python"].sum() == 704
    assert frame["tool4can.Python"].count() == 861
    assert frame["likert0.time1can"].max() == 10
    assert (frame["socio1"] == "Germany").sum() == 333
    assert (frame["likert4.recog1"] == 5).sum() == 310


@cache
def _drafted_and_read(name: str) -> tuple[Export, Answers]:
    export = read_export(SURVEYS / name)
    drafted = tomllib.loads(draft_questionnaire(export))
    return export, answers_in(export, settings_from(drafted, Questionnaire, where="The draft"))


def _answers_read(answers: Answers) -> int:
    """Every answer, counting for a multi-select the respondents who answered it."""
    total = 0
    for question in answers.questionnaire.questions:
        fields = answers.frame.select(question.fields())
        if question.kind == "multiple":
            total += sum(any(value is not None for value in row) for row in fields.rows())
        else:
            total += sum(series.count() for series in fields)
    return total


def _cells_filled(export: Export, answers: Answers) -> int:
    """The same count straight from the cells: a slow judge that knows only which are blank."""
    blank = {"", *(mark.casefold() for mark in answers.questionnaire.missing)}
    filled = [[cell.casefold() not in blank for cell in cells] for cells in export.cells]
    taken = vars(answers.questionnaire.respondent).values()
    headers = [column.header for column in export.columns]
    places = {header: place for place, header in enumerate(headers) if header not in taken}
    total = 0
    for question in answers.questionnaire.questions:
        if question.kind == "multiple":
            own = _columns_of_options(export, question.columns_in(export.layout)[0], question)
            chosen = [filled[places.pop(headers[place])] for place in own]
            total += sum(any(line) for line in zip(*chosen, strict=True))
    return total + sum(sum(filled[place]) for place in places.values())


def _columns_of_options(export: Export, name: str, question: Question) -> list[int]:
    named = {option.column for option in question.options} - {""}
    return [
        place
        for place, column in enumerate(export.columns)
        if column.header in named or (not named and name in (column.code, column.header))
    ]
