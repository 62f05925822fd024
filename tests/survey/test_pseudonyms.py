"""Respondents get names that tell nothing, and typed words stay back until they were read."""

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from theodolite.survey.answers import Answers, Export, answers_in
from theodolite.survey.answers.opening import export_in
from theodolite.survey.pseudonyms import (
    EVERYONE,
    answer_key,
    pseudonyms,
    renamed,
    typed_answers,
    withheld,
)
from theodolite.survey.questionnaire import Questionnaire, questionnaire_in

KEY = b"k" * 32
ANSWERS = """number,post,comment
REG-1001,Scientist,I lead the group at Elsewhere
REG-1002,Technician (Leeds),Nothing to add
REG-1003,Scientist,nothing to ADD!
"""
WITH_NUMBERS = """title = "Small"
[respondent]
id = "number"
[[questions]]
code = "post"
text = "Post"
kind = "single"
options = ["Scientist"]
[[questions]]
code = "comment"
text = "Comment"
kind = "text"
"""
WITHOUT_NUMBERS = WITH_NUMBERS.replace('[respondent]\nid = "number"\n', "")


def read(text: str = ANSWERS, asked: str = WITH_NUMBERS) -> tuple[Export, Questionnaire]:
    return export_in(text.encode(), "answers.csv"), questionnaire_in(asked)


def office(key: bytes = KEY) -> Answers:
    export, asked = read()
    return renamed(answers_in(export, asked), pseudonyms(export, asked, key))


def words(answers: Answers) -> list[str]:
    return answers.frame["comment"].to_list()


def test_a_respondent_has_the_same_name_each_time_under_one_key_and_another_under_another() -> None:
    export, asked = read()
    names = pseudonyms(export, asked, KEY)
    assert names == pseudonyms(export, asked, KEY)
    assert not set(names) & set(pseudonyms(export, asked, b"other"))


def test_names_cannot_be_found_by_listing_registration_numbers() -> None:
    export, asked = read()
    listed = [f"REG-{number}" for number in range(1000, 1100)]
    guessed = {hashlib.sha256(one.encode()).hexdigest()[:12] for one in listed}
    guessed |= {hmac.new(b"", one.encode(), "sha256").hexdigest()[:12] for one in listed}
    assert not guessed & {name.replace("-", "") for name in pseudonyms(export, asked, KEY)}


def test_an_export_without_numbers_names_people_by_their_answers_in_any_order() -> None:
    header, *lines = ANSWERS.splitlines(keepends=True)
    export, asked = read(asked=WITHOUT_NUMBERS)
    turned, _ = read(header + "".join(reversed(lines)), WITHOUT_NUMBERS)
    names = pseudonyms(export, asked, KEY)
    assert len(set(names)) == 3
    assert pseudonyms(turned, asked, KEY) == tuple(reversed(names))


def test_rows_that_are_alike_throughout_are_different_people() -> None:
    text = "post,comment\nScientist,\nScientist,\n"
    assert len(set(pseudonyms(*read(text, WITHOUT_NUMBERS), KEY))) == 2


def test_typed_words_and_unreadable_cells_are_withheld_but_can_be_counted() -> None:
    hidden = withheld(office(), KEY, frozenset())
    assert len(set(words(hidden))) == 2
    assert words(hidden)[1] == words(hidden)[2]
    told = f"{hidden.frame.write_csv()}{hidden.unreadable}{hidden.notes}"
    for secret in ("Elsewhere", "Leeds", "REG-1001", "add"):
        assert secret not in told
    assert len(hidden.unreadable) == 1


def test_single_answers_and_whole_questions_are_let_pass() -> None:
    answers = office()
    second = answer_key(answers.frame["respondent"][1], "Nothing to add", KEY)
    assert words(withheld(answers, KEY, {("comment", second)}))[1] == "Nothing to add"
    assert words(withheld(answers, KEY, {("comment", second)}))[2] != "nothing to ADD!"
    assert words(withheld(answers, KEY, {("comment", EVERYONE)})) == words(answers)


def test_an_analyst_is_shown_everything_that_was_typed() -> None:
    first = answer_key(office().frame["respondent"][0], "I lead the group at Elsewhere", KEY)
    typed = typed_answers(office(), KEY, {("comment", first)})
    assert [(one.words, one.has_passed) for one in typed] == [
        ("I lead the group at Elsewhere", True),
        ("Nothing to add", False),
        ("nothing to ADD!", False),
    ]


SECRETS = st.text(st.characters(categories=["L", "N"]), min_size=5, max_size=12)


@given(st.lists(st.tuples(SECRETS, SECRETS), min_size=1, max_size=6, unique_by=lambda one: one[0]))
def test_nothing_that_was_typed_or_that_names_anyone_is_left(people: list[tuple[str, str]]) -> None:
    lines = "".join(f"#{number}#,Scientist,~{typed}~\n" for number, typed in people)
    export, asked = read(f"number,post,comment\n{lines}")
    answers = renamed(answers_in(export, asked), pseudonyms(export, asked, KEY))
    left = withheld(answers, KEY, frozenset()).frame.write_csv()
    assert "#" not in left
    assert "~" not in left
    assert left.count("\n") == len(people) + 1
