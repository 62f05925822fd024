"""Two administrators at one moment, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from tests.web.conftest import make_account
from theodolite.settings.errors import CorrectableError
from theodolite.store.groups import Described, add_group
from theodolite.store.history import verify
from theodolite.store.models import Account, OneTimeLink
from theodolite.store.one_time_links import Wanted, link_of, make_link, use_up
from theodolite.store.people import Person, add_account, change_person, has_administrator

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.either_database]


def at_one_moment(*acts: Callable[[], object]) -> list[str]:
    """Do all at once; what each was refused with, or nothing."""
    begin = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            begin.wait(10)
            act()
        except CorrectableError as problem:
            return type(problem).__name__
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def change(account: Account, person: Person) -> Callable[[], object]:
    return lambda: change_person(
        account, person, seen_version=account.version, by="another", at=timezone.now()
    )


def test_two_administrators_who_take_the_role_from_each_other_leave_one() -> None:
    for _ in range(5):
        Account.objects.all().delete()
        one, other = make_account("administrator"), make_account("administrator")
        said = at_one_moment(change(one, Person("One")), change(other, Person("Other")))
        assert sorted(said) == ["", "NobodyLeft"]
        assert has_administrator()
    assert verify().broken_at is None


def test_of_two_who_change_one_person_the_second_is_told() -> None:
    make_account("administrator")
    for _ in range(5):
        account = make_account()
        said = at_one_moment(
            change(account, Person("As one said", frozenset({"curator"}))),
            change(account, Person("As the other said", frozenset({"analyst"}))),
        )
        assert sorted(said) == ["", "ChangedMeanwhile"]


def test_of_two_who_add_the_same_person_or_group_the_second_is_told() -> None:
    def add_person(email: str) -> Callable[[], object]:
        return lambda: add_account(email, Person(), by="another", at=timezone.now())

    def group(name: str) -> Callable[[], object]:
        return lambda: add_group(Described(name), by="another", at=timezone.now())

    for number in range(5):
        said = at_one_moment(*[add_person(f"ada-{number}@example.org")] * 2)
        assert sorted(said) == ["", "AddressTaken"]
        assert sorted(at_one_moment(*[group(f"Imaging {number}")] * 2)) == ["", "NameTaken"]
    assert verify().broken_at is None


def test_of_two_who_use_one_link_one_is_refused() -> None:
    now = timezone.now()
    wanted = Wanted(OneTimeLink.Purpose.INVITATION, timedelta(days=7), email="ada@example.org")
    for _ in range(5):
        link = link_of(make_link(wanted, at=now), at=now)
        using = partial(use_up, link, at=now)
        said = at_one_moment(using, using)
        assert sorted(said) == ["", "LinkDoesNotWork"]
