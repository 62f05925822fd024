"""One respondent's answers are told in the words of the questionnaire, and nothing is made up."""

from theodolite.survey.answers import Answers, answers_in
from theodolite.survey.answers.opening import export_in
from theodolite.survey.one_respondent import Said, said_by
from theodolite.survey.pseudonyms import answer_key, pseudonyms, renamed, withheld
from theodolite.survey.questionnaire import questionnaire_in

ANSWERS = """number,post,hours,a,b,tools,comment
7,S,20,60,40,pen;ruler,hello
8,Other,,0,100,,
"""
ASKED = """title = "Small"
[respondent]
id = "number"
[[questions]]
code = "post"
text = "Post"
kind = "single"
options = [{ code = "S", text = "Scientist" }]
[[questions]]
code = "hours"
text = "Hours"
kind = "number"
unit = "h"
[[questions]]
code = "shares"
text = "Shares"
kind = "share"
parts = [{ code = "a", text = "Work", column = "a" }, { code = "b", text = "Rest", column = "b" }]
[[questions]]
code = "tools"
text = "Tools"
kind = "multiple"
options = [{ code = "pen", text = "A pen" }, { code = "ruler", text = "A ruler" }]
[[questions]]
code = "comment"
text = "Comment"
kind = "text"
"""


def answers() -> Answers:
    export, asked = export_in(ANSWERS.encode(), "answers.csv"), questionnaire_in(ASKED)
    named = renamed(answers_in(export, asked), pseudonyms(export, asked, b"k"))
    return withheld(named, b"k", frozenset())


def test_answers_are_told_in_the_words_readers_see() -> None:
    first = answers().frame["respondent"][0]
    assert said_by(answers(), first) == (
        (
            Said("Post", ("Scientist",)),
            Said("Hours", ("20 h",)),
            Said("Shares", ("Work: 60", "Rest: 40")),
            Said("Tools", ("A pen", "A ruler")),
            Said("Comment", (), is_withheld=True),
        ),
    )


def test_what_was_not_answered_is_told_apart_from_what_cannot_be_read() -> None:
    ((post, hours, *_, comment),) = said_by(answers(), answers().frame["respondent"][1])
    assert post == Said("Post", (), is_unreadable=True)
    assert hours == Said("Hours", ())
    assert comment == Said("Comment", ())


def test_someone_who_is_not_there_said_nothing() -> None:
    assert said_by(answers(), "nobody") == ()


def test_typed_words_are_shown_once_they_are_let_pass_and_never_as_a_code() -> None:
    asked = questionnaire_in(
        """title = "Typed"
[respondent]
id = "number"
[[questions]]
code = "comment"
text = "Comment"
kind = "text"
[[questions]]
code = "places"
text = "Places"
kind = "text"
parts = [{ code = "w", text = "Work", column = "work" }, { code = "h", column = "home" }]
"""
    )
    lines = "number,comment,work,home\n7,text messages,Leeds,York\n"
    export = export_in(lines.encode(), "answers.csv")
    names = pseudonyms(export, asked, b"k")
    passed = frozenset({("comment", answer_key(names[0], "text messages", b"k"))})
    kept = withheld(renamed(answers_in(export, asked), names), b"k", passed)
    assert said_by(kept, names[0]) == (
        (Said("Comment", ("text messages",)), Said("Places", (), is_withheld=True)),
    )
