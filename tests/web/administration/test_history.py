"""The history as an administrator sees it, and whether it tells what was tampered with."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.web.conftest import make_account
from theodolite.store.history import write_down
from theodolite.store.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def write(kind: str, subject: str = "x", by: str = "y", **detail: object) -> Entry:
    with transaction.atomic():
        return write_down(kind, subject, by, detail, at=timezone.now())


def without_guards() -> None:
    """What somebody with the file in their hands would do first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")


def checked(client: Client) -> str:
    return client.post("/administration/history/verify/", follow=True).content.decode()


def test_a_whole_history_is_told_so(administrator: Client) -> None:
    write("account changed")
    write("account changed")
    assert "The history is whole: 2 lines" in checked(administrator)


def test_a_line_that_was_changed_is_found(administrator: Client) -> None:
    changed = write("account changed", roles=["curator"])
    write("account changed")
    without_guards()
    Entry.objects.filter(pk=changed.pk).update(detail='{"roles": ["administrator"]}')
    assert f"does not fit from line {changed.pk} on" in checked(administrator)


def test_a_line_that_was_removed_is_found(administrator: Client) -> None:
    write("account changed")
    removed = write("account changed")
    write("account changed")
    without_guards()
    Entry.objects.filter(pk=removed.pk).delete()
    assert "The history does not fit from line" in checked(administrator)


def test_lines_are_found_by_what_by_whom_and_about_whom(administrator: Client) -> None:
    account = make_account()
    write("account changed", subject=account.key, by="somebody")
    write("left group", by=account.key)
    kind = administrator.get("/administration/history/", {"kind": "left"}).content.decode()
    assert "1 line found" in kind
    person = administrator.get("/administration/history/", {"person": account.email})
    assert "left group" in person.content.decode()
    subject = administrator.get("/administration/history/", {"subject": account.email})
    assert "account changed" in subject.content.decode()
    assert str(account) in subject.content.decode()


def test_what_other_areas_wrote_down_is_listed_without_its_detail(administrator: Client) -> None:
    write("survey answers read", answer="a sentence of a respondent")
    page = administrator.get("/administration/history/").content.decode()
    assert "survey answers read" in page
    assert "a sentence of a respondent" not in page


def test_the_history_comes_page_by_page(administrator: Client) -> None:
    for number in range(60):
        write("account changed", subject=f"number {number}")
    first = administrator.get("/administration/history/").content.decode()
    second = administrator.get("/administration/history/", {"page": 2}).content.decode()
    assert "number 59" in first
    assert "number 5<" not in first
    assert "number 5<" in second


def test_moments_are_told_as_the_clock_showed_them_here(administrator: Client) -> None:
    with transaction.atomic():
        write_down("account changed", "x", "y", {}, at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    with timezone.override("Europe/London"):
        page = administrator.get("/administration/history/").content.decode()
    assert "2 July 2026, 00:30" in page
