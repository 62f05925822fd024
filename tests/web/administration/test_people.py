"""Administrators say who may do what; each change is written down and holds at once."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.web.conftest import PASSWORD, client_of, make_account
from theodolite.store.models import Account, Entry, Group, Membership, OneTimeLink
from theodolite.store.people import Person, change_person

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def save(client: Client, account: Account, **said: object) -> object:
    told = {"seen_version": account.version, "name": account.name, "is_active": "on"} | said
    told = {name: value for name, value in told.items() if value != ""}
    return client.post(f"/administration/people/{account.key}/", told)


def test_a_role_that_is_given_holds_from_the_next_page_on(administrator: Client) -> None:
    account = make_account()
    theirs = client_of(account)
    assert theirs.get("/administration/people/").status_code == 403
    save(administrator, account, roles=["administrator", "curator"])
    assert theirs.get("/administration/people/").status_code == 200
    entry = Entry.objects.get(kind="account changed", subject=account.key)
    assert entry.detail is not None
    assert '"given": ["administrator", "curator"]' in entry.detail


def test_a_role_that_is_taken_is_gone_from_the_next_page_on(administrator: Client) -> None:
    account = make_account("administrator")
    theirs = client_of(account)
    assert theirs.get("/administration/people/").status_code == 200
    save(administrator, account)
    assert theirs.get("/administration/people/").status_code == 403


def test_whoever_may_not_sign_in_any_more_is_out_at_once(administrator: Client) -> None:
    account = make_account("curator")
    theirs, idle = Client(), Client()
    for browser in (theirs, idle):
        browser.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
        assert browser.get("/").status_code == 200
    save(administrator, account, roles=["curator"], is_active="")
    assert theirs.get("/").status_code == 302
    answer = theirs.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert theirs.get("/").status_code == 302
    assert answer.status_code in (200, 302)
    account.refresh_from_db()
    save(administrator, account, roles=["curator"], is_active="on")
    assert idle.get("/").status_code == 302, "a session from before came back to life"


def test_the_last_administrator_stays() -> None:
    only = make_account("administrator")
    answer = save(client_of(only), only, roles=["curator"])
    assert answer.status_code == 422
    assert b"last administrator" in answer.content
    assert Account.objects.get().has_role("administrator")
    assert not Account.objects.get().has_role("curator")
    save(client_of(only), only, roles=["administrator"], is_active="")
    assert Account.objects.get().is_active


def test_a_second_save_is_refused_with_both_versions_shown(administrator: Client) -> None:
    account = make_account()
    opened = account.version
    person = Person("Renamed by another", frozenset({"analyst"}))
    change_person(account, person, seen_version=opened, by="someone", at=timezone.now())
    answer = save(administrator, account, name="Renamed by me", roles=["curator"])
    page = answer.content.decode()
    assert "Renamed by another" in page
    assert "Renamed by me" in page
    assert "Workforce analyst" in page
    assert Account.objects.get(pk=account.pk).name == "Renamed by another"
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    administrator.post(f"/administration/people/{account.key}/", again)
    assert Account.objects.get(pk=account.pk).name == "Renamed by me"
    assert Account.objects.get(pk=account.pk).has_role("curator")


def test_all_sessions_of_a_person_can_be_ended(administrator: Client) -> None:
    account = make_account()
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
        assert browser.get("/").status_code == 200
    administrator.post(f"/administration/people/{account.key}/sessions/")
    assert [browser.get("/").status_code for browser in browsers] == [302, 302]
    assert Entry.objects.filter(kind="sessions ended", subject=account.key).exists()


def test_somebody_invited_makes_their_account_with_its_roles_and_groups(
    administrator: Client,
) -> None:
    group = Group.objects.create(name="Nanotechnology")
    said = {"email": "new@example.org", "roles": ["curator"], "groups": [group.pk]}
    assert administrator.post("/administration/invitations/", said).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert b"new@example.org" in administrator.get("/administration/invitations/").content
    newcomer = Client()
    newcomer.get(link_in(letter.body))
    chosen = {"name": "New Example", "password": "theodolite heron basalt"}
    newcomer.post("/welcome/invitation/", chosen)
    account = Account.objects.get(email="new@example.org")
    assert account.roles == {"member", "group_member", "curator"}
    assert newcomer.get("/").status_code == 200
    assert Client().get(link_in(letter.body)).status_code == 422


def test_a_withdrawn_invitation_works_no_more(administrator: Client) -> None:
    administrator.post("/administration/invitations/", {"email": "new@example.org"})
    page = administrator.get("/administration/invitations/").content.decode()
    (pk,) = re.findall(r"/administration/invitations/(\d+)/", page)
    administrator.post(f"/administration/invitations/{pk}/")
    assert Client().get(link_in(mail.outbox[0].body)).status_code == 422
    assert Entry.objects.filter(kind="invitation withdrawn").exists()


def test_nobody_is_invited_twice_over(administrator: Client) -> None:
    account = make_account()
    answer = administrator.post("/administration/invitations/", {"email": account.email})
    assert b"There is an account for" in answer.content
    assert not mail.outbox


def test_the_address_of_somebody_invited_stands_in_no_line_of_the_history(
    administrator: Client,
) -> None:
    administrator.post("/administration/invitations/", {"email": "new@example.org"})
    assert not [e for e in Entry.objects.all() if "new@" in f"{e.subject} {e.detail}"]


def test_a_group_has_members_and_chairs(administrator: Client) -> None:
    account = make_account()
    administrator.post("/administration/groups/", {"name": "Medical physics"})
    group = Group.objects.get()
    said = {"email": account.email, "is_chair": "on"}
    administrator.post(f"/administration/groups/{group.pk}/members/", said)
    assert Account.objects.get(pk=account.pk).has_role("group_chair")
    administrator.post(f"/administration/groups/{group.pk}/members/{account.key}/")
    assert not Membership.objects.exists()
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"group added", "member of group", "left group"} <= kinds


def test_a_group_that_was_changed_meanwhile_shows_both_versions(administrator: Client) -> None:
    group = Group.objects.create(name="Radiology", version=2, about="Theirs")
    said = {"seen_version": 1, "name": "Radiology", "about": "Mine"}
    page = administrator.post(f"/administration/groups/{group.pk}/", said).content
    assert b"Theirs" in page
    assert b"Mine" in page
    assert Group.objects.get().about == "Theirs"


def test_two_groups_cannot_share_a_name(administrator: Client) -> None:
    Group.objects.create(name="Radiology")
    answer = administrator.post("/administration/groups/", {"name": "Radiology"})
    assert b"There is a group called" in answer.content


def link_in(body: str) -> str:
    (found,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", body)
    return str(found)


def test_an_invitation_whose_letter_cannot_be_sent_is_none(
    administrator: Client, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = administrator.post("/administration/invitations/", {"email": "new@example.org"})
    assert b"could not be sent" in answer.content
    assert not OneTimeLink.objects.exists()
