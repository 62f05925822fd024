"""Every sighting is read, answered once, and told to its member."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.api.asking import listed
from tests.web.conftest import client_of, make_account
from theodolite.jobs.worker import run_due
from theodolite.store.models import Account, Entry, Export, Job, Letter, ListedItem, Sighting
from theodolite.store.subjects import erase_subject
from theodolite.web.sightings.credits import seen_by
from theodolite.web.sightings.giving import Given, give

pytestmark = pytest.mark.django_db
AWAITING = "/sightings/awaiting/"
ANSWER = {"decision": "kept", "answer": "Thank you, we had not seen it."}


def sighting_of(account: Account, given: str = "A thing", **named: object) -> Sighting:
    return give(Given(given, "It matters.", **named), account, at=timezone.now()).sighting


def test_the_answer_reaches_the_page_and_the_letter(curator: Client) -> None:
    account = make_account()
    sighting = sighting_of(account)
    answer = curator.post(f"/sightings/{sighting.key}/answer/", ANSWER, follow=True)
    assert "The member has been written to" in answer.text
    mine = client_of(account).get("/sightings/mine/")
    assert ANSWER["answer"] in mine.text
    assert "Answered: kept" in mine.text
    letter = Letter.objects.get(account=account)
    assert ANSWER["answer"] in letter.plain
    assert f"/sightings/{sighting.key}/" in letter.plain
    assert Job.objects.filter(kind="post").exists()
    deeds = [entry.detail for entry in Entry.objects.filter(subject=sighting.key)]
    assert len(deeds) == 2
    assert "answered" in str(deeds[1])


def test_a_second_answer_is_refused_and_both_are_shown(curator: Client) -> None:
    sighting = sighting_of(make_account())
    curator.post(f"/sightings/{sighting.key}/answer/", ANSWER)
    late = {"decision": "discarded", "answer": "Not for us."}
    other = client_of(make_account("curator")).post(f"/sightings/{sighting.key}/answer/", late)
    assert other.status_code == 409
    assert ANSWER["answer"] in other.text
    assert "Not for us." in other.text
    assert Letter.objects.count() == 1


def test_an_answer_without_words_is_not_sent(curator: Client) -> None:
    sighting = sighting_of(make_account())
    page = curator.post(f"/sightings/{sighting.key}/answer/", {"decision": "kept", "answer": ""})
    assert page.status_code == 422
    assert "Write the member an answer" in page.text
    assert not Letter.objects.exists()


def test_nobody_is_asked_to_answer_a_member_who_was_erased(curator: Client) -> None:
    gone = make_account()
    sighting = sighting_of(gone, "A thing of theirs")
    assert "A thing of theirs" in curator.get(AWAITING).text
    erase_subject(gone.email, by="an office", at=timezone.now())
    assert sighting.key not in curator.get(AWAITING).text
    assert "awaits an answer" not in curator.get("/").text
    assert curator.get(f"/sightings/{sighting.key}/").status_code == 200


def test_a_member_who_left_is_answered_and_not_written_to(curator: Client) -> None:
    gone = make_account()
    sighting = sighting_of(gone)
    gone.is_active = False
    gone.save()
    answer = curator.post(f"/sightings/{sighting.key}/answer/", ANSWER, follow=True)
    assert "no letter is sent" in answer.text
    assert not Letter.objects.exists()


def test_being_read_is_told_to_the_member(curator: Client) -> None:
    account = make_account()
    sighting = sighting_of(account)
    curator.post(f"/sightings/{sighting.key}/take-up/")
    assert "Being read" in client_of(account).get("/sightings/mine/").text


def test_the_queue_begins_with_the_longest_waiting_and_tells_what_is_overdue(
    curator: Client,
) -> None:
    account = make_account()
    for number, days in enumerate((1, 40, 20)):
        one = sighting_of(account, f"Thing {number}")
        at = timezone.now() - timedelta(days=days)
        Sighting.objects.filter(pk=one.pk).update(
            given_at=at, due_on=date.today() + timedelta(days=14 - days)
        )
    page = curator.get("/sightings/awaiting/").text
    assert page.index("Thing 1") < page.index("Thing 2") < page.index("Thing 0")
    assert "2 overdue" in page
    assert "Overdue by 26 days" in page
    assert "Due in 13 days" in page


def test_only_who_gave_it_and_curators_see_a_sighting() -> None:
    mine = make_account(group="Imaging")
    sighting = sighting_of(mine)
    others = [
        make_account(),
        make_account(group="Imaging", is_chair=True),
        *(make_account(role) for role in ("council", "analyst", "administrator")),
    ]
    for account in others:
        client = client_of(account)
        assert client.get(f"/sightings/{sighting.key}/").status_code == 404
        assert client.get("/sightings/awaiting/").status_code == 403
        assert client.post(f"/sightings/{sighting.key}/answer/", ANSWER).status_code == 403
        assert "A thing" not in client.get("/sightings/mine/").text
        assert client.post(f"/sightings/{sighting.key}/naming/").status_code == 404
    assert client_of(mine).get(f"/sightings/{sighting.key}/").status_code == 200
    assert client_of(make_account("curator")).get(f"/sightings/{sighting.key}/").status_code == 200
    stranger = client_of(None).get(f"/sightings/{sighting.key}/")
    assert stranger.headers["Location"].startswith("/accounts/login/")


def test_only_who_agreed_is_named_and_may_take_it_back() -> None:
    named, unnamed = make_account(), make_account()
    sighting = sighting_of(named, may_be_named=True)
    sighting_of(unnamed)
    assert seen_by([sighting.identity]) == (named.name,)
    client_of(named).post(f"/sightings/{sighting.key}/naming/", {"may_be_named": "no"})
    assert seen_by([sighting.identity]) == ()


def test_lists_are_given_as_files_of_what_the_page_shows(curator: Client) -> None:
    account = make_account()
    sighting_of(account, "=HYPERLINK(1)")
    sighting_of(make_account(), "Another")
    mine = client_of(account).get("/sightings/mine/?format=csv")
    assert mine["Content-Type"] == "text/csv; charset=utf-8"
    assert "'=HYPERLINK(1)" in mine.text
    assert "Another" not in mine.text
    told = curator.get("/sightings/awaiting/?format=json").json()
    assert [one["What"] for one in told] == ["=HYPERLINK(1)", "Another"]
    assert told[0]["From"] == account.name
    assert sorted(Export.objects.values_list("what", flat=True)) == [
        "my-sightings.csv",
        "sightings-awaiting.json",
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [("kept", "Kept"), ("discarded", "Not followed up"), ("in conflict", "Being read")],
)
def test_what_triage_decides_of_the_item_is_told_to_the_member(
    curator: Client, state: str, told: str
) -> None:
    account = make_account()
    sighting_of(account, "https://example.org/thing")
    listed("thing", state)
    assert told in client_of(account).get("/sightings/mine/").text
    assert told in curator.get("/sightings/awaiting/").text
    page = curator.get(f"/sightings/{account.sightings.get().key}/").text
    assert "/horizon/item/?of=url%3Ahttps%3A%2F%2Fexample.org%2Fthing" in page


def test_a_sighting_is_placed_and_comes_to_the_inbox_by_itself(framework: None) -> None:
    sighting_of(make_account(), "https://example.org/imaging")
    run_due()
    item = ListedItem.objects.get()
    assert (item.kind, item.state) == ("sighting", "waiting")
    assert item.sources == ["Members' sightings"]
