"""Each layout a survey tool exports in ends in the same typed answers."""

from pathlib import Path

import pytest

from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey.answers import read_answers, read_export
from theodolite.survey.questionnaire import Option, Part, Question, Questionnaire, RespondentColumns


def test_limesurvey_with_codes_and_texts_joined_by_an_underscore(tmp_path: Path) -> None:
    file = _written(
        tmp_path,
        "id,job._.Your job?,lang[SQ001]._.You use? [R],lang[SQ002]._.You use? [Python [3]],"
        "time[a]._. [Teaching]\n"
        "7,Nurse,Yes,No,\ufeff1 (None at all)\n"
        "8,,,,10 (All my time)\n",
    )
    answers = read_answers(
        file,
        _asking(
            Question("job", "Job", "single", options=_options("Nurse", "Engineer")),
            Question("lang", "Use", "multiple", options=_options("R", "Python [3]")),
            Question("time", "Time", "scale", parts=(Part("a"),)),
            id="id",
        ),
    )
    assert answers.layout == "limesurvey"
    assert answers.frame.rows() == [
        ("7", 2, None, "Nurse", True, False, 1.0),
        ("8", 3, None, None, None, None, 10.0),
    ]
    assert answers.unreadable == ()


def test_limesurvey_with_a_full_stop_after_the_code(tmp_path: Path) -> None:
    file = _written(tmp_path, "job2-1. What is your job?,age. Your age?\nNurse,30\n")
    export = read_export(file)
    assert export.layout == "limesurvey"
    assert [(column.code, column.text) for column in export.columns] == [
        ("job2-1", "What is your job?"),
        ("age", "Your age?"),
    ]


QUALTRICS = (
    "StartDate,EndDate,ResponseId,Q1,Q2_1,Q2_2\n"
    "Start Date,End Date,Response ID,Your job?,You use? - Selected Choice - R,"
    "You use? - Selected Choice - Python\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""_recordId""}",'
    '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID2""}"\n'
    "2024-01-01 10:00:00,2024-01-01 10:02:30,R_1,Nurse,R,\n"
)


def test_qualtrics_has_three_rows_of_headers(tmp_path: Path) -> None:
    answers = read_answers(
        _written(tmp_path, QUALTRICS),
        _asking(
            Question("job", "Your job?", "single", options=_options("Nurse"), columns=("Q1",)),
            Question("Q2", "You use?", "multiple", options=_options("R", "Python")),
            id="ResponseId",
            started="StartDate",
            ended="EndDate",
        ),
    )
    assert answers.layout == "qualtrics"
    assert answers.frame.rows() == [("R_1", 4, 150.0, "Nurse", True, False)]


def test_a_question_is_found_by_its_text_too(tmp_path: Path) -> None:
    question = Question("job", "Job", "single", options=_options("Nurse"), columns=("your  JOB?",))
    answers = read_answers(_written(tmp_path, QUALTRICS), _asking(question))
    assert answers.frame["job"].to_list() == ["Nurse"]


def test_smartsurvey_puts_options_in_a_second_row(tmp_path: Path) -> None:
    file = _written(
        tmp_path,
        "UserID,UserNo,Started,Ended,1. Your job?,2. You use?,,\n"
        ",,,,,R,Python,Other\n"
        "11,1,01/02/2024 10:00,01/02/2024 10:01,Nurse,R,,Julia\n",
    )
    answers = read_answers(
        file,
        _asking(
            Question("job", "Job", "single", options=_options("Nurse"), columns=("1",)),
            Question("use", "Use", "multiple", options=_options("R", "Python"), columns=("2",)),
            id="UserID",
            started="Started",
            ended="Ended",
        ),
    )
    assert answers.layout == "smartsurvey"
    assert answers.frame.rows() == [("11", 3, 60.0, "Nurse", True, False)]
    assert any("'Other' (1)" in note for note in answers.notes)


def test_smartsurvey_may_repeat_a_number_over_the_options(tmp_path: Path) -> None:
    file = _written(tmp_path, "1. R.,1. C - sharp.,2. Why?\nR.,,Because\n,C - sharp.,\n,,\n,,No\n")
    answers = read_answers(
        file,
        _asking(
            Question("use", "Use", "multiple", options=_options("R", "C - sharp"), columns=("1",)),
            Question("why", "Why", "text", columns=("2",)),
        ),
    )
    assert answers.frame.select("row", "use.R", "use.C - sharp", "why").rows() == [
        (2, True, False, "Because"),
        (3, False, True, None),
        (5, None, None, "No"),
    ]


def test_msforms_joins_choices_with_semicolons(tmp_path: Path) -> None:
    file = _written(
        tmp_path,
        "ID,Start time,Completion time,Email,Name,Which do you use?\n"
        "1,1/13/24 9:00:00,1/13/24 9:05:00,a@b.org,A,R;Excel; and the like;Other;\n"
        "2,1/13/24 9:00:00,1/13/24 9:05:00,a@b.org,A,\n",
    )
    use = Question(
        "use",
        "Use",
        "multiple",
        options=_options("R", "Python", "Excel; and the like"),
        columns=("Which do you use?",),
    )
    columns = RespondentColumns(id="ID", started="Start time", ended="Completion time")
    questionnaire = Questionnaire("T", (use,), columns, multiple_separator=",")
    answers = read_answers(file, questionnaire)
    assert answers.layout == "msforms"
    assert answers.frame.rows() == [
        ("1", 2, 300.0, True, False, True),
        ("2", 3, 300.0, None, None, None),
    ]
    assert [(cell.row, cell.value) for cell in answers.unreadable] == [(2, "Other")]


