"""One person's data, found, handed over and erased."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction

from tests.web.conftest import client_of, make_account
from theodolite.store.backup import BACKUPS, DUMP, back_up, backups_in, check
from theodolite.store.exports import Taken, log_export
from theodolite.store.history import verify, write_down
from theodolite.store.installation import DATABASE_FILE
from theodolite.store.models import (
    Account,
    Complaint,
    Consent,
    Entry,
    Export,
    OneTimeLink,
    Sighting,
)
from theodolite.store.one_time_links import Wanted, make_link
from theodolite.store.people import NobodyLeft
from theodolite.store.retention import (
    erase_everywhere,
    erase_in_copies,
    finish_erasures,
    scrub,
)
from theodolite.store.subjects import (
    UnknownSubject,
    erase_subject,
    find_subject,
)
from theodolite.store.surveys.making import make_survey

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
EMAIL = "ada.rare-name@example.org"


@pytest.fixture
def person(transactional_db: None) -> Account:
    """Someone with a session, a consent, an export, a complaint and two lines of history."""
    ada = make_account("analyst", group="Imaging")
    Account.objects.filter(pk=ada.pk).update(email=EMAIL, name="Ada Rare-Name")
    ada.refresh_from_db()
    client_of(ada)
    Consent.objects.create(
        account=ada, purpose="directory", given_at=NOW, expires_at=NOW + timedelta(days=365)
    )
    log_export(Taken("respondents", b"a,b", rows=1), by=ada.key, why="for the report", at=NOW)
    Complaint.objects.create(account=ada, email=EMAIL, said="Too many letters.", received_at=NOW)
    with transaction.atomic():
        write_down("invited", ada.key, "an office", {"email": EMAIL}, at=NOW)
    return ada


def test_everything_about_a_person_is_found(person: Account) -> None:
    found = find_subject(EMAIL.upper())
    assert found.counts() == {
        "account": 1, "role": 1, "membership": 1, "consent": 1, "complaint": 1, "entry": 2,
        "export": 1,
    }  # fmt: skip
    assert find_subject(person.key) == found


def test_a_person_is_handed_everything_but_secrets(person: Account) -> None:
    told = find_subject(EMAIL).as_json().decode()
    assert json.loads(told)["email"] == EMAIL
    assert "for the report" in told
    assert "Too many letters." in told
    assert person.password not in told


def test_an_erased_person_is_nowhere_and_the_chain_still_holds(person: Account) -> None:
    receipt = erase_subject(EMAIL, by="an office", at=NOW)
    assert receipt.removed["store.Account"] == 1
    assert receipt.removed["sessions.Session"] == 1
    assert receipt.emptied == 1
    with pytest.raises(UnknownSubject, match="Nobody here"):
        find_subject(EMAIL)
    assert verify().broken_at is None
    assert Entry.objects.get(kind="invited").detail is None
    assert Entry.objects.get(kind="erased").subject == person.key
    assert Export.objects.get().by == person.key, "that data left is still known"
    assert not Session.objects.exists()


def test_erasing_reaches_the_file_its_log_and_every_backup(
    person: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "theodolite.web.settings")
    made = back_up(tmp_path, now=NOW)
    copy = made.folder / DATABASE_FILE
    assert EMAIL.encode() in copy.read_bytes()

    erase_subject(EMAIL, by="an office", at=NOW)
    scrub()
    assert erase_in_copies(tmp_path, work=("subject", EMAIL, "an office", NOW.isoformat())) == 1
    check(made.folder)
    database = Path(connection.settings_dict["NAME"])
    for file in [*database.parent.glob("test*.sqlite*"), *made.folder.rglob("*")]:
        if file.is_file():
            assert EMAIL.encode() not in file.read_bytes(), file.name


def told_by(backup: Path) -> bytes:
    if not (backup / DUMP).exists():
        return (backup / DATABASE_FILE).read_bytes()
    read = ["pg_restore", "--file=-", str(backup / DUMP)]
    return subprocess.run(read, capture_output=True, check=True).stdout  # noqa: S603  PostgreSQL's own program


@pytest.mark.either_database
def test_no_backup_knows_an_erased_person(
    person: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "theodolite.web.settings")
    made = [back_up(tmp_path, now=NOW - timedelta(days=day)) for day in (2, 1)]
    assert all(EMAIL.encode() in told_by(one.folder) for one in made)
    outbox = tmp_path / "outbox"
    outbox.mkdir()
    (outbox / "1.log").write_text(f"To: {EMAIL.title()}\n\nGood morning")
    (outbox / "2.log").write_text("To: bo@example.org\n\nGood morning")
    gone = erase_everywhere(tmp_path, EMAIL, by="an office", why="asked", now=NOW)
    assert [one.name for one in outbox.iterdir()] == ["2.log"]
    assert gone.copies.changed + gone.copies.replaced == 2
    left = backups_in(tmp_path / BACKUPS)
    assert left
    for one in left:
        check(one.folder)
        assert EMAIL.encode() not in told_by(one.folder)


@pytest.mark.either_database
def test_dumps_that_outlived_an_erasure_are_replaced_by_night(
    person: Account, tmp_path: Path
) -> None:
    back_up(tmp_path, now=NOW - timedelta(days=1))
    erase_subject(EMAIL, by="an office", at=NOW)
    dumps = 1 if connection.vendor == "postgresql" else 0
    for night, expected in ((1, dumps), (2, 0)):
        assert finish_erasures(tmp_path, now=NOW + timedelta(hours=night)) == expected


def test_the_last_administrator_cannot_be_erased(transactional_db: None) -> None:
    Account.objects.filter(roles_held__role="administrator").delete()
    only = make_account("administrator")
    with pytest.raises(NobodyLeft, match="Make someone else"):
        erase_subject(only.email, by=only.key, at=NOW)
    assert Account.objects.filter(pk=only.pk).exists()


def test_whoever_was_alone_in_an_older_backup_can_go_once_there_is_another(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "theodolite.web.settings")
    Account.objects.filter(roles_held__role="administrator").delete()
    first = make_account("administrator")
    made = back_up(tmp_path, now=NOW - timedelta(days=1))
    make_account("administrator")
    erase_everywhere(tmp_path, first.email, by="an office", why="asked", now=NOW)
    assert first.email.encode() not in told_by(made.folder)


def test_a_complaint_under_another_address_goes_with_the_account(person: Account) -> None:
    made = Complaint.objects.create(
        account=person, name="Ada", email="ada@elsewhere.org", said="I am Ada.", received_at=NOW
    )
    assert find_subject(EMAIL).counts()["complaint"] == 2
    erase_subject(EMAIL, by="an office", at=NOW)
    made.refresh_from_db()
    assert (made.account, made.name, made.email, made.said) == (None, "", "", "")


def test_nobody_is_known_by_nothing(transactional_db: None) -> None:
    make_link(Wanted("first", timedelta(days=1)), at=NOW)
    for nothing in ("", "  "):
        with pytest.raises(UnknownSubject, match="Nobody here"):
            erase_subject(nothing, by="an office", at=NOW)
    assert OneTimeLink.objects.exists()


def test_someone_who_only_complained_is_found_and_erased(transactional_db: None) -> None:
    Complaint.objects.create(email="bo@example.org", said="No.", received_at=NOW)
    assert find_subject("bo@example.org").counts() == {"complaint": 1}
    erase_subject("bo@example.org", by="an office", at=NOW)
    assert not Complaint.objects.exists()


def test_no_table_keeps_an_account_from_being_erased() -> None:
    in_the_way = [
        f"{kind._meta.label}.{field.name}"
        for kind in apps.get_models()
        for field in kind._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is Account
        and field.remote_field.on_delete not in (models.CASCADE, models.SET_NULL)
    ]
    assert not in_the_way


def test_what_a_person_said_in_what_others_need_is_emptied(person: Account) -> None:
    sighting = Sighting.objects.create(
        account=person, given="https://example.org", why="My ward needs it.", identity="url:x",
        given_at=NOW, due_on=NOW.date(), decision="kept",
    )  # fmt: skip
    erase_subject(EMAIL, by="an office", at=NOW)
    sighting.refresh_from_db()
    assert (sighting.account, sighting.given, sighting.why) == (None, "", "")
    assert sighting.decision == "kept"


def test_who_answered_is_not_handed_what_the_member_said(person: Account) -> None:
    member = make_account()
    Sighting.objects.create(
        account=member, given="https://example.org/rare", why="My own ward needs it.",
        identity="url:x", given_at=NOW, due_on=NOW.date(), answered_by=person, answered_at=NOW,
    )  # fmt: skip
    told = find_subject(EMAIL)
    assert told.counts()["sighting"] == 1
    for said in ("example.org/rare", "My own ward"):
        assert said not in told.as_json().decode()
        assert said in find_subject(member.email).as_json().decode()


def test_an_invitation_is_found_and_erased_by_its_address(transactional_db: None) -> None:
    make_link(Wanted("invitation", timedelta(days=1), email="cy@example.org"), at=NOW)
    assert find_subject("cy@example.org").counts() == {"one time link": 1}
    erase_subject("cy@example.org", by="an office", at=NOW)
    assert not OneTimeLink.objects.exists()


def test_what_a_person_decided_is_found_by_any_column_that_keeps_their_key(
    person: Account,
) -> None:
    make_survey("Workforce", by=person.key, at=NOW)
    assert find_subject(EMAIL).counts()["survey"] == 1
