"""Where two screeners differ is settled, and what holds then is what the plan reads."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import client_of
from tests.web.surveys.made import (
    CRITERIA,
    NOW,
    REASON,
    SMALL,
    Made,
    at,
    judge,
    screened_survey,
    shown,
    upload_again,
)
from theodolite.store.models import Entry, Export, Screening, Settlement
from theodolite.store.surveys.screening import (
    Judgement,
    clean_reason,
    decide,
    screened,
    to_screen,
)
from theodolite.store.surveys.settling import (
    CannotSettle,
    Settled,
    conflicts,
    decisions_of,
    settle,
)
from theodolite.survey.decisions import Decision, Decisions, decisions_text, read_decisions


def test_differences_are_settled_by_the_third_person_only(begun: tuple[Made, Screening]) -> None:
    made, screening = begun
    one, two, *_ = to_screen(made.survey)
    judge(screening, made.first.key, {one})
    judge(screening, made.second.key, {two})
    assert [pair.respondent for pair in conflicts(screening)] == [one, two]
    page = client_of(made.first).get(at(made, "conflicts/")).text
    assert "2 left to settle" in page
    assert "Reject</button>" not in page
    with pytest.raises(CannotSettle, match="Only the adjudicator"):
        settle(screening, one, Settled("keep", ""), by=made.first.key, at=NOW)
    client = client_of(made.adjudicator)
    page = client.get(at(made, "conflicts/")).text
    for said in (f"Respondent {one}", f"Reject: {REASON}", str(made.second)):
        assert said in page
    client.post(at(made, "conflicts/"), {"respondent": one, "verdict": "reject", "reason": REASON})
    client.post(at(made, "conflicts/"), {"respondent": two, "verdict": "keep"})
    assert "Nothing is left to settle" in client.get(at(made, "conflicts/")).text
    found = screened(made.survey)
    assert (found.received, found.kept.size) == (6, 4)
    assert dict(found.reasons) == {"No hours": 1, REASON: 1}
    assert Entry.objects.filter(kind="screening settled").count() == 2


def test_without_a_third_person_what_both_then_say_holds(begun: tuple[Made, Screening]) -> None:
    made, screening = begun
    screening.adjudicator = ""
    screening.save()
    one = to_screen(made.survey)[0]
    judge(screening, made.first.key, {one})
    judge(screening, made.second.key)
    for screener, left in ((made.first, 1), (made.second, 0)):
        client = client_of(screener)
        sent = {"respondent": one, "verdict": "reject", "reason": REASON}
        client.post(at(made, "conflicts/"), sent)
        assert len(conflicts(screening)) == left
    assert decisions_of(made.survey).made[0].final == "reject"
    assert Settlement.objects.count() == 2


def test_the_analyst_sees_agreement_with_its_interval_and_who_is_kept(db: None) -> None:
    made = screened_survey()
    client = client_of(made.analyst)
    page = client.get(at(made)).text
    for said in ("118, or 97.52%", "0.83 (95% interval 0.64 to 1)", "Received", "125", "113"):
        assert said in page
    assert "Rejected: No computing hours" in page
    answer = client.post(at(made), {"why": "for the archive"})
    assert answer.content.decode().count("\n") == 122
    assert Export.objects.get().rows == 121


def test_decisions_taken_out_are_the_decisions_a_plan_reads(
    begun: tuple[Made, Screening], tmp_path: Path
) -> None:
    made, screening = begun
    judge(screening, made.first.key, set(to_screen(made.survey)[:2]))
    judge(screening, made.second.key, set(to_screen(made.survey)[1:3]))
    client = client_of(made.analyst)
    file = tmp_path / "decisions.csv"
    file.write_bytes(client.post(at(made), {"why": "to analyse elsewhere"}).content)
    assert read_decisions(file).made == decisions_of(made.survey).made


VERDICTS = st.sampled_from(["keep", "reject"])


@st.composite
def decided(draw: st.DrawFn) -> Decisions:
    names = draw(st.lists(st.from_regex(r"[0-9a-f]{4}-[0-9a-f]{4}", fullmatch=True), unique=True))
    made = []
    for row, name in enumerate(names, start=2):
        first, second = draw(VERDICTS), draw(VERDICTS)
        final = draw(st.sampled_from(["", "keep", "reject"])) if first != second else ""
        reason = clean_reason(draw(st.text(max_size=40) | st.text(";=+-@＝ \ta", max_size=9)))
        made.append(Decision(name, first, second, final, reason, row))
    return Decisions(tuple(made), "decisions.csv")


@given(decided())
def test_whatever_was_decided_is_read_back_equal_and_no_cell_is_a_formula(
    decisions: Decisions,
) -> None:
    text = decisions_text(decisions)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.csv"
        file.write_text(text, "utf-8", newline="")
        assert read_decisions(file) == decisions
    for one in decisions.made:
        for cell in one.reason.split(";"):
            assert not cell.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_reasons_of_two_who_agree_follow_the_order_of_the_criteria(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    one = to_screen(made.survey)[0]
    judge(screening, made.first.key)
    listed = CRITERIA.splitlines()
    decide(screening, made.first.key, Judgement(one, "reject", listed[1]), at=NOW)
    judge(screening, made.second.key, {one})
    assert decisions_of(made.survey).made[0].reason == listed[0]


def test_decisions_wait_for_respondents_whom_the_newest_upload_does_not_have(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    judge(screening, made.first.key)
    judge(screening, made.second.key)
    fewer = "".join(SMALL.splitlines(keepends=True)[:-1])
    for text, decided_on in ((fewer, 4), (SMALL, 5)):
        upload_again(made, text)
        assert len(decisions_of(made.survey).made) == decided_on
        page = client_of(made.analyst).get(at(made))
        assert ("not among the answers that were uploaded last: 1" in page.text) is (
            decided_on == 4
        )


def test_the_difference_that_was_asked_about_is_asked_about_again(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    one, two, *_ = to_screen(made.survey)
    judge(screening, made.first.key, {one, two})
    judge(screening, made.second.key)
    page = client_of(made.adjudicator).post(
        at(made, "conflicts/"), {"respondent": two, "verdict": "reject"}
    )
    assert "Choose the criterion for which you reject" in page.text
    assert shown(page.text) == two
