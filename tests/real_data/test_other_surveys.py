"""Exports nobody wrote a questionnaire for can be drafted, read and tabulated at once."""

from pathlib import Path

import polars as pl
import pytest

from theodolite.survey.analysis import analyse
from theodolite.survey.answers import Export, read_export
from theodolite.survey.drafting import draft_questionnaire
from theodolite.survey.questionnaire import Question, read_questionnaire

SURVEYS = Path(__file__).parents[2] / "../shared/data/surveys"
EXPORTS = {
    "nhs-analysts-2022/apha_cpd_survey.csv": 237,
    "jupyter-2020/responses.csv": 1135,
}
NOT_ANSWERED = ("", "-")

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SURVEYS.is_dir(), reason="the shared surveys are not here"),
]


def _plan(questions: list[Question], folder: Path) -> Path:
    """One table with a block for every question that can be counted as drafted."""
    blocks = "".join(f'[[tables.blocks]]\nquestions = ["{one.code}"]\n' for one in questions)
    plan = folder / "plan.toml"
    plan.write_text(
        'title = "Drafted"\nquestionnaire = "questionnaire.toml"\nreport_date = 2020-01-01\n'
        'disclosure = "none"\n'
        f'[[tables]]\ncode = "everything"\ntitle = "Everything"\nby = ""\n{blocks}',
        encoding="utf-8",
    )
    return plan


@pytest.mark.parametrize("name", EXPORTS)
def test_every_drafted_question_is_counted_as_a_plain_count_would(
    name: str, tmp_path: Path
) -> None:
    export = read_export(SURVEYS / name)
    drafted = tmp_path / "questionnaire.toml"
    drafted.write_text(draft_questionnaire(export), encoding="utf-8")
    questions = [
        one
        for one in read_questionnaire(drafted).questions
        if one.kind == "multiple" or (one.kind in ("single", "place") and not one.parts)
    ]
    findings = analyse(SURVEYS / name, _plan(questions, tmp_path))
    assert findings.log["kept"] == EXPORTS[name]
    assert findings.log["unreadable"] == []
    (table,) = (one for one in findings.tables() if one.code == "everything")
    compared = 0
    for block, question in zip(table.blocks[1:], questions, strict=True):
        shown = [row.cells[0][0].value for row in block.rows]
        filled = _filled(export, question)
        if question.kind != "multiple":
            assert [shown[-1]] == filled, question.code
        elif len(filled) > 1:
            assert sorted(shown[:-1]) == sorted(filled), question.code
        compared += question.kind != "multiple" or len(filled) > 1
    assert compared >= 20


def _filled(export: Export, question: Question) -> list[int]:
    """How many cells are filled in each column of the question, told by its header or code."""
    (name,) = question.columns_in(export.layout)
    nothing = (*NOT_ANSWERED, "No") if question.kind == "multiple" else NOT_ANSWERED
    return [
        sum(cell not in nothing for cell in cells)
        for column, cells in zip(export.columns, export.cells, strict=True)
        if name in (column.header, column.code)
    ]


def test_the_bands_of_health_analysts_are_those_of_the_file(tmp_path: Path) -> None:
    file = SURVEYS / "nhs-analysts-2022/apha_cpd_survey.csv"
    drafted = tmp_path / "questionnaire.toml"
    drafted.write_text(draft_questionnaire(read_export(file)), encoding="utf-8")
    band = read_questionnaire(drafted).question("q05a_afc_band_cat")
    findings = analyse(file, _plan([band], tmp_path))
    (table,) = (one for one in findings.tables() if one.code == "everything")
    shown = {row.label: row.cells[0][0].value for row in table.blocks[1].rows}
    counted = pl.read_csv(file, infer_schema=False)["q05a_afc_band_cat"].value_counts()
    expected = dict(counted.iter_rows())
    assert shown["Band 6 or 7"] == expected["Band 6 or 7"]
    assert shown["Total"] == sum(number for text, number in expected.items() if text != "-")
