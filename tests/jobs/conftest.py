"""A place for jobs, on the kind of database that the tests are run on."""

import os
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.jobs.labour import Place, make_tables


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An installation with tables and nothing in them."""
    made = Place(tmp_path / "site", new_database())
    made.do(make_tables)
    return made


def new_database() -> str:
    """The address of an empty database on the server in DATABASE_URL; "" where there is none."""
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        return ""
    name = f"jobs-{uuid4().hex}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{address.rsplit('/', 1)[0]}/{name}"
