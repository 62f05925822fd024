"""Fixtures that every test may use."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.store.emptying import emptied_with_guards_aside

# The first example may import something heavy, and a test must say the same on every run.
settings.register_profile("theodolite", deadline=None, derandomize=True)
settings.load_profile("theodolite")

SNAPSHOTS = Path(__file__).parent / "snapshots"


@pytest.fixture
def matches_snapshot() -> Callable[[str, str], None]:
    """Compare a text with a file; UPDATE_SNAPSHOTS=1 rewrites the file, to be looked at."""

    def check(text: str, file: str) -> None:
        path = SNAPSHOTS / file
        if os.environ.get("UPDATE_SNAPSHOTS"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"There is no snapshot {file}. Make it with UPDATE_SNAPSHOTS=1."
        expected = path.read_text(encoding="utf-8")
        assert text == expected, f"{file} has changed. If you meant it: UPDATE_SNAPSHOTS=1."

    return check


@pytest.fixture(scope="session", autouse=True)
def _databases_are_open(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Workspaces are databases, too; what a test does on the site's own is undone by `db`."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """The site's test database, for any fixture that asks: a browser's test asks for no `db`."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _guards_stand_aside_for_emptying() -> Iterator[None]:
    """The history refuses to be emptied, but between tests a database has to be."""
    with emptied_with_guards_aside():
        yield