def test_plain_headers_may_name_options_in_brackets(tmp_path: Path) -> None:
    file = _written(tmp_path, "Time on [Teaching],Time on [Research]\n60%,40\n")
    grid = Question(
        "time",
        "Time",
        "share",
        parts=(Part("t", text="Teaching"), Part("r", text="Research")),
        columns=("Time on",),
    )
    answers = read_answers(file, _asking(grid))
    assert answers.layout == "plain"
    assert answers.frame.select("time.t", "time.r").rows() == [(60.0, 40.0)]


def test_a_guessed_layout_is_told_and_a_given_one_is_followed(tmp_path: Path) -> None:
    file = _written(tmp_path, "a. One,b. Two\n1,2\n")
    assert any("like those of LimeSurvey." in note for note in read_export(file).notes)
    plain = read_export(file, layout="plain")
    assert plain.columns[0].code == "a. One"
    assert plain.notes == ()


def test_a_table_of_no_known_tool_is_said_to_be_read_as_a_plain_one(tmp_path: Path) -> None:
    (note,) = read_export(_written(tmp_path, "one,two\n1,2\n")).notes
    assert "of no survey tool that is known, so it was read as a plain table" in note


def test_versions_of_a_question_are_one_and_the_first_answered_counts(tmp_path: Path) -> None:
    file = _written(tmp_path, "edu_de,edu_uk\nMaster,\n,Doctorate\nMaster,Doctorate\n")
    education = Question(
        "edu", "Education", "single", options=_options("Master", "Doctorate"),
        columns=("edu_de", "edu_uk"),
    )  # fmt: skip
    answers = read_answers(file, _asking(education))
    assert answers.frame["edu"].to_list() == ["Master", "Doctorate", "Master"]
    assert [(cell.row, cell.column) for cell in answers.unreadable] == [(4, "edu_uk")]


def test_versions_that_number_options_anew_are_matched_by_text(tmp_path: Path) -> None:
    file = _written(
        tmp_path,
        "f1[SQ1]._.F? [Law],f1[SQ2]._.F? [Music],f2[SQ1]._.F? [Music],f2[SQ2]._.F? [Law]\n"
        "Yes,No,,\n,,Yes,No\n",
    )
    options = (Option("SQ1", text="Law"), Option("SQ2", text="Music"))
    field = Question("field", "Field", "multiple", options=options, columns=("f1", "f2"))
    answers = read_answers(file, _asking(field))
    assert answers.frame.select("field.SQ1", "field.SQ2").rows() == [(True, False), (False, True)]


def test_an_option_can_name_its_own_column(tmp_path: Path) -> None:
    file = _written(tmp_path, "uses_r,uses_python\nx,\n0,checked\n")
    options = (Option("R", column="uses_r"), Option("Python", column="uses_python"))
    answers = read_answers(file, _asking(Question("use", "Use", "multiple", options=options)))
    assert answers.frame.select("use.R", "use.Python").rows() == [(True, False), (False, True)]


def test_a_column_that_is_not_there_is_named_with_the_nearest_ones(tmp_path: Path) -> None:
    file = _written(tmp_path, "job,sallary\nNurse,3\n")
    with pytest.raises(UnknownName, match=r"no column 'salary', which question 'salary'.*sallary"):
        read_answers(file, _asking(Question("salary", "Pay", "number")))


@pytest.mark.parametrize(
    "question",
    [
        Question("lang", "Use", "multiple", options=(Option("R"), Option("Juliet"))),
        Question("lang", "Use", "scale", parts=(Part("R"), Part("Juliet"))),
    ],
)
def test_a_part_or_option_without_a_column_is_named(tmp_path: Path, question: Question) -> None:
    file = _written(tmp_path, "lang[R]._.Use? [R],lang[Julia]._.Use? [Julia]\n1,0\n")
    with pytest.raises(UnknownName, match=r"lang\[Juliet\].*'lang\[Julia\]'"):
        read_answers(file, _asking(question))


def test_a_code_that_the_answers_need_themselves_is_refused(tmp_path: Path) -> None:
    file = _written(tmp_path, "row,job\n3,Nurse\n")
    with pytest.raises(UnusableSettings, match="'row' would be kept as 'row', a name that every"):
        read_answers(file, _asking(Question("row", "Row of seats", "number")))


def test_a_name_that_fits_several_columns_is_refused(tmp_path: Path) -> None:
    file = _written(tmp_path, "lang[R]._.Use? [R],lang[J]._.Use? [J]\nYes,No\n")
    with pytest.raises(UnusableSettings, match="any of 2 columns"):
        read_answers(file, _asking(Question("lang", "Use", "text")))


def _options(*codes: str) -> tuple[Option, ...]:
    return tuple(Option(code) for code in codes)


def _asking(*questions: Question, **columns: str) -> Questionnaire:
    return Questionnaire("Test", questions, RespondentColumns(**columns))


def _written(folder: Path, text: str) -> Path:
    file = folder / "answers.csv"
    file.write_text(text, encoding="utf-8")
    return file
