"""A member sends one sighting without signing in, by a link from their mailbox."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.web.conftest import client_of, make_account
from theodolite.store.models import Account, Sighting

pytestmark = pytest.mark.django_db
NEW = "/sightings/new/"
TOLD = {"given": "10.1000/xyz", "why": "It is new."}


def link_for(account: Account, phone: Client) -> str:
    """Half-fill the form, ask for a link, and take it from the letter."""
    answer = phone.post(NEW, TOLD | {"by_mail": "yes"})
    assert answer.headers["Location"] == "/sightings/new/link/"
    phone.post("/sightings/new/link/", {"email": account.email})
    found = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_link_leads_to_the_form_as_it_was_and_one_sighting_is_taken() -> None:
    account, phone = make_account(), client_of(None)
    page = phone.get(link_for(account, phone), follow=True)
    assert 'value="10.1000/xyz"' in page.text
    assert "Sign in and send" not in page.text
    thanks = phone.post(NEW, TOLD)
    assert "has arrived" in thanks.text
    assert Sighting.objects.get().account == account
    again = phone.post(NEW, TOLD | {"given": "Another thing"})
    assert again.headers["Location"].startswith("/accounts/login/")
    assert Sighting.objects.count() == 1


def test_a_link_opens_nothing_but_the_form() -> None:
    account, phone = make_account("curator"), client_of(None)
    phone.get(link_for(account, phone), follow=True)
    for page in ("/sightings/mine/", "/sightings/awaiting/", "/digests/", "/api/tokens", "/"):
        assert phone.get(page).status_code == 302


def test_whoever_has_no_account_is_told_the_same_and_gets_nothing() -> None:
    known = client_of(None).post("/sightings/new/link/", {"email": make_account().email})
    unknown = client_of(None).post("/sightings/new/link/", {"email": "nobody@example.org"})
    assert re.findall("<main.*</main>", known.text, re.DOTALL) == re.findall(
        "<main.*</main>", unknown.text, re.DOTALL
    )
    assert len(mail.outbox) == 1


def test_an_address_that_is_none_is_refused() -> None:
    page = client_of(None).post("/sightings/new/link/", {"email": "nobody"})
    assert "Enter an e-mail address, such as" in page.text
