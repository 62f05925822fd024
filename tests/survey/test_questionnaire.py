"""A questionnaire is read as it was written, or says what no reader could use."""

from pathlib import Path

import pytest

from theodolite.settings.errors import (
    CorrectableError,
    UnknownName,
    UnreadableFile,
    UnusableSettings,
)
from theodolite.survey.questionnaire import (
    Option,
    Part,
    Question,
    Questionnaire,
    read_questionnaire,
)

SMALL = """
title = "Small"
missing = ["-99"]

[respondent]
id = "Response ID"

[[questions]]
code = "role"
text = "What is your role?"
kind = "single"
options = ["staff", {code = "student", text = "Student", also = ["PhD"]}]

[[questions]]
code = "time"
text = "How do you spend your time?"
kind = "share"
parts = ["code", {code = "help", text = "Helping others"}]
asked_if = {question = "role", equals = "staff"}
layout_columns = {limesurvey = ["Q2"]}
"""


def questionnaire(folder: Path, text: str) -> Questionnaire:
    path = folder / "questionnaire.toml"
    path.write_text(text, encoding="utf-8")
    return read_questionnaire(path)


def one_question(**settings: str) -> str:
    lines = "\n".join(f"{name} = {value}" for name, value in settings.items())
    return f'title = "Q"\n[[questions]]\ncode = "a"\ntext = "A"\n{lines}\n'


def test_plain_names_stand_for_options_and_parts(tmp_path: Path) -> None:
    read = questionnaire(tmp_path, SMALL)
    role, time = read.questions
    assert role.options == (Option("staff"), Option("student", "Student", also=("PhD",)))
    assert time.parts == (Part("code"), Part("help", "Helping others"))
    assert time.field_labels() == ("code", "Helping others")


def test_every_kind_of_question_names_its_columns(tmp_path: Path) -> None:
    role, time = questionnaire(tmp_path, SMALL).questions
    ticks = Question("tools", "Tools", "multiple", options=(Option("py", "Python"), Option("r")))
    assert role.fields() == ("role",)
    assert time.fields() == ("time.code", "time.help")
    assert (ticks.fields(), ticks.field_labels()) == (("tools.py", "tools.r"), ("Python", "r"))


def test_a_layout_may_keep_a_question_in_another_column(tmp_path: Path) -> None:
    role, time = questionnaire(tmp_path, SMALL).questions
    assert time.columns_in("limesurvey") == ("Q2",)
    assert (time.columns_in("plain"), role.columns_in("spss")) == (("time",), ("role",))


def test_unknown_questions_and_options_offer_the_nearest(tmp_path: Path) -> None:
    read = questionnaire(tmp_path, SMALL)
    with pytest.raises(UnknownName, match=r"no question 'rol', which table 'x' asks.*'role'"):
        read.question("rol", where="table 'x'")
    with pytest.raises(UnknownName, match=r"no option 'Student', .*question 'role'.*'student'"):
        read.question("role").option("Student")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "Q"', "questions is missing."),
        ('title = "Q"\nquestions = []', "holds no questions. Add at least one table"),
        (one_question(), "questions.1.kind is missing."),
        (one_question(kind='"singl"'), "questions.1.kind is 'singl'. Input should be 'single',"),
        (one_question(kind='"single"'), "'a' is of kind 'single' but lists no options."),
        (one_question(kind='"share"'), "'a' shares out 100 but lists no parts."),
        (one_question(kind='"number"', low='"none"'), "questions.1.low is 'none'."),
        (one_question(kind='"text"', colums='["x"]'), "questions.1.colums is not a setting."),
        (
            one_question(kind='"single"', options='["x", {cod = "y"}]'),
            "questions.1.options.2.cod is not a setting. Did you mean 'code'?",
        ),
        (one_question(kind='"single"', options='["x", "x"]'), "lists the option 'x' twice."),
        (one_question(kind='"scale"', parts='["x", "x"]'), "lists the part 'x' twice."),
        (SMALL.replace('code = "time"', 'code = "role"'), "Question code 'role' is used twice."),
        (
            SMALL.replace('question = "role"', 'question = "roel"'),
            "no question 'roel', which routing of 'time' asks for. Did you mean 'role'?",
        ),
        (
            one_question(kind='"text"', layout_columns='{limesurvy = ["x"]}'),
            "questions.1.layout_columns.limesurvy is 'limesurvy'. Input should be 'limesurvey',",
        ),
        (
            one_question(kind='"text"') + "[respondent]\nids = 'x'",
            "respondent.ids is not a setting",
        ),
    ],
)
def test_what_no_reader_could_use_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises((UnusableSettings, UnknownName)) as caught:
        questionnaire(tmp_path, text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'title = "Q\n', "not valid TOML.*line 1"),
        ('title = "Métiers"'.encode("cp1252"), "not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_questionnaire_says_so(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "questionnaire.toml"
    path.write_bytes(content)
    with pytest.raises(CorrectableError, match=message):
        read_questionnaire(path)


def test_a_questionnaire_that_is_not_there_is_named_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no questionnaire at .*missing\.toml"):
        read_questionnaire(tmp_path / "missing.toml")
