"""The tables are those of the models, on an empty database and on one of every earlier step."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from tests.store.test_taking_over import ENTRIES, ITEMS
from theodolite.horizon.archive import Entry
from theodolite.store.database import asked
from theodolite.store.folders import known_migrations
from theodolite.store.history import verify
from theodolite.store.workspace import open_workspace

TRIGGERS = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"


def tables(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        rows = asked(cursor, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return [sql for (sql,) in rows]


def test_the_models_ask_for_no_migration_that_is_not_there() -> None:
    told = StringIO()
    call_command("makemigrations", "store", check=True, dry_run=True, stdout=told)
    assert "No changes detected" in told.getvalue()


def test_a_folder_of_the_first_tables_gets_todays_and_loses_nothing(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "today")
    earlier = open_workspace(tmp_path / "earlier")
    connections[earlier.alias].close()
    earlier.database.unlink()
    executor = MigrationExecutor(connections[earlier.alias])
    executor.migrate([("store", "0001_tables")])
    assert tables(earlier.alias) != tables(workspace.alias)
    earlier.keep(ITEMS)
    earlier.append(ENTRIES)
    again = open_workspace(earlier.folder)
    assert tables(again.alias) == tables(workspace.alias)
    assert list(again.items()) == ITEMS
    assert list(again.entries("triage")) == ENTRIES
    assert verify(again.alias).broken_at is None
    again.append([Entry("triage", "x", "Ana", ITEMS[0].observed_at)])
    assert verify(again.alias).entries == len(ENTRIES) + 1


@pytest.mark.django_db
@pytest.mark.either_database
def test_every_migration_is_applied_and_known() -> None:
    with connection.cursor() as cursor:
        applied = asked(cursor, "SELECT name FROM django_migrations WHERE app = 'store'")
    assert {name for (name,) in applied} == known_migrations()
