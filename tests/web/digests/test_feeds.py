"""Feeds and calendars tell what was kept to whoever holds the address, and to nobody else."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import feedparser
import pytest
from django.conf import settings as site
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from pytest_django import Settings

from tests.web.api.asking import Program, closing, listed
from tests.web.conftest import client_of, make_account
from theodolite.store.digests import About, change_digest
from theodolite.store.models import Account, Entry, Group, Token

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_public(settings: Settings) -> None:
    settings.INSTALLATION = replace(site.INSTALLATION, feeds_are_public=True)


def addresses(account: Account) -> Mapping[str, str]:
    """New addresses of an account's own, by their end: all/everything.atom and so on."""
    page = client_of(account).post("/feeds/").text
    found = re.findall(r"<code class=\"secret\">http[^<]*?(/feeds/own/[\w-]+/([^<]+))</code>", page)
    return {end: address for address, end in found}


def titles(answer: object) -> list[str]:
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return [entry.title for entry in feed.entries]


def test_a_feed_tells_what_was_kept_and_nothing_else(framework: None) -> None:
    now = timezone.now()
    for state in ("waiting", "discarded", "in conflict", "set aside"):
        listed(state.replace(" ", "-"), state)
    listed("first", "kept", decided_at=now - timedelta(days=1))
    listed("last", "kept", decided_at=now, abstract="A <b>bold</b> & new thing", topics=["imaging"])
    for role in ("", "curator"):
        mine = addresses(make_account(*filter(None, [role])))
        answer = Client().get(mine["all/everything.atom"])
        assert answer["Content-Type"].startswith("application/atom+xml")
        assert titles(answer) == ["On last", "On first"]
    entry = feedparser.parse(answer.content).entries[0]
    assert entry.id.startswith("urn:uuid:")
    assert entry.tags[0].term == "Imaging"
    assert "&lt;b&gt;" in entry.summary or "<b>" not in entry.summary


def test_parts_are_topics_and_the_topics_of_groups(framework: None) -> None:
    listed("a", "kept", topics=["imaging"])
    listed("b", "kept", topics=["safety"])
    listed("c", "kept", topics=["imaging", "safety"])
    chair = make_account(group="Imaging group", is_chair=True)
    group = Group.objects.get()
    change_digest(group, About(("imaging",), 5), seen_version=1, by=chair, at=timezone.now())
    mine = addresses(make_account())
    assert len(mine) == 8
    assert sorted(titles(Client().get(mine["topic/imaging.atom"]))) == ["On a", "On c"]
    assert sorted(titles(Client().get(mine[f"group/{group.pk}.atom"]))) == ["On a", "On c"]
    assert sorted(titles(Client().get(mine["all/everything.atom"]))) == ["On a", "On b", "On c"]
    missing = mine["topic/imaging.atom"].replace("imaging", "unknown")
    assert Client().get(missing).status_code == 404
    assert (
        Client().get(mine["topic/imaging.atom"].replace("topic/imaging", "group/99")).status_code
        == 404
    )


def test_a_calendar_holds_the_days_ahead(framework: None) -> None:
    today = timezone.localdate()
    closing("soon", today + timedelta(days=3))
    closing("past", today - timedelta(days=3))
    closing("hidden", today + timedelta(days=3), "waiting")
    listed("meeting", "kept", starts=today + timedelta(days=5), ends=today + timedelta(days=6))
    mine = addresses(make_account())
    answer = Client().get(mine["all/everything.ics"])
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(one["summary"]) for one in events] == ["Closes: On soon", "On meeting"]
    assert [one["dtstart"].dt for one in events] == [
        today + timedelta(days=3),
        today + timedelta(days=5),
    ]
    assert events[1]["dtend"].dt == today + timedelta(days=7)


def test_a_calendar_keeps_what_goes_on_and_what_takes_place_after_its_deadline(
    framework: None,
) -> None:
    today, day = timezone.localdate(), timedelta(days=1)
    listed("going on", "kept", starts=today - day, ends=today + day)
    listed("over", "kept", starts=today - 3 * day, ends=today - day)
    listed("meeting", "kept", deadline=today - day, starts=today + 9 * day)
    listed("both", "kept", deadline=today, starts=today + 8 * day)
    answer = Client().get(addresses(make_account())["all/everything.ics"])
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    told = ["On going on", "Closes: On both", "On both", "On meeting"]
    assert [str(one["summary"]) for one in events] == told
    assert len({str(one["uid"]) for one in events}) == 4
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75


