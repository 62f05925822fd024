"""Start the site in this process, for commands that need all of it on one folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError

from theodolite.settings.errors import CorrectableError
from theodolite.store.database import explained
from theodolite.store.installation import FOLDER_VARIABLE


class TablesAreOld(CorrectableError):
    """The database was made by an earlier release."""


class DatabaseAway(CorrectableError):
    """The database does not answer."""


PRIVATE = 0o077
"""Whatever is made from here on can be read by nobody but whom the program runs as."""


def start(folder: Path) -> None:
    """Set the whole site up on the folder of an installation, its tables brought up to date."""
    set_up(folder)
    with _database_answering():
        call_command("migrate", verbosity=0, interactive=False)


def set_up(folder: Path) -> None:
    """Set the whole site up on the folder of an installation, whatever its tables are."""
    if not settings.configured:
        os.umask(PRIVATE)
        os.environ[FOLDER_VARIABLE] = str(folder.absolute())
        # Not only by default: a shell may be set up for another site.
        os.environ["DJANGO_SETTINGS_MODULE"] = "theodolite.web.settings"
        django.setup()


def check_tables() -> None:
    """Refuse to go on with tables that are not those of this program."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with _database_answering():
        executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise TablesAreOld(
            f"The tables of this installation are {len(missing)} changes behind this program, so"
            " no work is begun on them. Start `theodolite serve` on it first, which brings them"
            " up to date."
        )


@contextmanager
def _database_answering() -> Iterator[None]:
    try:
        with explained("default"):
            yield
    except OperationalError as error:
        raise DatabaseAway(
            f"The database does not answer ({' '.join(str(error).split())}). Look whether its"
            " server runs and lets you in, and whether DATABASE_URL names it rightly."
        ) from error
