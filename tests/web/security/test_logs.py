"""Logs and the history tell what happened, never what would let somebody in."""

import logging
import re

import pytest
from django.conf import settings as site
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.web.conftest import PASSWORD, make_account
from theodolite.store.models import Entry
from theodolite.web.accounts.first_run import first_link

pytestmark = pytest.mark.django_db


def test_no_secret_is_logged_or_written_down(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    # What is asked of a database is never logged in an installation: DEBUG is off for good.
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    link = first_link(timezone.now())
    assert link is not None
    account, client = make_account("administrator"), Client()
    client.get(link.removeprefix("http://127.0.0.1:8000"))
    client.post("/accounts/login/", {"login": account.email, "password": "a wrong pass phrase"})
    client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    session = client.cookies[site.SESSION_COOKIE_NAME].value
    client.post("/administration/invitations/", {"email": "new@example.org"})
    invited = re.findall(r"/welcome/([^/\s]+)/", mail.outbox[-1].body)
    Client().get(f"/welcome/{invited[0]}/", follow=True)
    Client().post("/accounts/password/reset/", {"email": account.email})
    reset = re.findall(r"/key/(\S+)/", mail.outbox[-1].body)
    Client().get(f"/accounts/password/reset/key/{reset[0]}/", follow=True)
    Client().post("/accounts/login/code/", {"email": account.email})
    code = re.findall(r"^([A-Z0-9-]{6,9})$", mail.outbox[-1].body, re.MULTILINE)
    secrets = [PASSWORD, "a wrong pass phrase", session, *invited, *reset, *code]
    secrets += [link.split("/")[-2], site.SECRET_KEY, account.password]
    assert len(secrets) == 9
    assert "A password was refused to someone at 127.0.0.1." in caplog.text
    told = caplog.text + str(list(Entry.objects.values()))
    assert not [secret for secret in secrets if secret in told]
