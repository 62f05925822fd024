"""One question is corrected in the text of a questionnaire, and nothing else is touched."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.settings.errors import CorrectableError
from theodolite.survey.drafting.correcting import (
    blocks_in,
    corrected,
    correction_of,
    reasons_in,
)
from theodolite.survey.questionnaire import Question, questionnaire_in

TEXT = """# Drafted from answers.csv.
title = "Survey"

# single: 2 different answers; answered by 3 of 3.
[[questions]]
code = "post"
text = "Post"
kind = "single"
options = ["Scientist", { code = "Eng", text = "Engineer", group = "Technical" }]

# scale: 2 columns on one scale; answered by 3 of 3.
[[questions]]
code = "use"
text = "Use"
kind = "scale"
parts = [{ code = "a", text = "At home", column = "A" }, { code = "b", column = "B" }]
low = 1
high = 5
"""


def test_a_correction_changes_its_question_only() -> None:
    said = replace(correction_of(question("use")), text="How often is it used?", high=7.0)
    found = corrected(TEXT, "use", said)
    assert found == TEXT.replace('"Use"', '"How often is it used?"').replace("high = 5", "high = 7")


def test_nothing_said_changes_nothing() -> None:
    assert corrected(TEXT, "post", correction_of(question("post"))) == TEXT


def test_an_option_keeps_its_group_when_it_is_renamed_and_moved() -> None:
    said = replace(
        correction_of(question("post")), options="Eng | Clinical engineer\nScientist\nOther"
    )
    options = questionnaire_in(corrected(TEXT, "post", said)).question("post").options
    assert [(one.code, one.text, one.group) for one in options] == [
        ("Eng", "Clinical engineer", "Technical"),
        ("Scientist", "", ""),
        ("Other", "", ""),
    ]


def test_a_kind_that_needs_options_is_refused_without_them() -> None:
    with pytest.raises(CorrectableError, match="lists no options"):
        corrected(TEXT, "post", replace(correction_of(question("post")), options=""))


def test_a_part_that_the_export_does_not_have_is_refused() -> None:
    with pytest.raises(CorrectableError, match="There is no part 'c'"):
        corrected(TEXT, "use", replace(correction_of(question("use")), parts="a\nc"))


def test_a_line_without_a_code_is_refused() -> None:
    with pytest.raises(CorrectableError, match="has no code before"):
        corrected(TEXT, "post", replace(correction_of(question("post")), options="| Engineer"))


def test_reasons_and_blocks_belong_to_their_questions() -> None:
    assert reasons_in(TEXT)[1] == "scale: 2 columns on one scale; answered by 3 of 3."
    assert list(blocks_in(TEXT)) == ["", "post", "use"]
    assert blocks_in(TEXT)["post"].startswith('code = "post"')


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30)


@given(WORDS, st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_whatever_is_typed_is_read_back_the_same_or_refused(
    title: str, options: list[tuple[str, str]]
) -> None:
    lines = "\n".join(f"{code} | {text}" for code, text in options)
    said = replace(correction_of(question("post")), text=title, options=lines)
    try:
        found = questionnaire_in(corrected(TEXT, "post", said)).question("post")
    except CorrectableError:
        return
    assert found.text == " ".join(title.split())
    assert correction_of(found) == replace(
        said, text=found.text, options=correction_of(found).options
    )


def question(code: str) -> Question:
    return questionnaire_in(TEXT).question(code)
