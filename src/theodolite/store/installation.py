"""One installation: its folder, what it says of itself, its secret and its database."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import dj_database_url

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.settings.settings_file import STRICT, read_settings
from theodolite.store.errors import StoreError
from theodolite.store.sign_in import SignIn
from theodolite.store.sqlite import PRAGMAS

FOLDER_VARIABLE = "THEODOLITE_WORKSPACE"
"""The environment variable that names the folder of an installation."""

SETTINGS_FILE = "installation.toml"
DATABASE_FILE = "theodolite.sqlite"
OUTBOX = "outbox"
"""The folder of letters where no mail server is named."""

SECRET_FILE = "secret.key"  # noqa: S105  the name of a file, not what is in it

WAIT_SECONDS = 60.0
"""How long a process waits for another to finish writing."""


@dataclass(frozen=True)
class Mail:
    """Where letters go: to a mail server, or (without one) into the folder OUTBOX."""

    host: str = ""
    port: int = 587
    user: str = ""
    password_file: str = ""
    sender: str = "theodolite@localhost"

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Keeping:
    """How long what nobody needs any more is kept: so many backups, and so many days of jobs."""

    backups: int = 14
    days_of_jobs: int = 90

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Installation:
    """What an installation says of itself, in `installation.toml`; all of it has a default.

    `hosts` are the names it is asked for by; `is_behind_https` makes cookies and redirects secure.
    `feeds_are_public` lets feed readers have what was kept without a secret address.
    `schedule` changes when recurring work is done (see `jobs.schedule`).
    """

    society: str = "A learned society"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    address: str = "http://127.0.0.1:8000"
    is_behind_https: bool = False
    time_zone: str = "Europe/London"
    feeds_are_public: bool = False
    schedule: dict[str, str] = field(default_factory=dict)
    keep: Keeping = field(default_factory=Keeping)
    mail: Mail = field(default_factory=Mail)
    sign_in: SignIn = field(default_factory=SignIn)

    __pydantic_config__ = STRICT


def folder_of_installation() -> Path:
    """The folder that the environment names, or `workspace` where one stands."""
    return Path(os.environ.get(FOLDER_VARIABLE, "workspace")).absolute()


def read_installation(folder: Path) -> Installation:
    """The settings of an installation, or those of one that has written none."""
    file = folder / SETTINGS_FILE
    if not file.exists():
        return Installation()
    read = read_settings(file, Installation, what="installation's settings")
    _check_time_zone(read.time_zone)
    return read


def _check_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise unknown_name("time zone", name, available_timezones(), where=SETTINGS_FILE) from None


def secret_of(folder: Path) -> str:
    """The installation's own secret, made the first time it is asked for; no two share one."""
    file = folder / SECRET_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            write_once(file, secrets.token_urlsafe(48).encode("ascii"))
        secret = file.read_text("ascii").strip()
    except OSError as error:
        raise StoreError(
            f"The secret of this installation, {file}, cannot be read or made: {error.strerror}."
            " Give the program a folder that it may write to."
        ) from None
    if not secret:
        raise StoreError(
            f"{file} is empty, and the history and everyone's sign-in hang on what was in it. Put"
            " it back from the last backup."
        )
    return secret


def write_once(file: Path, content: bytes) -> None:
    """Write a file wholly or not at all, and leave it where another process was first."""
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}-") as made:
        made.write(content)
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):
            os.link(made.name, file)


def database_of(folder: Path, address: str | None = None) -> dict[str, Any]:
    """How Django reaches the database: the file in the folder, or what DATABASE_URL names."""
    address = os.environ.get("DATABASE_URL", "") if address is None else address
    if address:
        return {**_server(address), "FOLDER": str(folder)}
    return {
        "FOLDER": str(folder),
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(folder / DATABASE_FILE),
        # Whoever closes the last connection has to move the whole log into the file.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": WAIT_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": PRAGMAS,
        },
    }


def _server(address: str) -> dict[str, Any]:
    try:
        named = dict(dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True))
    except ValueError:
        raise UnusableSettings(
            "DATABASE_URL is no address of a database. Write it like"
            " postgres://user@host:5432/name, or leave it out to work on a file of the folder."
        ) from None
    if named.get("ENGINE") != "django.db.backends.postgresql":
        raise UnusableSettings(
            f"DATABASE_URL names a database of kind {named.get('ENGINE')!r}. Theodolite works on"
            " PostgreSQL (postgres://user@host/name), or on its own file where none is named."
        )
    return named
