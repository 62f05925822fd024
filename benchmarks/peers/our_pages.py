"""Serve a made-up workspace as `theodolite serve` does, and have people at it for a while."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from theodolite.web.starting import start

READERS, WRITERS = 50, 8
SECONDS = 40
CALM = 5
"""Seconds for the server to have begun before anybody comes."""

SECRET = "a" * 32


def main() -> None:
    """Print the milliseconds that 95 of 100 pages took at most, the errors and the rate."""
    folder, items = Path(sys.argv[1]), int(sys.argv[2])
    people = folder / "people.json"
    if not (folder / "theodolite.sqlite").exists():
        made = [sys.executable, "-m", "benchmarks.peers.made_listed", str(folder), str(items)]
        subprocess.run(made, check=True, stdout=sys.stderr)  # noqa: S603  our own program and arguments
    people.write_text(json.dumps(_people(folder)), "utf-8")
    with _served(folder) as address:
        _stay(address, people, folder / "told")
    sys.stdout.write(json.dumps(_told(folder / "told_stats.csv")))


def _people(folder: Path) -> dict[str, object]:
    """Sessions of everybody, as if they had signed in."""
    start(folder)
    from django.conf import settings
    from django.test import Client

    from theodolite.store.models import Account, Role

    def session(role: str, number: int) -> str:
        account, _ = Account.objects.get_or_create(email=f"{role}-{number}@example.org")
        if role != "member":
            Role.objects.get_or_create(account=account, role=role)
        client = Client()
        client.force_login(account)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "secret": SECRET,
        "readers": READERS,
        "writers": WRITERS,
        "sessions": {
            "member": [session("member", one) for one in range(READERS)],
            "curator": [session("curator", one) for one in range(WRITERS)],
        },
    }


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    told = folder / "serving.txt"
    command = [
        sys.executable,
        "-m",
        "theodolite.cli",
        "serve",
        "-w",
        str(folder),
        "--port",
        "0",
        *sys.argv[3:],
    ]
    with (folder / "serve.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603  our own program and arguments
    try:
        for _ in range(600):
            if told.exists() and told.read_text():
                break
            sleep(0.1)
        sleep(CALM)
        yield told.read_text("utf-8").rstrip("/").replace("localhost", "127.0.0.1")
    finally:
        server.terminate()
        server.wait(30)


def _stay(address: str, people: Path, told: Path) -> None:
    command = [sys.executable, "-m", "locust", "-f", "benchmarks/peers/people_of_pages.py"]
    how = ["--headless", "-u", str(READERS + WRITERS), "-r", "20", "-t", f"{SECONDS}s"]
    kept = [
        "--host",
        address,
        "--csv",
        str(told),
        "--only-summary",
        "--reset-stats",
        "--exit-code-on-error",
        "0",
    ]
    subprocess.run(  # noqa: S603  our own program and arguments
        [*command, *how, *kept],
        check=True,
        env={**os.environ, "PEOPLE": str(people)},
        stdout=sys.stderr,
        timeout=SECONDS + 60,
    )


def _told(file: Path) -> dict[str, float]:
    with file.open(newline="", encoding="utf-8") as lines:
        rows = {row["Name"]: row for row in csv.DictReader(lines)}
    every = rows["Aggregated"]
    found = {f"p95 of {name}": float(row["95%"]) for name, row in rows.items()}
    return found | {
        "errors": float(every["Failure Count"]),
        "pages": float(every["Request Count"]),
        "pages a second": round(float(every["Requests/s"]), 1),
    }


if __name__ == "__main__":
    main()
