"""A PostgreSQL server of the tests' own, on a socket in a folder that is thrown away."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDERS = (Path("/usr/lib/postgresql"), Path("/usr/local/pgsql"))
_OPTIONS = "-c listen_addresses='' -c fsync=off -c max_connections=60"


def programs() -> Path | None:
    """Where PostgreSQL's programs are on this machine; None where it has none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(one.parent for folder in _FOLDERS for one in folder.glob("**/bin/initdb"))
    return found[-1] if found else None


@contextmanager
def postgres() -> Iterator[Path]:
    """A running server; gives the folder of its socket. Root may run none: `postgres` does."""
    where = programs()
    assert where, "PostgreSQL is not installed"
    folder = Path(tempfile.mkdtemp(prefix="theodolite-pg-", dir="/tmp"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def run(program: str, *given: str) -> None:
        subprocess.run(  # noqa: S603
            [where / program, *given], check=True, user=user, capture_output=True, cwd=folder
        )

    data, log = str(folder / "data"), str(folder / "log")
    run("initdb", "-D", data, "-U", "theodolite", "-A", "trust", "--no-sync", "-E", "UTF8")
    try:
        run("pg_ctl", "-D", data, "-l", log, "-w", "-o", f"-k {folder} {_OPTIONS}", "start")
        yield folder
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: Path, name: str) -> str:
    """Make an empty database; gives the address that DATABASE_URL takes."""
    import psycopg

    with psycopg.connect(
        host=str(server), user="theodolite", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    socket = str(server).replace("/", "%2F")
    return f"postgres://theodolite@{socket}/{name}"
