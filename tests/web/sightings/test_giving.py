"""A member tells of something, and it is kept with everything that belongs to it."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from tests.web.conftest import client_of, make_account
from theodolite.store.history import verify
from theodolite.store.models import Entry, Sighting
from theodolite.store.workspace import open_workspace
from theodolite.web.sightings.giving import Given, give

NEW = "/sightings/new/"
TOLD = {"given": "Helium shortage https://example.org/helium", "why": "Scanners need it."}

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def kept(identity: str) -> list[object]:
    return [one for one in open_workspace(settings.FOLDER).items() if one.identity == identity]


def test_a_sighting_becomes_an_item_a_row_and_a_line_of_the_history() -> None:
    account = make_account()
    answer = client_of(account).post(NEW, TOLD, follow=True)
    sighting = Sighting.objects.get()
    assert answer.redirect_chain[-1][0] == f"/sightings/{sighting.key}/"
    assert "Received" in answer.text
    (item,) = kept("url:https://example.org/helium")
    assert (item.title, item.kind, item.abstract) == ("Helium shortage", "sighting", TOLD["why"])
    assert item.trail[0].source == "Members' sightings"
    assert account.email not in repr(item)
    assert account.name not in repr(item)
    entry = Entry.objects.get(kind="sighting")
    assert (entry.subject, entry.by) == (sighting.key, account.key)
    assert verify().broken_at is None


def test_a_known_item_says_what_its_sources_said_and_gains_a_place() -> None:
    client = client_of(make_account())
    client.post(NEW, TOLD)
    client_of(make_account()).post(NEW, TOLD | {"given": TOLD["given"].upper(), "why": "Me too."})
    client_of(make_account()).post(
        NEW, TOLD | {"given": "https://example.org/helium", "why": "Me too."}
    )
    (item,) = kept("url:https://example.org/helium")
    assert item.abstract == TOLD["why"]
    assert len(item.trail) == 2


def test_the_same_thing_told_twice_is_one_sighting() -> None:
    client = client_of(make_account())
    client.post(NEW, TOLD)
    again = client.post(NEW, TOLD, follow=True)
    assert Sighting.objects.count() == 1
    assert "told us of this before" in again.text


def test_a_form_left_half_filled_survives_the_sign_in() -> None:
    account, stranger = make_account(), client_of(None)
    answer = stranger.post(NEW, {"given": "10.1000/xyz", "why": ""})
    assert answer.headers["Location"] == "/accounts/login/?next=/sightings/new/"
    assert not Sighting.objects.exists()
    stranger.force_login(account)
    assert 'value="10.1000/xyz"' in stranger.get(NEW).text
    stranger.post(NEW, {"given": "10.1000/xyz", "why": "It is new."})
    assert Sighting.objects.get().identity == "doi:10.1000/xyz"
    assert "10.1000/xyz" not in stranger.get(NEW).text


def test_what_is_missing_is_said_beside_its_field() -> None:
    answer = client_of(make_account()).post(NEW, {"given": "", "why": ""})
    assert "Say what you saw" in answer.text
    assert "Say in one sentence why it matters" in answer.text


def test_a_post_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_account())
    assert client.post(NEW, TOLD).status_code == 403


def test_hostile_words_are_shown_as_words() -> None:
    client = client_of(make_account())
    page = client.post(
        NEW, {"given": "<script>alert(1)</script>", "why": "<b>bold</b>"}, follow=True
    )
    assert "<script>alert" not in page.text
    assert "&lt;b&gt;bold" in page.text


@pytest.mark.parametrize("given", ["\u200b", "\u202e\u2066", "  \u2060 "])
def test_signs_that_show_nothing_are_no_sighting(given: str) -> None:
    answer = client_of(make_account()).post(NEW, TOLD | {"given": given})
    assert answer.status_code == 422
    assert "Say what you saw" in answer.text
    assert not Sighting.objects.exists()


@pytest.mark.parametrize("given", ["😀 👩‍🔬", "שלום\u202e", ".", "https://", "x" * 500])
def test_whatever_else_is_written_is_told_by_a_name(given: str) -> None:
    answer = client_of(make_account()).post(NEW, TOLD | {"given": given}, follow=True)
    assert answer.status_code == 200
    assert "<h1></h1>" not in answer.text
    assert "\u202e" not in answer.text


def test_it_is_due_two_weeks_after_the_day_it_was_given_here(settings: Settings) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    late_there = datetime(2026, 11, 1, 18, tzinfo=UTC)
    sighting = give(Given("A thing", "It matters."), make_account(), at=late_there).sighting
    assert sighting.due_on == date(2026, 11, 16)
