"""The history as an administrator sees it, and whether it tells what was tampered with."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.web.conftest import client_of, make_account
from theodolite import web
from theodolite.store.history import write_down
from theodolite.store.models import Account, Entry, Group, Survey
from theodolite.web.administration.deeds import PHRASES

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
    assert "Left a group" in person.content.decode()
    subject = administrator.get("/administration/history/", {"subject": account.email})
    assert "Account changed" in subject.content.decode()
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


@pytest.mark.parametrize(("kind", "words"), [("dedupe", "Duplicates looked for"), ("new", "new")])
def test_what_was_done_is_told_in_words_or_else_as_it_was_written(
    kind: str, words: str, administrator: Client
) -> None:
    write(kind)
    page = administrator.get("/administration/history/").content.decode()
    assert f">{words}<" in page


def test_what_was_done_to_a_thing_follows_its_kind(administrator: Client) -> None:
    write("triage", deed="discard", because="words of a curator")
    page = administrator.get("/administration/history/").content.decode()
    assert "Decision on an item: discarded" in page
    assert "words of a curator" not in page


def test_every_kind_that_this_program_writes_has_its_phrase() -> None:
    written = r'(?:write_down\(|_note\(|Line\()\s*"([a-z -]+)"'
    signals = r'^    "([a-z -]+)": (?:account|second_factor)\.'
    sources = [file.read_text() for file in Path(web.__file__).parents[1].rglob("*.py")]
    found = {kind for text in sources for kind in re.findall(f"{written}", text)}
    found |= {kind for text in sources for kind in re.findall(signals, text, re.MULTILINE)}
    assert len(found) > 30
    assert found <= PHRASES.keys()


def test_what_a_line_is_about_is_named_for_those_who_may_see_it(
    account: Callable[..., Account],
) -> None:
    survey = Survey.objects.create(title="Workforce survey", made_at=timezone.now())
    write("screening undone", subject=f"{survey.key}/0068-4773")
    write("report made", subject=survey.key)
    office = client_of(account("administrator", "analyst"))
    page = office.get("/administration/history/").content.decode()
    assert f"Workforce survey ({survey.key})" in page
    assert f"Respondent 0068-4773 of Workforce survey ({survey.key}/0068-4773)" in page
    page = client_of(account("administrator")).get("/administration/history/").content.decode()
    assert "Workforce survey" not in page
    assert f"A survey ({survey.key})" in page


@pytest.mark.parametrize("words", ["{name}", "group {pk}", "{name} (group {pk})"])
def test_lines_are_found_by_the_name_the_key_or_the_words_of_the_list(
    words: str, administrator: Client
) -> None:
    group = Group.objects.create(name="Imaging group")
    write("group added", subject=f"group {group.pk}")
    write("group added", subject="group 0")
    asked = {"subject": words.format(name=group.name, pk=group.pk)}
    page = administrator.get("/administration/history/", asked).content.decode()
    assert "1 line found" in page
    assert f"Imaging group (group {group.pk})" in page


def test_lines_are_found_by_the_words_they_are_told_with(administrator: Client) -> None:
    write("dedupe")
    write("scan")
    asked = {"kind": "Decision on an item: kept"}
    assert "0 lines found" in administrator.get("/administration/history/", asked).text
    assert (
        "1 line found"
        in administrator.get("/administration/history/", {"kind": "duplicates look"}).text
    )


def test_who_has_left_and_what_the_program_did_are_told_apart(administrator: Client) -> None:
    write("scan", by="scan")
    write("signed in", by="c21c14eeaa905eb0")
    page = administrator.get("/administration/history/").content.decode()
    assert "This program (scan)" in page
    assert "Someone who has left (c21c14eeaa905eb0)" in page
