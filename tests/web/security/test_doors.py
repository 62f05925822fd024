"""Guessing is slow, other names of the host are refused, and nobody is sent elsewhere."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.web.conftest import PASSWORD, make_account

pytestmark = pytest.mark.django_db
ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "https:elsewhere.example",
    "javascript:alert(1)",
    "http://testserver@elsewhere.example/",
    "\t//elsewhere.example/",
)


def sign_in(client: Client, email: str, password: str, **more: str) -> int:
    said = {"login": email, "password": password, **more}
    client.post("/accounts/login/", said)
    return client.get("/").status_code


def test_after_five_wrong_passwords_the_right_one_is_refused_for_a_while() -> None:
    account = make_account()
    for _ in range(5):
        assert sign_in(Client(), account.email, "wrong pass phrase") == 302
    assert sign_in(Client(), account.email, PASSWORD) == 302
    assert sign_in(Client(), make_account().email, PASSWORD) == 200


def test_guessing_at_many_accounts_from_one_place_is_refused() -> None:
    account = make_account()
    for number in range(10):
        sign_in(Client(), f"somebody-{number}@example.org", "wrong pass phrase")
    assert sign_in(Client(), account.email, PASSWORD) == 302


def test_who_is_asking_is_not_taken_from_what_they_say_of_themselves() -> None:
    account = make_account()
    for number in range(10):
        Client().post(
            "/accounts/login/",
            {"login": f"somebody-{number}@example.org", "password": "wrong pass phrase"},
            headers={"x-forwarded-for": f"192.0.2.{number}"},
        )
    assert sign_in(Client(), account.email, PASSWORD) == 302


@pytest.mark.parametrize("page", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_letters_are_sent_a_few_times_only(page: str) -> None:
    account = make_account()
    answers = [Client().post(page, {"email": account.email}).status_code for _ in range(8)]
    assert len(mail.outbox) <= 5
    assert answers[-1] in (200, 429)


def test_a_code_can_be_guessed_at_three_times_only(client: Client) -> None:
    account = make_account()
    client.post("/accounts/login/code/", {"email": account.email})
    (code,) = re.findall(r"^([A-Z0-9-]{6,9})$", mail.outbox[0].body, re.MULTILINE)
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "AAAA-0000"})
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert client.get("/").status_code == 302


def test_the_code_of_an_app_cannot_be_guessed_at_for_long(client: Client) -> None:
    account, secret = make_account(), generate_totp_secret()
    locked = {"secret": get_adapter().encrypt(secret)}
    Authenticator.objects.create(user=account, type="totp", data=locked)
    assert sign_in(client, account.email, PASSWORD) == 302
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    right = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/authenticate/", {"code": right})
    assert client.get("/").status_code == 302
    cache.clear()
    client.post("/accounts/2fa/authenticate/", {"code": right})
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "x y", ""])
def test_other_names_of_the_host_are_refused(client: Client, host: str) -> None:
    assert client.get("/accounts/login/", headers={"host": host or " "}).status_code == 400


def test_a_link_in_a_letter_leads_here_whatever_a_proxy_is_said_to_say(client: Client) -> None:
    client.post(
        "/accounts/password/reset/",
        {"email": make_account().email},
        headers={"x-forwarded-host": "elsewhere.example"},
    )
    assert "elsewhere" not in mail.outbox[0].body


@pytest.mark.parametrize("where", ELSEWHERE)
@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/logout/", "/accounts/login/code/"])
def test_nobody_is_sent_elsewhere(where: str, page: str) -> None:
    client, account = Client(), make_account()
    if page == "/accounts/logout/":
        client.force_login(account)
    said = {"login": account.email, "password": PASSWORD, "email": account.email, "next": where}
    for answer in (
        client.post(page, said),
        client.post(f"{page}?next={where}", {**said, "next": where}),
        client.get(page, {"next": where}),
    ):
        assert "elsewhere" not in answer.headers.get("Location", "").split("?")[0]
        assert "javascript:" not in answer.headers.get("Location", "").split("?")[0]


def test_after_signing_in_one_is_where_one_wanted_to_be(client: Client) -> None:
    account = make_account()
    asked = client.get("/account/")
    assert asked.headers["Location"] == "/accounts/login/?next=/account/"
    said = {"login": account.email, "password": PASSWORD, "next": "/account/"}
    assert client.post("/accounts/login/", said).headers["Location"] == "/account/"
