"""Personal data, as the person and as the office see it."""

import json
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.web.conftest import PASSWORD, client_of, make_account
from theodolite.store.consents import consent_of
from theodolite.store.models import Account, Complaint, Entry, Export, Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Account:
    return make_account()


@pytest.fixture
def hers(ada: Account) -> Client:
    return client_of(ada)


def complaint(said: str = "Too many letters.", days_ago: int = 0) -> Complaint:
    received = timezone.now() - timedelta(days=days_ago)
    return Complaint.objects.create(email="bo@example.org", said=said, received_at=received)


def test_a_member_takes_everything_along_and_that_is_written_down(
    ada: Account, hers: Client
) -> None:
    told = hers.post("/privacy/mine/data/")
    assert json.loads(told.content)["email"] == ada.email
    assert told.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    export = Export.objects.get()
    assert (export.by, export.what) == (ada.key, "my own data")
    assert Entry.objects.filter(kind="export", by=ada.key).exists()


def test_what_is_held_of_a_member_is_named_in_her_words(ada: Account, hers: Client) -> None:
    hers.post("/privacy/mine/data/")
    page = hers.get("/privacy/mine/").content.decode()
    assert "Lines of the history" in page
    assert "Files taken out" in page


def test_consent_is_given_and_taken_back_on_one_page(ada: Account, hers: Client) -> None:
    assert "You have not agreed to this." in hers.get("/privacy/mine/").content.decode()
    hers.post("/privacy/mine/agree/directory/", {"agree": "yes"})
    assert consent_of(ada, "directory", timezone.now())
    in_three_years = timezone.now() + timedelta(days=3 * 365)
    assert consent_of(ada, "directory", in_three_years) is None
    hers.post("/privacy/mine/agree/directory/", {"agree": "no"})
    assert consent_of(ada, "directory", timezone.now()) is None


def test_a_purpose_that_does_not_exist_is_told(hers: Client) -> None:
    answer = hers.post("/privacy/mine/agree/directry/", {"agree": "yes"})
    assert answer.status_code == 422
    assert "Did you mean &#x27;directory&#x27;?" in answer.content.decode()


def test_a_member_has_herself_erased_by_typing_her_address(ada: Account, hers: Client) -> None:
    hers.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = hers.post("/privacy/mine/erase/", {"email": "someone@example.org"})
    assert "is not the address of this account" in page.content.decode()
    assert not Job.objects.exists()
    hers.post("/privacy/mine/erase/", {"email": ada.email.upper()})
    assert Job.objects.get().detail["subject"] == ada.key
    assert hers.get("/privacy/mine/").status_code == 302, "she is signed out"


def test_whoever_finds_a_session_open_cannot_erase_the_account(ada: Account, hers: Client) -> None:
    answer = hers.post("/privacy/mine/erase/", {"email": ada.email})
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not Job.objects.exists()
    hers.post(answer.headers["Location"], {"password": PASSWORD}, follow=True)
    assert Job.objects.get().detail["subject"] == ada.key


def test_the_only_administrator_is_not_erased() -> None:
    only = make_account("administrator")
    client = client_of(only)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = client.post("/privacy/mine/erase/", {"email": only.email})
    assert answer.status_code == 422
    assert "Make someone else administrator first" in answer.content.decode()
    assert not Job.objects.exists()


def test_a_stranger_complains_and_is_acknowledged_and_answered_once(
    stranger: Client, administrator: Client
) -> None:
    stranger.post("/privacy/complain/", {"said": "Too many letters.", "email": "Bo@example.org"})
    made = Complaint.objects.get()
    administrator.post(f"/privacy/complaints/{made.key}/acknowledged/")
    administrator.post(f"/privacy/complaints/{made.key}/acknowledged/")
    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]

    administrator.post(f"/privacy/complaints/{made.key}/", {"answer": "Sorry; you get none now."})
    again = administrator.post(f"/privacy/complaints/{made.key}/", {"answer": "Another."})
    assert again.status_code == 422
    assert len(mail.outbox) == 2
    made.refresh_from_db()
    assert made.answer == "Sorry; you get none now."
    deeds = Entry.objects.filter(kind="complaint", subject=made.key).order_by("number")
    assert [json.loads(one.detail)["deed"] for one in deeds] == [
        "received", "acknowledged", "answered",
    ]  # fmt: skip
    assert "letters" not in "".join(one.detail for one in deeds)


