"""Whoever watches something is written to once a week about what is new, as long as they agree."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from lxml import html

from tests.web.api.asking import listed
from tests.web.conftest import client_of, make_account
from theodolite.jobs.worker import Worker, run_due
from theodolite.store.consents import WATCHED, consent_of
from theodolite.store.models import Account, Entry, Membership, WatchList
from theodolite.store.queue import ask_for

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
WEEK = timedelta(days=7)


def watcher(**named: object) -> Account:
    """Someone who watches papers, as the form offers it, since some weeks ago."""
    account = make_account()
    made = {"name": "All papers", "kind": "paper", "by_mail": "yes"} | named
    client_of(account).post("/horizon/watch/new/", made)
    WatchList.objects.update(made_at=timezone.now() - 3 * WEEK)
    return account


def kept(name: str, *, at: datetime | None = None, seen: datetime | None = None) -> None:
    moment = at or timezone.now() - timedelta(hours=1)
    listed(name, "kept", decided_at=moment, observed_at=seen or moment)


def monday(after: timedelta = timedelta()) -> None:
    """Do the job as the schedule asks for it, and send what it put on its way."""
    now = timezone.now() + after
    ask_for("watch", {}, "schedule", now)
    run_due(Worker(now=lambda: now))


def test_a_letter_tells_what_is_new_list_by_list_and_how_to_end_it() -> None:
    account = watcher()
    kept("helium", seen=timezone.now() - 20 * WEEK)
    listed("hidden", observed_at=timezone.now())
    monday()
    (message,) = mail.outbox
    assert message.to == [account.email]
    assert message.subject == "On your watch-lists: 1 new – On helium"
    assert "ALL PAPERS\n==========" in message.body
    assert "On helium" in message.body
    assert "hidden" not in message.body
    assert f"/horizon/watch/{WatchList.objects.get().key}/" in message.body
    assert message.extra_headers["List-Unsubscribe"].strip("<>") in message.body
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_nothing_is_told_twice_and_nothing_new_sends_nothing() -> None:
    account = watcher()
    client_of(account).post(
        "/horizon/watch/new/", {"name": "On", "words": "helium", "by_mail": "yes"}
    )
    WatchList.objects.update(made_at=timezone.now() - 3 * WEEK)
    monday()
    assert not mail.outbox
    kept("helium")
    monday()
    monday(timedelta(hours=1))
    monday(WEEK)
    assert len(mail.outbox) == 1
    assert mail.outbox[0].body.count("On helium") == 1
    kept("xenon", at=timezone.now() + timedelta(days=8))
    monday(2 * WEEK)
    assert "xenon" in mail.outbox[1].body
    assert "helium" not in mail.outbox[1].body
    assert Entry.objects.filter(kind="watch-lists told", subject=account.key).count() == 2


def test_one_click_ends_it_and_nobody_is_written_to_who_did_not_agree() -> None:
    account, other = watcher(), watcher(by_mail="no")
    kept("helium")
    monday()
    assert [one.to for one in mail.outbox] == [[account.email]]
    found = re.search(r"End it: https?://[^/]+(\S+)", str(mail.outbox[0].body))
    assert found
    program = Client(enforce_csrf_checks=True)
    assert "what you watch" in program.get(found[1]).text
    assert consent_of(account, WATCHED, timezone.now())
    assert program.post(found[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert consent_of(account, WATCHED, timezone.now()) is None
    kept("xenon", at=timezone.now() + timedelta(days=8))
    monday(2 * WEEK)
    assert len(mail.outbox) == 1
    client_of(other).post("/digests/", {"watched": "weekly"})
    monday(2 * WEEK)
    assert mail.outbox[1].to == [other.email]


def test_who_left_a_group_is_not_told_of_its_lists() -> None:
    account, owner = make_account(group="Imaging"), make_account(group="Imaging")
    group = owner.memberships.get().group
    made = timezone.now() - WEEK
    WatchList.objects.create(name="Ours", kind="paper", owner=owner, group=group, made_at=made)
    for one in (account, owner):
        chosen = {"watched": "weekly", f"group_{group.pk}": "never"}
        client_of(one).post("/digests/", chosen)
    kept("helium")
    Membership.objects.filter(account=account).delete()
    monday()
    assert [one.to for one in mail.outbox] == [[owner.email]]


def test_what_is_kept_later_than_it_was_found_is_new_on_the_first_page_too() -> None:
    account = watcher()
    kept("helium", seen=timezone.now() - 20 * WEEK)
    assert "new item in what you watch" in client_of(account).get("/").text


def test_whoever_makes_a_list_says_whether_to_be_written_to() -> None:
    client, address = client_of(make_account()), "/horizon/watch/new/"
    made = {"name": "All papers", "kind": "paper"}
    assert "checked" not in client.get(address).text
    refused = client.post(address, made)
    assert refused.status_code == 422
    assert "Say whether we shall write to you" in refused.text
    assert client.post(address, made | {"by_mail": "yes"}).status_code == 302
    (ticked,) = html.fromstring(client.get(address).text).xpath("//input[@checked]")
    assert ticked.get("value") == "yes"
