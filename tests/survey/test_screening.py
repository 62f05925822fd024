"""Who is kept, who is not, and why: by rule, by two people, and by the one who settles it."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.survey.small_answers import small_answers
from theodolite.settings.errors import UnknownName, UnreadableFile, UnusableSettings
from theodolite.survey.answers.answers import Answers
from theodolite.survey.conditions import Condition
from theodolite.survey.decisions import UnclearDecisions
from theodolite.survey.errors import NobodyLeft
from theodolite.survey.plan import Rejection, Screening
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.screening import Decision, Decisions, read_decisions, screen

ROLE = Question("role", "Role", "single", options=(Option("physicist"), Option("nurse")))
HOURS = Question("hours", "Hours", "scale", parts=(Part("code"), Part("support")))
NOT_OURS = Rejection("Not our role", Condition("role", equals="nurse"))
NO_HOURS = Rejection("No computing hours", Condition("hours", total_at_most=0))


def five() -> Answers:
    """r1 and r5 do our work, r2 is a nurse, r3 has no hours, r4 is a nurse without hours."""
    columns = {
        "role": ["physicist", "nurse", "physicist", "nurse", "physicist"],
        "hours.code": [10, 5, 0, 0, None],
        "hours.support": [0, 5, 0, None, None],
    }
    return small_answers([ROLE, HOURS], columns)


def written(folder: Path, text: str, name: str = "decisions.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def made(*decisions: Decision) -> Decisions:
    return Decisions(tuple(decisions))


def test_the_first_rule_that_holds_gives_the_reason() -> None:
    screened = screen(five(), Screening(rules=(NOT_OURS, NO_HOURS)))
    assert screened.rejected == (
        ("r2", "Not our role"),
        ("r3", "No computing hours"),
        ("r4", "Not our role"),
    )
    assert screened.reasons == (("Not our role", 2), ("No computing hours", 1))
    assert screened.kept.frame["respondent"].to_list() == ["r1", "r5"]
    turned = screen(five(), Screening(rules=(NO_HOURS, NOT_OURS)))
    assert turned.reasons == (("No computing hours", 2), ("Not our role", 1))


def test_whoever_left_all_hours_empty_has_not_said_that_there_are_none() -> None:
    kept = screen(five(), Screening(rules=(NO_HOURS,))).kept
    assert "r5" in kept.frame["respondent"]


def test_a_rule_that_met_nobody_is_counted_as_0() -> None:
    never = Rejection("Superhuman", Condition("hours", part="code", at_least=200))
    assert screen(five(), Screening(rules=(never,))).reasons == (("Superhuman", 0),)


def test_what_both_people_say_holds_and_where_they_differ_the_final_word_does() -> None:
    screened = screen(
        five(),
        Screening(),
        decisions=made(
            Decision("r1", "keep", "keep"),
            Decision("r2", "reject", "reject", reason="Not computing"),
            Decision("r3", "keep", "reject", "reject", "Retired"),
            Decision("r4", "reject", "keep", "keep"),
        ),
    )
    assert screened.rejected == (("r2", "Not computing"), ("r3", "Retired"))
    assert [one.respondent for one in screened.disagreements] == ["r3", "r4"]
    assert screened.waiting == ()
    assert screened.unseen == 1
    assert screened.warnings == ("Kept although no person has looked at them: 1.",)
    assert screened.agreement is not None
    assert (screened.agreement.agreed, screened.agreement.records) == (2, 4)


def test_an_unsettled_respondent_is_kept_and_waits() -> None:
    differing = Decision("r1", "keep", "reject")
    halfway = Decision("r2", "reject", "")
    screened = screen(five(), Screening(), decisions=made(differing, halfway))
    assert screened.kept.size == 5
    assert screened.waiting == (differing, halfway)
    assert screened.disagreements == (differing,)
    assert screened.warnings[0] == (
        "Kept although the screeners have not settled on them: 2."
        " Write keep or reject into the column final."
    )


def test_rules_need_no_people_and_people_cannot_undo_them() -> None:
    screened = screen(
        five(), Screening(rules=(NOT_OURS,)), decisions=made(Decision("r2", "keep", "reject"))
    )
    assert screened.rejected[0] == ("r2", "Not our role")
    assert screened.waiting == ()


def test_without_people_there_is_no_agreement_and_nothing_to_warn_of() -> None:
    screened = screen(five(), Screening())
    assert (screened.agreement, screened.warnings, screened.unseen) == (None, (), 5)


def test_a_reason_that_people_share_with_a_rule_is_counted_once() -> None:
    decided = made(Decision("r1", "reject", "reject", reason="Not our role"))
    screened = screen(five(), Screening(rules=(NOT_OURS,)), decisions=decided)
    assert screened.reasons == (("Not our role", 3),)


def test_rejecting_everyone_is_refused_with_the_reasons() -> None:
    everyone = Rejection("Has a role", Condition("role", is_missing=False))
    with pytest.raises(NobodyLeft, match=r"rejects all 5 respondents: 5 for 'Has a role'\."):
        screen(five(), Screening(rules=(everyone,)))


def test_screening_nobody_is_refused() -> None:
    nobody = replace(five(), frame=five().frame.clear())
    with pytest.raises(NobodyLeft, match="no respondents to screen"):
        screen(nobody, Screening())


def test_a_decision_on_someone_unknown_offers_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"no respondent 'r11'.*row 7 of decisions.*'r1'"):
        screen(five(), Screening(), decisions=made(Decision("r11", "keep", "keep", row=7)))


@pytest.mark.parametrize(
    ("when", "kind", "message"),
    [
        (Condition("rule", equals="nurse"), UnknownName, "Did you mean 'role'"),
        (Condition("role", equals="nurs"), UnknownName, "Did you mean 'nurse'"),
        (Condition("role", one_of=("nurse", "physicst")), UnknownName, "Did you mean 'physicist'"),
        (Condition("hours", part="codes", at_least=1), UnknownName, "Did you mean 'code'"),
        (Condition("role", part="code", is_missing=True), UnknownName, "no part of 'role' 'code'"),
        (Condition("hours", at_least=1), UnusableSettings, "Add part = 'code'"),
        (Condition("role", at_least=1), UnusableSettings, "its answers are words"),
        (Condition("role", equals=1.0), UnusableSettings, "equals 1.0, but its answers are words"),
        (Condition("hours", part="code", equals="1"), UnusableSettings, "answers are numbers"),
        (Condition("hours", part="code", equals=True), UnusableSettings, "answers are numbers"),
    ],
)
def test_a_rule_that_cannot_be_put_to_the_answers_says_why(
    when: Condition, kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message) as caught:
        screen(five(), Screening(rules=(Rejection("Odd", when),)))
    assert "creening rule 'Odd'" in str(caught.value)


def test_decisions_are_read_whatever_their_case_order_and_separator(tmp_path: Path) -> None:
    lines = "Second;First;Respondent;Reason;Final\nREJECT;Kept;r1;Too little;exclude\n;;r2;;\n"
    path = written(tmp_path, "\ufeff" + lines)
    assert read_decisions(path).made == (
        Decision("r1", "keep", "reject", "reject", "Too little", row=2),
        Decision("r2", "", "", row=3),
    )


def test_two_columns_of_decisions_are_enough(tmp_path: Path) -> None:
    path = written(tmp_path, "respondent,first,second\nr1,keep,reject\n\nr2,reject,reject\n")
    decisions = read_decisions(path)
    assert [one.row for one in decisions.made] == [2, 4]
    screened = screen(five(), Screening(), decisions=decisions)
    assert screened.rejected == (("r2", "Rejected by both screeners"),)


def test_everything_wrong_with_the_decisions_is_listed_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "respondent,first,second,final,reason\n"
        "r1,keep,maybe,,\n"
        ",keep,keep,,\n"
        "r1,keep,keep,reject,\n"
        "r3,reject,reject,,old, retired\n",
    )
    with pytest.raises(UnclearDecisions) as caught:
        read_decisions(path)
    assert str(caught.value).splitlines() == [
        "The decisions in decisions.csv cannot be followed:",
        "  - row 2 has 'maybe' as second; write keep or reject, or leave it empty",
        "  - row 3 names no respondent",
        "  - row 5 has more cells than columns; put quotation marks round a text with commas",
        "  - row 4 decides on 'r1' again, after row 2; keep one of them",
        "  - row 4 ends in reject for 'r1', though both people say keep; change one of the three",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "are empty"),
        (b"respondent,first\nr1,keep\n", "no column 'second'"),
        (b"respondent,first,second,finall\n", "'finall', which is not one of"),
        (b"respondent,first,second,second\n", "'second', twice"),
        (b'respondent,first,second\n"r1,keep,keep\n', "quotation mark that is not closed"),
        ("respondent,first,second\nRené,keep,keep".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_file_that_holds_no_decisions_says_what_is_wrong(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(content)
    with pytest.raises((UnclearDecisions, UnreadableFile), match=message):
        read_decisions(path)


def test_a_file_of_decisions_that_is_not_there_offers_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, "", name="decisions.csv")
    with pytest.raises(UnreadableFile, match=r"Did you mean 'decisions\.csv'\?"):
        read_decisions(tmp_path / "decision.csv")
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_decisions(tmp_path)


WORD = st.sampled_from(["keep", "reject", ""])
JUDGED = st.lists(st.tuples(st.sampled_from(["physicist", "nurse"]), WORD, WORD), min_size=1)


@given(JUDGED, st.randoms(use_true_random=False))
def test_kept_and_rejected_are_received_in_any_order_of_rows(
    judged: list[tuple[str, str, str]], chance: random.Random
) -> None:
    answers = small_answers([ROLE], {"role": [role for role, _, _ in judged]})
    decisions = made(
        *(Decision(f"r{n}", one, two) for n, (_, one, two) in enumerate(judged, start=1))
    )
    order = chance.sample(range(answers.size), answers.size)
    try:
        screened = screen(answers, Screening(rules=(NOT_OURS,)), decisions=decisions)
    except NobodyLeft:
        assert all("nurse" in one or one[1:] == ("reject", "reject") for one in judged)
        return
    assert screened.kept.size + len(screened.rejected) == screened.received == len(judged)
    assert sum(count for _, count in screened.reasons) == len(screened.rejected)
    shuffled = screen(
        replace(answers, frame=answers.frame[order]),
        Screening(rules=(NOT_OURS,)),
        decisions=decisions,
    )
    assert shuffled.rejected == screened.rejected
    assert shuffled.kept.frame.sort("row").equals(screened.kept.frame)
    assert (shuffled.reasons, shuffled.unseen) == (screened.reasons, screened.unseen)
    assert shuffled.waiting == screened.waiting
