"""Two people screen apart from each other; what they decide opens at once, and is settled."""

import re
import tempfile
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import (
    CRITERIA,
    NOW,
    SMALL,
    Made,
    screened_survey,
    small_screening,
    upload_again,
)
from theodolite.store.history import verify
from theodolite.store.models import Assessment, Entry, Export, Role, Screening, Settlement
from theodolite.store.retention import erase_data_set
from theodolite.store.surveys.screening import (
    Judgement,
    ScreeningRefused,
    SetUp,
    begin,
    clean_reason,
    decide,
    screened,
    sealed,
    to_screen,
    undo,
)
from theodolite.store.surveys.settling import (
    CannotSettle,
    Settled,
    agreement_of,
    conflicts,
    decisions_of,
    settle,
)
from theodolite.survey.decisions import Decision, Decisions, decisions_text, read_decisions

REASON = CRITERIA.splitlines()[0]


@pytest.fixture
def begun(db: None) -> tuple[Made, Screening]:
    return small_screening()


def judge(screening: Screening, screener: str, rejected: set[str] | None = None) -> None:
    """Decide on everyone, rejecting some."""
    for one in to_screen(screening.survey):
        verdict = "reject" if one in (rejected or set()) else "keep"
        decide(screening, screener, Judgement(one, verdict, REASON), at=NOW)


def at(made: Made, page: str = "") -> str:
    return f"/surveys/{made.survey.key}/screening/{page}"


def shown(page: str) -> str:
    """The respondent whom a page asks about."""
    found = re.search(r"<h1>Respondent ([0-9a-f-]+)</h1>", page)
    assert found is not None
    return found[1]


def test_an_analyst_names_two_screeners_by_their_addresses(begun: tuple[Made, Screening]) -> None:
    made, screening = begun
    client = client_of(made.analyst)
    third = make_account()
    sent = {
        "criteria": "Role outside\n= Unclear",
        "first": made.first.email,
        "second": third.email.upper(),
        "seen_version": "1",
    }
    client.post(at(made, "set-up/"), sent)
    screening.refresh_from_db()
    assert (screening.first, screening.second) == (made.first.key, third.key)
    assert screening.reasons == ("Role outside", "Unclear")
    assert Entry.objects.filter(kind="screening set up", subject=made.survey.key).count() == 2


@pytest.mark.parametrize(
    ("second", "said"),
    [("nobody@example.org", "Nobody has an account"), ("", "This field is required")],
)
def test_a_screener_without_an_account_is_refused(
    begun: tuple[Made, Screening], second: str, said: str
) -> None:
    made, _ = begun
    sent = {"criteria": "x", "first": made.first.email, "second": second, "seen_version": "1"}
    assert said in client_of(made.analyst).post(at(made, "set-up/"), sent).text


def test_one_person_cannot_screen_twice(begun: tuple[Made, Screening]) -> None:
    made, _ = begun
    sent = {"criteria": "x", "first": made.first.email, "second": made.first.email}
    page = client_of(made.analyst).post(at(made, "set-up/"), {**sent, "seen_version": "1"}).text
    assert "One person is named twice" in page


def test_whoever_has_begun_to_decide_stays_a_screener(begun: tuple[Made, Screening]) -> None:
    made, screening = begun
    decide(screening, made.first.key, Judgement(to_screen(made.survey)[0], "keep"), at=NOW)
    sent = {"criteria": "x", "first": make_account().email, "second": made.second.email}
    page = client_of(made.analyst).post(at(made, "set-up/"), {**sent, "seen_version": "1"}).text
    assert "has decided on 1 respondents already" in page


def test_the_second_to_change_the_screening_is_shown_both_versions(
    begun: tuple[Made, Screening],
) -> None:
    made, _ = begun
    client = client_of(made.analyst)
    people = {"first": made.first.email, "second": made.second.email, "seen_version": "1"}
    client.post(at(made, "set-up/"), {**people, "criteria": "One"})
    page = client.post(at(made, "set-up/"), {**people, "criteria": "Two"}).text
    assert "was changed by someone else" in page
    assert "One" in page


def test_a_screener_decides_on_one_after_the_other_and_sees_criteria_and_progress(
    begun: tuple[Made, Screening],
) -> None:
    made, _ = begun
    client = client_of(made.first)
    page = client.get(at(made, "assess/")).text
    for said in (REASON, "No hours: &#x27;hours&#x27; is at most 0", "0 of 5 respondents"):
        assert said in page
    first = shown(page)
    page = client.post(
        at(made, "assess/"), {"respondent": first, "verdict": "keep"}, follow=True
    ).text
    assert "1 of 5 respondents" in page
    assert shown(page) != first
    own = Assessment.objects.get()
    assert (own.respondent, own.screener, own.verdict) == (first, made.first.key, "keep")


def test_a_rejection_without_its_reason_is_asked_for_it(begun: tuple[Made, Screening]) -> None:
    made, _ = begun
    client = client_of(made.first)
    who = to_screen(made.survey)[2]
    sent = {"respondent": who, "verdict": "reject"}
    page = client.post(at(made, "assess/"), sent).text
    assert "Choose the criterion for which you reject" in page
    assert shown(page) == who
    client.post(at(made, "assess/"), {**sent, "reason": "other", "words": "=Left  the field"})
    assert Assessment.objects.get().reason == "Left the field"