def test_nothing_is_noted_if_the_letter_could_not_be_sent(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise smtplib.SMTPServerDisconnected("no answer")

    made = complaint()
    monkeypatch.setattr("theodolite.web.privacy.complaining.send_mail", refuse)
    answer = administrator.post(f"/privacy/complaints/{made.key}/acknowledged/")
    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.acknowledged_at is None


def test_a_complaint_is_overdue_after_thirty_days(administrator: Client) -> None:
    complaint(days_ago=30)
    late = complaint(days_ago=31)
    assert late.is_overdue(timezone.now())
    assert (
        "<strong>2 overdue.</strong>" in administrator.get("/privacy/complaints/").content.decode()
    )


def test_nobody_buries_the_office_in_complaints(stranger: Client) -> None:
    said = {"said": "Too many letters.", "email": "bo@example.org"}
    answers = [stranger.post("/privacy/complain/", said) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [200]
    assert "Too many letters." in answers[-1].content.decode(), "what was typed is still there"
    assert "try again in an hour" in answers[-1].content.decode()
    assert Complaint.objects.count() == 10


def test_every_complaint_in_the_list_is_opened_from_it(administrator: Client) -> None:
    made = complaint()
    listed = administrator.get("/privacy/complaints/").content.decode()
    assert f'href="/privacy/complaints/{made.key}/"' in listed


def test_the_office_finds_hands_over_and_erases_a_person(
    ada: Account, administrator: Client
) -> None:
    page = administrator.get("/privacy/subject/", {"subject": ada.email}).content.decode()
    assert f"Held of {ada.email}" in page
    silent = administrator.post("/privacy/subject/data/", {"subject": ada.key, "why": ""})
    assert "Say why; it is written down" in silent.content.decode()
    assert not Export.objects.exists()
    file = administrator.post("/privacy/subject/data/", {"subject": ada.key, "why": "by letter"})
    assert json.loads(file.content)["account"] == ada.key
    assert Export.objects.get().why == "by letter"
    administrator.post("/privacy/subject/erase/", {"subject": ada.key, "why": "by letter"})
    assert Job.objects.get(kind="erase").detail == {"subject": ada.key, "why": "by letter"}


def test_someone_unknown_is_told_as_such(administrator: Client) -> None:
    answer = administrator.get("/privacy/subject/", {"subject": "nobody@example.org"})
    assert answer.status_code == 422
    assert "Nobody here has the e-mail address" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["complaints/", "subject/", "exports/", "kept/", "subject/?subject=x"]
)
def test_the_offices_pages_are_for_administrators_only(
    address: str, curator: Client, analyst: Client, council: Client, stranger: Client
) -> None:
    for client in (curator, analyst, council):
        assert client.get(f"/privacy/{address}").status_code == 403
    assert stranger.get(f"/privacy/{address}").status_code == 302


@pytest.mark.parametrize("page", ["exports", "complaints", "subject", "kept"])
def test_each_page_of_the_office_leads_to_the_others(page: str, administrator: Client) -> None:
    said = administrator.get(f"/privacy/{page}/").content.decode()
    assert 'href="/administration/people/"' in said.partition('aria-label="Administration"')[2]


def test_what_is_kept_can_be_backed_up_or_deleted_now(administrator: Client) -> None:
    assert administrator.get("/privacy/kept/").status_code == 200
    administrator.post("/privacy/kept/backup/")
    administrator.post("/privacy/kept/retain/")
    assert administrator.post("/privacy/kept/scan/").status_code == 404
    assert sorted(Job.objects.values_list("kind", flat=True)) == ["backup", "retain"]


@pytest.mark.parametrize("page", ["", "about/", "accessibility/", "complain/"])
def test_everyone_may_read_the_notices(page: str, stranger: Client) -> None:
    assert stranger.get(f"/privacy/{page}").status_code == 200