def test_a_full_calendar_holds_the_nearest_days(
    framework: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("theodolite.web.digests.feeds.MOST_DAYS", 1)
    closing("far", timezone.localdate() + timedelta(days=9))
    closing("near", timezone.localdate() + timedelta(days=2))
    answer = Client().get(addresses(make_account())["all/everything.ics"])
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == "Closes: On near"


def test_a_feed_without_entries_is_the_same_each_time(framework: None) -> None:
    address = addresses(make_account())["all/everything.atom"]
    assert b"<updated>2000-01-01" in Client().get(address).content


def test_a_feed_keeps_its_id_when_its_group_turns_to_other_topics(framework: None) -> None:
    chair = make_account(group="Imaging group", is_chair=True)
    group = Group.objects.get()
    change_digest(group, About(("imaging",), 5), seen_version=1, by=chair, at=timezone.now())
    mine = addresses(chair)
    address, topic = mine[f"group/{group.pk}.atom"], mine["topic/imaging.atom"]
    first = feedparser.parse(Client().get(address).content).feed.id
    assert first != feedparser.parse(Client().get(topic).content).feed.id
    version = group.digest.version
    change_digest(group, About(("safety",), 5), seen_version=version, by=chair, at=timezone.now())
    assert feedparser.parse(Client().get(address).content).feed.id == first


def test_a_feed_survives_whatever_a_source_says(framework: None) -> None:
    item = listed("odd", "kept", venue="A\x07 \u202eplace", topics=["imaging"])
    item.title = "\u200b\x00\ufffe <script> \U0001f469\u200d\U0001f52c שלום"
    item.address = "javascript:alert(1)"
    item.deadline = timezone.localdate()
    item.save()
    mine = addresses(make_account())
    (title,) = titles(Client().get(mine["all/everything.atom"]))
    assert "script" in title
    assert "javascript" not in Client().get(mine["topic/imaging.atom"]).text
    assert "javascript" not in Client().get(mine["topic/imaging.ics"]).text


def test_a_reader_that_has_it_already_is_told_so(framework: None) -> None:
    item = listed("first", "kept", decided_at=timezone.now())
    address = addresses(make_account())["all/everything.atom"]
    first = Client().get(address)
    same = {"If-None-Match": first["ETag"]}
    assert Client().get(address, headers=same).status_code == 304
    assert Client().head(address).status_code == 200
    assert Client().get(address).content == first.content
    item.title = "On something else"
    item.save()
    assert Client().get(address, headers=same).status_code == 200
    assert Client().post(address).status_code == 405


def test_an_address_leads_nowhere_once_it_is_taken_back_or_its_account_is_closed() -> None:
    account = make_account()
    address = addresses(account)["all/everything.atom"]
    assert Client().get(address).status_code == 200
    account.is_active = False
    account.save()
    assert Client().get(address).status_code == 404
    account.is_active = True
    account.save()
    key = Token.objects.get().key
    assert client_of(make_account()).post(f"/feeds/keys/{key}/revoke/").status_code == 404
    client_of(account).post(f"/feeds/keys/{key}/revoke/")
    assert Client().get(address).status_code == 404
    assert Entry.objects.filter(kind="token", subject=key).count() == 2


def test_a_secret_address_is_shown_once_and_opens_nothing_else() -> None:
    account = make_account("curator")
    address = addresses(account)["all/everything.atom"]
    secret = address.split("/")[3]
    assert secret not in client_of(account).get("/feeds/").text
    assert secret not in repr(list(Token.objects.values()))
    assert Program(secret).get("items").status_code == 403
    assert "Feeds" not in client_of(account).get("/api/tokens").text.split("<h2>Make")[0]


def test_a_token_of_the_api_opens_no_feed(member: Client) -> None:
    asked = {"name": "My script", "scopes": ["read:horizon"], "days": "30"}
    page = member.post("/api/tokens", asked).text
    secret = re.search(r"theodolite_[\w-]{43}", page)
    assert secret
    assert Client().get(f"/feeds/own/{secret[0]}/all/everything.atom").status_code == 404


def test_nothing_is_public_unless_the_installation_says_so(framework: None) -> None:
    listed("first", "kept")
    administrator = client_of(make_account("administrator"))
    for client in (Client(), administrator):
        assert client.get("/feeds/all/everything.atom").status_code == 404
        assert client.get("/feeds/topic/imaging.ics").status_code == 404


def test_public_feeds_are_for_everyone_but_those_of_groups(
    framework: None, in_public: None
) -> None:
    listed("first", "kept")
    listed("hidden")
    chair = make_account(group="Imaging group", is_chair=True)
    group = Group.objects.get()
    change_digest(group, About(("imaging",), 5), seen_version=1, by=chair, at=timezone.now())
    answer = Client().get("/feeds/all/everything.atom")
    assert titles(answer) == ["On first"]
    assert "public" in answer["Cache-Control"]
    assert Client().get("/feeds/topic/imaging.ics").status_code == 200
    assert Client().get(f"/feeds/group/{group.pk}.atom").status_code == 404
    assert "/feeds/all/everything.atom" in client_of(chair).get("/feeds/").text


def test_an_own_feed_is_for_nobody_else_to_keep() -> None:
    answer = Client().get(addresses(make_account())["all/everything.atom"])
    assert answer["Cache-Control"].startswith("private")
    assert "Set-Cookie" not in answer
