"""Who screens by which criteria: named once, changed by one at a time, held to who has begun."""

import pytest

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import (
    NOW,
    Made,
    at,
    judge,
)
from theodolite.store.models import Account, Assessment, Entry, Screening
from theodolite.store.surveys.screening import (
    Judgement,
    ScreeningRefused,
    SetUp,
    begin,
    decide,
    to_screen,
)
from theodolite.store.surveys.settling import decisions_of
from theodolite.survey.decisions import Decisions


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


def test_a_screening_is_set_up_once(begun: tuple[Made, Screening]) -> None:
    made, _ = begun
    with pytest.raises(ScreeningRefused, match="Someone else has set up"):
        begin(made.survey, SetUp("x", made.first.key, made.second.key), by="x", at=NOW)


def test_a_screener_who_has_left_is_replaced_unless_all_is_open(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    judge(screening, made.first.key)
    Account.objects.filter(pk=made.first.pk).update(is_active=False)
    third = make_account()
    client = client_of(made.analyst)
    sent = {"criteria": "x", "second": made.second.email, "seen_version": "1"}
    page = client.post(at(made, "set-up/"), {**sent, "first": made.first.email})
    assert page.status_code == 302, "whoever is named already may stay"
    page = client.post(at(made, "set-up/"), {**sent, "first": third.email, "seen_version": "2"})
    assert page.status_code == 302, page.text
    screening.refresh_from_db()
    judge(screening, made.second.key)
    assert decisions_of(made.survey) == Decisions(())
    judge(screening, third.key)
    assert not Assessment.objects.filter(screener=made.first.key, is_open=True).exists()
    Account.objects.filter(pk=third.pk).update(is_active=False)
    sent |= {"first": make_account().email, "seen_version": "3"}
    assert "has decided on 5 respondents already" in client.post(at(made, "set-up/"), sent).text


def test_someone_who_cannot_sign_in_is_not_named(begun: tuple[Made, Screening]) -> None:
    made, _ = begun
    gone = make_account()
    Account.objects.filter(pk=gone.pk).update(is_active=False)
    sent = {"criteria": "x", "first": made.first.email, "second": gone.email, "seen_version": "1"}
    page = client_of(made.analyst).post(at(made, "set-up/"), sent).text
    assert "cannot sign in any more" in page
