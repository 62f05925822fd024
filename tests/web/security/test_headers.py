"""Refusals, failures and files say what a browser may do with them, as every page does.

Pages, redirects and refusals of every address and role are looked at in test_who_may.py.
"""

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from tests.web.look.checks import header_faults

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/nowhere/at/all"),
        lambda client: client.get("/administration/people/nobody/"),
        lambda client: client.get("/administration/people/"),
        lambda client: client.put("/administration/history/verify/"),
        lambda client: client.get("/?x=" + "\x00"),
        lambda client: client.post("/accounts/login/", {"login": "x" * 3_000_000}),
        lambda client: client.get("/", headers={"host": "elsewhere.example"}),
        lambda client: client.get("/fail"),
        lambda client: client.get("/static/theodolite/assets.json"),
        lambda client: client.get("/static/mfa/js/webauthn.js"),
        lambda client: client.get("/static/../settings.py"),
        lambda client: client.get("/welcome/no-such-link/"),
    ],
)
def test_the_answer_says_what_a_browser_may_do_with_it(
    member: Client, settings: Settings, ask: object
) -> None:
    settings.ROOT_URLCONF = "tests.web.security.failing_urls"
    member.raise_request_exception = False
    got: HttpResponseBase = ask(member)  # type: ignore[operator]
    got.close()
    assert not header_faults(got), got.status_code
