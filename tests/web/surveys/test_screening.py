"""A screener decides on one respondent after the other, and can think again until all is open."""

import pytest

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import (
    NOW,
    REASON,
    Made,
    at,
    judge,
    shown,
)
from theodolite.store.models import Assessment, Screening
from theodolite.store.retention import erase_data_set
from theodolite.store.surveys.screening import (
    Judgement,
    ScreeningRefused,
    decide,
    to_screen,
    undo,
)
from theodolite.store.surveys.settling import (
    decisions_of,
)


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
