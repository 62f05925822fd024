"""A place for jobs on each database that an installation may have."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.labour import Place, make_tables
from tests.postgres import new_database, postgres, programs

DATABASES = ["sqlite", "postgres"] if programs() else ["sqlite"]


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    with postgres() as folder:
        yield folder


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An installation with tables and nothing in them."""
    address = ""
    if request.param == "postgres":
        server = request.getfixturevalue("server")
        address = new_database(server, f"jobs-{abs(hash(request.node.name)):x}")
    made = Place(tmp_path / "site", address)
    made.do(make_tables)
    return made
