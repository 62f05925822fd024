"""Workspaces to be filled, on whichever database the tests are run."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from django.db import connection, transaction

from tests.store.emptying import guards_aside
from theodolite.store.workspace import Workspace, open_workspace

Fresh = Callable[..., Workspace]
KEPT = "keptitem, itemversion, itemsegment, sourcepage, appearance, entry, historyhead"


def empty_what_workspaces_keep() -> None:
    tables = ", ".join(f"store_{name}" for name in KEPT.split(", "))
    with transaction.atomic(), guards_aside(connection), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}")


@pytest.fixture
def fresh(tmp_path: Path, request: pytest.FixtureRequest) -> Fresh:
    """Makes a workspace that holds nothing yet, each time it is called.

    A folder of its own on SQLite; on PostgreSQL all folders are one database, which is emptied.
    """
    numbers = count()
    if connection.vendor == "postgresql":
        request.applymarker(pytest.mark.django_db(transaction=True))
        request.getfixturevalue("db")

    def make(segment: int = 4_096) -> Workspace:
        if connection.vendor == "postgresql" and next(numbers):
            empty_what_workspaces_keep()
        return open_workspace(tmp_path / f"fresh {next(numbers)}", segment=segment)

    return make