def test_a_decision_can_be_undone_and_made_anew_until_all_are_open(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    client = client_of(made.first)
    who = to_screen(made.survey)[0]
    client.post(at(made, "assess/"), {"respondent": who, "verdict": "keep"})
    answer = client.post(at(made, "take-back/"), {"respondent": who}, follow=True)
    assert shown(answer.text) == who
    assert not Assessment.objects.exists()
    judge(screening, made.first.key)
    judge(screening, made.second.key)
    with pytest.raises(ScreeningRefused, match="are open"):
        undo(screening, made.first.key, who, at=NOW)
    with pytest.raises(ScreeningRefused, match="are open"):
        decide(screening, made.first.key, Judgement(who, "reject", REASON), at=NOW)


def test_a_respondent_whom_a_rule_rejects_is_not_asked_about(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    assert len(to_screen(made.survey)) == 5
    with pytest.raises(ScreeningRefused, match="not among the 5"):
        decide(screening, made.first.key, Judgement("0000-0000-0000", "keep"), at=NOW)


def pages_of(made: Made) -> list[str]:
    """Every address under which anything of a screening is told."""
    everyone = [f"assess?respondent={one}" for one in to_screen(made.survey)]
    pages = [at(made, page) for page in ("", "assess", "decided", "conflicts", *everyone)]
    return [*pages, f"/surveys/{made.survey.key}/", "/surveys/mine/", "/surveys/", "/"]


def seen_by(client: Client, made: Made) -> list[str]:
    return [_without_tokens(client.get(page).text) for page in pages_of(made)]


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("roles", [(), ("analyst",), ("analyst", "administrator")])
def test_no_page_changes_with_what_the_other_screener_decided(
    begun: tuple[Made, Screening], roles: tuple[str, ...]
) -> None:
    made, screening = begun
    Role.objects.bulk_create(Role(account=made.first, role=role) for role in roles)
    judge(screening, made.first.key)
    client = client_of(made.first)
    others = to_screen(made.survey)[:4]
    for one in others:
        decide(screening, made.second.key, Judgement(one, "keep"), at=NOW)
    all_kept = seen_by(client, made)
    for one in others:
        decide(screening, made.second.key, Judgement(one, "reject", REASON), at=NOW)
    assert seen_by(client, made) == all_kept


def test_neither_analysts_nor_models_nor_exports_tell_of_closed_decisions(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    judge(screening, made.first.key, set(to_screen(made.survey)[:2]))
    for viewer in (made.analyst, made.second, made.adjudicator, make_account("administrator")):
        assert not Assessment.objects.visible_to(viewer).exists()
    assert decisions_of(made.survey) == Decisions(())
    assert conflicts(screening) == ()
    assert agreement_of(screening) is None
    page = client_of(made.analyst).get(at(made)).text
    assert "stay closed to everyone" in page
    assert "decided on 5 of 5" in page
    content = client_of(made.analyst).post(at(made), {"why": "to look"}).content
    assert content.decode().strip() == "respondent,first,second,final,reason"


def test_the_history_tells_that_a_decision_was_made_but_not_which_until_it_is_open(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    who = to_screen(made.survey)[0]
    decide(screening, made.first.key, Judgement(who, "reject", REASON), at=NOW)
    line = Entry.objects.get(kind="screening assessed")
    assert (line.by, line.subject) == (made.first.key, f"{made.survey.key}/{who}")
    assert line.detail is not None
    assert "reject" not in line.detail
    assert REASON not in line.detail
    own = Assessment.objects.get()
    assert sealed(own.salt, "reject", REASON) in line.detail
    assert verify().broken_at is None


def test_a_decision_and_its_line_in_the_history_stand_or_fall_together(
    begun: tuple[Made, Screening], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, screening = begun

    def fails(*given: object, **named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("theodolite.store.surveys.screening.write_down", fails)
    with pytest.raises(OSError, match="full"):
        judge(screening, made.first.key)
    assert not Assessment.objects.exists()


def test_someone_who_is_not_named_cannot_even_find_the_screening(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    other = client_of(make_account())
    for page in ("assess/", "decided/", "conflicts/"):
        assert other.get(at(made, page)).status_code == 404
    assert client_of(made.adjudicator).get(at(made, "assess/")).status_code == 403
    assert client_of(made.analyst).get(at(made, "assess/")).status_code == 403
    with pytest.raises(ScreeningRefused, match="not one of the two"):
        decide(screening, made.analyst.key, Judgement("x", "keep"), at=NOW)


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


def test_new_respondents_are_screened_blind_again(begun: tuple[Made, Screening]) -> None:
    made, screening = begun
    plan = made.survey.files.get(name="plan")
    judge(screening, made.first.key)
    judge(screening, made.second.key)
    plan.text = plan.text.replace("at_most = 0", "at_most = -1")
    plan.save()
    new = set(to_screen(made.survey)) - {one.respondent for one in decisions_of(made.survey).made}
    (added,) = new
    decide(screening, made.first.key, Judgement(added, "reject", REASON), at=NOW)
    assert not Assessment.objects.visible_to(made.second).filter(respondent=added).exists()
    assert added not in {one.respondent for one in decisions_of(made.survey).made}
    decide(screening, made.second.key, Judgement(added, "reject", REASON), at=NOW)
    assert added in {one.respondent for one in decisions_of(made.survey).made}


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


def test_screeners_are_told_when_the_answers_are_gone(begun: tuple[Made, Screening]) -> None:
    made, screening = begun
    judge(screening, made.first.key)
    data_set = made.survey.data_set
    assert data_set is not None
    erase_data_set(data_set.key, by="x", at=NOW)
    client = client_of(made.first)
    assert "has no answers" in client.get("/surveys/mine/").text
    assert client.get(at(made, "assess/")).status_code == 422
    assert client.get("/").status_code == 200


def test_a_screening_is_set_up_once(begun: tuple[Made, Screening]) -> None:
    made, _ = begun
    with pytest.raises(ScreeningRefused, match="Someone else has set up"):
        begin(made.survey, SetUp("x", made.first.key, made.second.key), by="x", at=NOW)
