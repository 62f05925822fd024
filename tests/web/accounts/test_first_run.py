"""Nobody can sign in to a new installation but whoever holds the link that it printed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.conftest import make_account
from theodolite.store.models import Account, Entry, OneTimeLink
from theodolite.web.accounts.first_run import first_link

CHOSEN = {
    "email": "Ada@example.org",
    "name": "Ada Example",
    "password": "theodolite heron basalt",
}
pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def path_of(link: str | None) -> str:
    assert link is not None
    return link.removeprefix("http://127.0.0.1:8000")


def test_a_new_installation_has_no_account_at_all() -> None:
    assert not Account.objects.exists()


def test_the_link_makes_the_first_administrator_and_signs_them_in(client: Client) -> None:
    client.get(path_of(first_link(timezone.now())))
    answer = client.post("/welcome/administrator/", CHOSEN, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    account = Account.objects.get()
    assert account.email == "ada@example.org"
    assert account.has_role("administrator")
    assert answer.context["user"] == account
    assert Entry.objects.filter(kind="account added", subject=account.key).exists()


def test_looking_at_the_link_uses_nothing_up(client: Client) -> None:
    path = path_of(first_link(timezone.now()))
    for _ in range(3):
        assert client.get(path, follow=True).status_code == 200


def test_the_link_works_once(client: Client) -> None:
    path = path_of(first_link(timezone.now()))
    client.get(path)
    client.post("/welcome/administrator/", CHOSEN)
    other = Client()
    assert other.get(path).status_code == 422
    assert other.post("/welcome/administrator/", CHOSEN).status_code == 422


def test_of_two_people_with_the_link_open_one_becomes_administrator() -> None:
    path = path_of(first_link(timezone.now()))
    first, second = Client(), Client()
    first.get(path)
    second.get(path)
    assert first.post("/welcome/administrator/", CHOSEN).status_code == 302
    late = second.post("/welcome/administrator/", CHOSEN | {"email": "eve@example.org"})
    assert late.status_code == 422
    assert Account.objects.count() == 1


def test_the_link_works_for_a_day(client: Client) -> None:
    path = path_of(first_link(timezone.now() - timedelta(hours=24, seconds=1)))
    assert client.get(path).status_code == 422


def test_a_newer_link_replaces_an_older_one(client: Client) -> None:
    older = path_of(first_link(timezone.now()))
    newer = path_of(first_link(timezone.now()))
    assert client.get(older).status_code == 422
    assert client.get(newer).status_code == 302


def test_there_is_no_link_once_there_is_an_administrator(client: Client) -> None:
    path = path_of(first_link(timezone.now()))
    make_account("administrator")
    assert first_link(timezone.now()) is None
    client.get(path)
    assert client.post("/welcome/administrator/", CHOSEN).status_code == 422


def test_the_secret_of_the_link_is_kept_nowhere() -> None:
    token = path_of(first_link(timezone.now())).split("/")[2]
    kept = OneTimeLink.objects.values().get()
    assert len(token) >= 43
    assert token not in str(kept)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short words", "at least 12 characters"),
        ("1234567890123456", "too common"),
        ("passwordpassword", "too common"),
        ("ada@example.org", "too similar"),
    ],
)
def test_a_password_that_others_would_guess_is_refused(
    client: Client, password: str, said: str
) -> None:
    client.get(path_of(first_link(timezone.now())))
    answer = client.post("/welcome/administrator/", CHOSEN | {"password": password})
    assert answer.status_code == 200
    assert any(one in answer.content.decode() for one in said.split("|"))
    assert not Account.objects.exists()
