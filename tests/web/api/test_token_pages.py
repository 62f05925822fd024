"""People make tokens for their programs and take them back."""

import re

import pytest
from django.test import Client

from tests.web.api.asking import Program
from tests.web.conftest import client_of, make_account
from theodolite.store.models import Entry, Token

pytestmark = pytest.mark.django_db
ASKED = {"name": "My script", "scopes": ["read:horizon"], "days": "30"}


def secret_in(page: str) -> str:
    found = re.search(r"theodolite_[\w-]{43}", page)
    assert found
    return found[0]


def test_a_token_is_shown_once_and_kept_as_a_digest(member: Client) -> None:
    made = member.post("/api/tokens", ASKED)
    secret = secret_in(made.text)
    assert Program(secret).get("items").status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    later = member.get("/api/tokens")
    assert "My script" in later.text
    assert "theodolite_" not in later.text
    token = Token.objects.get()
    assert secret not in repr(vars(token))
    assert (token.expires_at - token.made_at).days == 30
    assert secret not in "".join(filter(None, Entry.objects.values_list("detail", flat=True)))


def test_a_token_taken_back_lets_nobody_in(member: Client) -> None:
    secret = secret_in(member.post("/api/tokens", ASKED).text)
    key = Token.objects.get().key
    assert "lets nobody in" in member.post(f"/api/tokens/{key}/revoke", follow=True).text
    assert Program(secret).get("items").status_code == 401
    assert Entry.objects.filter(kind="token", subject=key).count() == 2


def test_nobody_makes_a_token_for_what_they_may_not_do(member: Client, curator: Client) -> None:
    asked = ASKED | {"scopes": ["read:horizon", "write:triage"]}
    refused = member.post("/api/tokens", asked)
    assert refused.status_code == 422
    assert "write:triage" not in client_of(make_account()).get("/api/tokens").text
    assert not Token.objects.exists()
    curator.post("/api/tokens", asked)
    assert Token.objects.get().scopes == ["read:horizon", "write:triage"]


def test_others_neither_see_nor_revoke_a_token_but_administrators_may(
    member: Client, curator: Client, administrator: Client
) -> None:
    member.post("/api/tokens", ASKED)
    key = Token.objects.get().key
    assert "My script" not in curator.get("/api/tokens").text
    assert curator.post(f"/api/tokens/{key}/revoke").status_code == 404
    assert Token.objects.get().revoked_at is None
    administrator.post(f"/api/tokens/{key}/revoke")
    assert Token.objects.get().revoked_at is not None


def test_a_form_with_mistakes_says_what_is_missing(member: Client) -> None:
    page = member.post("/api/tokens", {"name": "", "days": "30"})
    assert "Say which program or script will use it" in page.text
    assert "Choose at least one thing" in page.text


def test_the_reference_tells_every_address(member: Client) -> None:
    page = member.get("/api/reference").text
    for address in ("GET /api/items", "POST /api/decisions", "POST /api/sightings"):
        assert address in page
    assert "Idempotency-Key" in page or "idempotency" in page
