"""One form without signing in: the link comes by e-mail, and is good for that form, once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.core.context import request_context
from django.core import mail
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.web.conftest import make_account
from theodolite.store.models import OneTimeLink
from theodolite.web.accounts.mailed_link import AskedTooOften, person_for, send_link, spend

pytestmark = pytest.mark.django_db


def ask(email: str, number: int = 1) -> None:
    request = RequestFactory().post("/", REMOTE_ADDR=f"192.0.2.{number}")
    with request_context(request):
        send_link(request, email, purpose="sighting", page="account_inactive")


def follow(client: Client) -> None:
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[-1].body)
    answer = client.get(path, follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/inactive/"


def request_of(client: Client) -> HttpRequest:
    return client.get("/accounts/inactive/").wsgi_request


def test_the_link_tells_who_fills_in_the_form_until_it_is_sent(client: Client) -> None:
    account = make_account()
    ask(account.email.upper())
    follow(client)
    request = request_of(client)
    assert person_for(request, purpose="sighting") == account
    assert not request.user.is_authenticated
    spend(request, purpose="sighting")
    assert person_for(request_of(client), purpose="sighting") is None


def test_the_link_is_good_for_nothing_else(client: Client) -> None:
    ask(make_account("administrator").email)
    follow(client)
    assert person_for(request_of(client), purpose="another form") is None
    assert client.get("/").status_code == 302
    assert client.get("/administration/people/").status_code == 302


def test_a_used_link_works_in_no_other_browser(client: Client) -> None:
    ask(make_account().email)
    other = Client()
    follow(client)
    follow(other)
    spend(request_of(client), purpose="sighting")
    assert person_for(request_of(other), purpose="sighting") is None


def test_an_old_link_works_no_more(client: Client) -> None:
    ask(make_account().email)
    follow(client)
    OneTimeLink.objects.update(expires_at=timezone.now())
    assert person_for(request_of(client), purpose="sighting") is None


def test_links_that_are_long_over_are_forgotten_with_their_address() -> None:
    ask(make_account().email)
    OneTimeLink.objects.update(expires_at=timezone.now() - timedelta(days=31))
    ask(make_account().email)
    assert OneTimeLink.objects.count() == 1


def test_an_unknown_or_closed_address_gets_no_letter_and_nobody_can_tell() -> None:
    closed = make_account()
    closed.is_active = False
    closed.save()
    ask("nobody@example.org")
    ask(closed.email)
    assert not mail.outbox


@pytest.mark.parametrize("email", [lambda: make_account().email, lambda: "nobody@example.org"])
def test_asking_again_and_again_is_refused_for_any_address(email: Callable[[], str]) -> None:
    address = email()
    for number in range(4):
        ask(address, number)
    with pytest.raises(AskedTooOften):
        ask(address, 5)
