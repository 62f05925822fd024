"""Neither the history nor what programs print for their keepers holds a secret."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from tests.web.conftest import PASSWORD, make_account
from theodolite.store.models import Entry

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another long pass phrase"  # noqa: S105  of made-up people


@pytest.fixture
def printed() -> Iterator[io.StringIO]:
    """Everything that any part of the program tells its log, down to the smallest thing."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def secrets_met(client: Client) -> set[str]:
    """Sign in wrongly and rightly, change a password, make a token and an invitation."""
    account = make_account("administrator", "curator")
    said = {"login": account.email, "password": NEW_PASSWORD}
    client.post("/accounts/login/", said)
    client.post("/accounts/login/", said | {"password": PASSWORD})
    change = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post("/accounts/password/change/", change)
    asked = {"name": "My script", "scopes": ["read:horizon"], "days": "30"}
    tokens = re.findall(r"theodolite_[\w-]{43}", client.post("/api/tokens", asked).text)
    client.post("/administration/invitations/", {"email": "new@example.org", "name": "New"})
    client.post("/accounts/password/reset/", {"email": account.email})
    letters = [str(one.body) for one in mail.outbox]
    links = {one for body in letters for one in re.findall(r"https?://[^/\s]+(/\S+)", body)}
    for link in links:
        for _ in range(2):  # The second time it may be used up, which is worth a warning.
            Client().get(link)
            Client().get(link[:-1])
    parts = {one for link in links for one in re.findall(r"[\w:-]{16,}", link)}
    sessions = set(Session.objects.values_list("session_key", flat=True))
    cookies = {one.value for one in client.cookies.values() if len(one.value) > 15}
    assert len(tokens) == 1
    assert parts
    assert sessions
    return {PASSWORD, NEW_PASSWORD, settings.SECRET_KEY, *tokens, *parts, *sessions, *cookies}


def test_nothing_written_or_printed_lets_anybody_in(client: Client, printed: io.StringIO) -> None:
    secrets = secrets_met(client)
    logging.getLogger("theodolite").warning("The log is listened to.")
    assert "listened to" in printed.getvalue()
    assert Entry.objects.filter(kind="signed in").exists()
    assert Entry.objects.filter(kind="token").exists()
    history = str(list(Entry.objects.values_list("kind", "subject", "by", "detail")))
    for secret in secrets:
        assert secret not in history
        assert secret not in printed.getvalue()
