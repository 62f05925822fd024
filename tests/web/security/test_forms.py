"""What is sent must come from our own page, and a session belongs to whoever signed in to it."""

import pytest
from django.conf import settings as site
from django.test import Client

from tests.web.conftest import PASSWORD, client_of, make_account
from tests.web.security.addresses import ADDRESSES, any_address
from theodolite.web.permissions import BY_TOKEN, allowed_to

pytestmark = pytest.mark.django_db

WITHOUT_A_TOKEN = {
    # RFC 8058: the mail program sends this one, with the secret of the letter in the address.
    "digests:unsubscribe",
}
"""Addresses that take what is sent from elsewhere, each with its reason."""


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_form_from_elsewhere_is_refused(name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_account("administrator", "analyst", "curator", "council"))
    answer = client.post(any_address(name), {"anything": "sent"})
    if name in WITHOUT_A_TOKEN:
        assert answer.status_code != 403
    elif allowed_to(ADDRESSES[name].callback) == BY_TOKEN:
        assert answer.status_code in (401, 403, 404, 405)
    else:
        assert answer.status_code == 403
        assert "403_csrf.html" in [template.name for template in answer.templates]


def test_a_form_with_its_token_is_taken() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/accounts/login/")
    token = page.context["csrf_token"]
    said = {"login": make_account().email, "password": PASSWORD, "csrfmiddlewaretoken": str(token)}
    assert client.post("/accounts/login/", said).status_code == 302
    assert client.get("/").status_code == 200


def test_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": make_account().email, "password": PASSWORD})
    assert set(client.cookies) == {site.SESSION_COOKIE_NAME, site.CSRF_COOKIE_NAME}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


def test_a_session_that_was_planted_is_not_the_one_that_is_signed_in() -> None:
    account = make_account()
    attacker, victim = client_of(None), client_of(None)
    attacker.session.save()
    planted = attacker.session.session_key
    victim.cookies[site.SESSION_COOKIE_NAME] = planted
    victim.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert victim.get("/").status_code == 200
    assert victim.cookies[site.SESSION_COOKIE_NAME].value != planted
    attacker.cookies[site.SESSION_COOKIE_NAME] = planted
    assert attacker.get("/").status_code == 302


def test_one_person_s_passkey_is_not_another_s_to_remove() -> None:
    from allauth.mfa.models import Authenticator

    theirs = Authenticator.objects.create(
        user=make_account(), type="webauthn", data={"name": "Phone", "credential": {}}
    )
    mine = Client()
    mine.post("/accounts/login/", {"login": make_account().email, "password": PASSWORD})
    mine.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for page in ("remove", "edit"):
        address = f"/accounts/2fa/webauthn/keys/{theirs.pk}/{page}/"
        assert mine.get(address).status_code == 404
        assert mine.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()
