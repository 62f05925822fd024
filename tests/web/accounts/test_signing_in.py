"""Getting in with a password or a code, a new password, a new address, and getting out."""

import re

import pytest
from django.conf import settings as site
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from pytest_django import Settings

from tests.web.conftest import PASSWORD, client_of, make_account
from theodolite.store.models import Account, Entry

pytestmark = pytest.mark.django_db


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_address_and_password_let_in_however_the_address_is_written(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email.upper())
    assert is_in(client)
    assert Entry.objects.filter(kind="signed in", by=account.key).exists()


def test_passwords_are_kept_as_argon2id(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert make_password(PASSWORD).startswith("argon2$argon2id$")
    from theodolite.web import settings as real

    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client: Client) -> None:
    account = make_account()
    wrong = sign_in(client, account.email, "another pass phrase")
    unknown = sign_in(client, "nobody@example.org")
    said = [
        re.findall(r"nhsuk-error-summary__list.*?</ul>", answer.content.decode(), re.DOTALL)
        for answer in (wrong, unknown)
    ]
    assert said[0] == said[1] != []
    assert not is_in(client)


def test_nobody_signs_up_alone(client: Client) -> None:
    assert b"by invitation" in client.get("/accounts/signup/").content
    said = {"email": "eve@example.org", "password1": "theodolite heron basalt"}
    client.post("/accounts/signup/", said)
    assert not Account.objects.exists()


def test_a_code_by_e_mail_lets_in(client: Client) -> None:
    account = make_account()
    client.post("/accounts/login/code/", {"email": account.email})
    (code,) = re.findall(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$|^[A-Z0-9-]{6,9}$", mail.outbox[0].body, re.M)
    assert not is_in(client)
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert is_in(client)


def test_a_code_for_an_unknown_address_looks_the_same(client: Client) -> None:
    known, unknown = Client(), Client()
    known.post("/accounts/login/code/", {"email": make_account().email})
    answer = unknown.post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert answer.headers["Location"] == "/accounts/login/code/confirm/"
    texts = [
        re.sub(r"value=\S+", "", c.get("/accounts/login/code/confirm/").content.decode())
        for c in (known, unknown)
    ]
    assert texts[0] == texts[1]


def test_a_forgotten_password_is_replaced_through_the_mailbox(client: Client) -> None:
    account = make_account()
    client.post("/accounts/password/reset/", {"email": account.email})
    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    shown = client.get(link, follow=True)
    where = shown.redirect_chain[-1][0]
    client.post(where, {"password1": "theodolite heron basalt"})
    sign_in(client, account.email, "theodolite heron basalt")
    assert is_in(client)
    assert b"does not work any more" in Client().get(link, follow=True).content


def test_a_reset_for_an_unknown_address_looks_the_same(client: Client) -> None:
    answers = [
        client.post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (make_account().email, "nobody@example.org")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert "There is no account for it" in mail.outbox[1].body


def test_a_new_password_ends_all_other_sessions() -> None:
    account = make_account()
    here, there = Client(), Client()
    sign_in(here, account.email)
    sign_in(there, account.email)
    said = {"oldpassword": PASSWORD, "password1": "theodolite heron basalt"}
    here.post("/accounts/password/change/", said)
    assert is_in(here)
    assert not is_in(there)
    assert "changed" in mail.outbox[-1].body


def test_all_other_sessions_can_be_ended() -> None:
    account = make_account()
    here, there = Client(), Client()
    sign_in(here, account.email)
    sign_in(there, account.email)
    assert b"End all others" in here.get("/accounts/sessions/").content
    here.post("/accounts/sessions/")
    assert is_in(here)
    assert not is_in(there)


def test_a_new_address_counts_once_its_letter_was_answered(client: Client) -> None:
    account = make_account()
    sign_in(client, account.email)
    client.post("/accounts/email/", {"email": "moved@example.org", "action_add": "1"})
    assert Account.objects.get().email == account.email
    (letter,) = [one for one in mail.outbox if one.to == ["moved@example.org"]]
    (link,) = re.findall(r"http://testserver(\S+)", letter.body)
    client.post(link)
    assert Account.objects.get().email == "moved@example.org"
    sign_in(client, "moved@example.org")
    assert is_in(client)


def test_signing_out_ends_the_session_on_the_server(client: Client) -> None:
    sign_in(client, make_account().email)
    kept = client.cookies[site.SESSION_COOKIE_NAME].value
    client.post("/accounts/logout/")
    client.cookies[site.SESSION_COOKIE_NAME] = kept
    assert not is_in(client)
    assert not Session.objects.filter(session_key=kept).exists()


def test_one_s_own_name_can_be_changed(client: Client) -> None:
    sign_in(client, make_account().email)
    client.post("/account/", {"name": "Grace Example"})
    assert b"Grace Example" in client.get("/account/").content
    assert Entry.objects.filter(kind="account changed").exists()


def test_letters_that_cannot_be_sent_are_told_of_on_a_page(
    client: Client, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post("/accounts/password/reset/", {"email": make_account().email})
    assert answer.status_code == 422
    assert b"could not be sent" in answer.content


def test_what_went_wrong_at_the_door_is_told_in_our_words(client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "bo@example.org", "password": "wrong"})
    assert "This address and this password do not belong together." in answer.content.decode()


def test_one_s_own_roles_and_groups_are_told_as_colleagues_see_them() -> None:
    account = make_account("curator", "administrator", group="Safety group", is_chair=True)
    browser = client_of(account)
    said = browser.get("/account/").content.decode()
    assert "Administrator, Horizon curator" in said
    assert "Safety group (chair)" in said
    assert "New e-mail address" in browser.get("/accounts/email/").content.decode()
