"""The history is added to by many at once, changed by nobody, and shows whoever tries."""

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.store.chain_writer import PROCESSES, add_in_threads
from tests.store.conftest import Fresh
from tests.store.emptying import guards_aside
from theodolite.horizon.archive import Entry
from theodolite.store.history import Line, verify, write_all_down, write_down
from theodolite.store.models import Entry as Written
from theodolite.store.models import HistoryHead
from theodolite.store.workspace import Workspace

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LINES = [Entry("triage", f"doi:10.1/{number}", "Ana", NOON, {"n": number}) for number in range(6)]

pytestmark = pytest.mark.either_database


@pytest.fixture
def workspace(fresh: Fresh) -> Workspace:
    made = fresh()
    made.append(LINES)
    return made


def run(workspace: Workspace, statement: str, *values: Any) -> None:
    """As someone would who has the database alone, past every guard of it."""
    database = connections[workspace.alias]
    with (
        transaction.atomic(using=workspace.alias),
        guards_aside(database),
        database.cursor() as cursor,
    ):
        cursor.execute(statement, values)


def test_a_history_nobody_touched_is_whole(workspace: Workspace, fresh: Fresh) -> None:
    found = verify(workspace.alias)
    assert (found.entries, found.erased, found.broken_at) == (6, 0, None)
    assert verify(fresh().alias).broken_at is None


@pytest.mark.parametrize("name", ["kind", "subject", "by", "detail", "digest", "chained", "salt"])
def test_an_edit_of_anything_is_found(workspace: Workspace, name: str) -> None:
    run(workspace, f'UPDATE store_entry SET "{name}" = %s WHERE number = 3', "0")  # noqa: S608  names of our own tables and columns
    assert verify(workspace.alias).broken_at == 3


def test_a_changed_moment_is_found(workspace: Workspace) -> None:
    run(workspace, "UPDATE store_entry SET at = %s WHERE number = 3", "2026-03-09 12:00:01+00:00")
    assert verify(workspace.alias).broken_at == 3


@pytest.mark.parametrize("number", [1, 3, 6])
def test_a_removal_is_found_and_stays_found_whatever_is_written_later(
    workspace: Workspace, number: int
) -> None:
    run(workspace, "DELETE FROM store_entry WHERE number = %s", number)
    assert verify(workspace.alias).broken_at == number
    workspace.append(LINES)
    assert verify(workspace.alias).broken_at == number


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM store_historyhead",
        "UPDATE store_historyhead SET number = 5, chained = "
        "(SELECT chained FROM store_entry WHERE number = 5)",
        "UPDATE store_historyhead SET seal = '0'",
    ],
)
def test_a_removal_with_the_end_moved_to_fit_is_found_too(workspace: Workspace, harm: str) -> None:
    run(workspace, harm)
    run(workspace, "DELETE FROM store_entry WHERE number = 6")
    assert verify(workspace.alias).broken_at == 6
    workspace.append(LINES)
    assert verify(workspace.alias).broken_at == 6


def test_lines_in_another_order_are_found(workspace: Workspace) -> None:
    for number, to in ((2, 99), (3, 2), (99, 3)):
        run(workspace, "UPDATE store_entry SET number = %s WHERE number = %s", to, number)
    assert verify(workspace.alias).broken_at == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_entry SET subject = 'x' WHERE number = 2",
        "UPDATE store_entry SET detail = '{}' WHERE number = 2",
        "UPDATE store_entry SET detail = NULL WHERE number = 2",
        "UPDATE store_entry SET salt = NULL WHERE number = 2",
        "UPDATE store_entry SET detail = NULL, salt = NULL, by = 'x' WHERE number = 2",
        "UPDATE store_entry SET number = 9 WHERE number = 2",
        "DELETE FROM store_entry WHERE number = 6",
        "DELETE FROM store_entry",
    ],
)
def test_the_database_itself_refuses_changes_and_removals(
    workspace: Workspace, statement: str
) -> None:
    with (
        pytest.raises(DatabaseError, match="never"),
        connections[workspace.alias].cursor() as cursor,
    ):
        cursor.execute(statement)
    assert verify(workspace.alias).broken_at is None
    assert len(workspace.entries("triage")) == 6


def test_the_database_refuses_to_put_a_line_in_the_place_of_another(workspace: Workspace) -> None:
    line = Written.objects.using(workspace.alias).get(number=6)
    line.subject = "x"
    with pytest.raises(DatabaseError):
        line.save(using=workspace.alias, force_insert=True)
    if connection.vendor == "sqlite":
        with (
            pytest.raises(DatabaseError, match="never"),
            connections[workspace.alias].cursor() as cursor,
        ):
            cursor.execute("INSERT OR REPLACE INTO store_entry SELECT * FROM store_entry")
    assert verify(workspace.alias).broken_at is None


def test_a_detail_can_be_forgotten_and_the_chain_holds(workspace: Workspace) -> None:
    written = Written.objects.using(workspace.alias).filter(number__in=[2, 6])
    assert written.update(detail=None, salt=None) == 2
    found = verify(workspace.alias)
    assert (found.entries, found.erased, found.broken_at) == (6, 2, None)
    assert [one.detail["n"] for one in workspace.entries("triage")] == [0, 2, 3, 4]


def test_a_line_is_written_just_if_its_change_is(workspace: Workspace) -> None:
    with transaction.atomic(using=workspace.alias):
        write_down("triage", "x", "Ana", at=NOON, using=workspace.alias)
        transaction.set_rollback(True, using=workspace.alias)
    assert verify(workspace.alias).entries == 6
    workspace.append(LINES)
    assert verify(workspace.alias).broken_at is None


def test_moments_of_every_zone_are_one_chain(workspace: Workspace) -> None:
    there = timezone(timedelta(hours=-5))
    lines = [Line("a", "b", "c", NOON.astimezone(there)), Line("a", "b", "c", NOON)]
    with transaction.atomic(using=workspace.alias):
        write_all_down(lines, using=workspace.alias)
    assert verify(workspace.alias).broken_at is None


def test_eight_writers_at_once_make_one_chain(workspace: Workspace) -> None:
    database = connections[workspace.alias]
    address, folder = "", workspace.folder
    if database.vendor == "postgresql":
        address = (
            os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database.settings_dict['NAME']}"
        )
        folder = Path(database.settings_dict["FOLDER"])
    processes = [
        PROCESSES.Process(
            target=add_in_threads,
            args=(folder, address, str(number)),
            kwargs={"threads": 2, "times": 12},
        )
        for number in range(4)
    ]
    for one in processes:
        one.start()
    for one in processes:
        one.join(60)
    assert [one.exitcode for one in processes] == [0] * 4
    found = verify(workspace.alias)
    assert (found.entries, found.broken_at) == (6 + 4 * 2 * 12, None)
    subjects = {one.subject for one in workspace.entries("chain")}
    assert len(subjects) == 4 * 2 * 12


def test_the_head_is_one_row(workspace: Workspace) -> None:
    workspace.append(LINES)
    assert [one.number for one in HistoryHead.objects.using(workspace.alias)] == [12]
