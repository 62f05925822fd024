"""Databases of tests are emptied between tests, which the guards of the history would refuse."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'store_entry'"


@contextmanager
def emptied_with_guards_aside() -> Iterator[None]:
    """Within, emptying a whole database works, and its guards stand again afterwards."""
    empty = BaseDatabaseOperations.execute_sql_flush

    def with_guards_aside(self: BaseDatabaseOperations, statements: Sequence[str]) -> None:
        with transaction.atomic(using=self.connection.alias), guards_aside(self.connection):
            empty(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", with_guards_aside)
        yield


@contextmanager
def guards_aside(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """No guard of the history stands within, as for someone who has the database file alone."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE store_entry DISABLE TRIGGER USER")
            yield
            cursor.execute("ALTER TABLE store_entry ENABLE TRIGGER USER")
            return
        cursor.execute(GUARDS)
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _, statement in guards:
            cursor.execute(statement)
