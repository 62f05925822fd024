"""`theodolite serve` and `theodolite worker`, as processes that are asked to stop, or killed."""

import logging
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.jobs.labour import Place, ask, over, tally
from theodolite.jobs import beside

PROGRAM = "import sys; from theodolite.cli import run; run(sys.argv[1:])"


class Process:
    """A command that runs until it is stopped, and what it has said so far."""

    def __init__(self, place: Place, *arguments: str) -> None:
        place.folder.mkdir(exist_ok=True)
        self.log = place.folder.parent / f"{arguments[0]}-{time.monotonic_ns()}.log"
        with self.log.open("w") as said:
            self.process = subprocess.Popen(  # noqa: S603  our own program and arguments
                [sys.executable, "-c", PROGRAM, *arguments, "--workspace", str(place.folder)],
                stdout=said,
                stderr=subprocess.STDOUT,
                env={**os.environ, "DATABASE_URL": place.address},
            )

    def wait_for(self, words: str) -> str:
        """Wait until it has said something, and give back all that it has."""
        until = time.monotonic() + 40
        while not re.search(words, said := self.log.read_text()):
            assert time.monotonic() < until, f"not said in 40 seconds: {words}\n{said}"
            assert self.process.poll() is None or re.search(words, self.log.read_text()), said
            time.sleep(0.05)
        return said

    def stop(self) -> tuple[int, str]:
        """Ask it to end; its exit code and all it said."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30), self.log.read_text()


@contextmanager
def running(place: Place, *arguments: str) -> Iterator[Process]:
    """A command that is killed at the end of the block if it runs still."""
    started = Process(place, *arguments)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    return Place(tmp_path / "site")


def until_over(place: Place, jobs: int) -> None:
    until = time.monotonic() + 40
    while place.do(over) < jobs:
        assert time.monotonic() < until, "the jobs were not done in 40 seconds"
        time.sleep(0.1)


def test_serve_makes_what_it_needs_answers_and_stops_cleanly_when_asked(folder: Place) -> None:
    with running(folder, "serve", "--port", "0") as server:
        said = server.wait_for(r"http://localhost:\d+/\S+\n")
        address, link = re.findall(r"http://localhost:\d+/\S*", said)
        with urllib.request.urlopen(f"{address}accounts/login/", timeout=20) as answer:  # noqa: S310
            assert answer.status == 200
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with browser.open(link, timeout=20) as answer:
            assert "administrator" in answer.read().decode()
        code, said = server.stop()
    assert (code, said.count("Stopped."), "Traceback" in said) == (0, 1, False)
    assert "Links in letters lead to http://127.0.0.1:8000. If people come to another" in said
    readable_by_others = [
        str(one) for one in folder.folder.rglob("*") if one.is_file() and one.stat().st_mode & 0o077
    ]
    assert not readable_by_others
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address, timeout=5)  # noqa: S310


def test_a_second_server_of_one_folder_is_told_where_the_first_is(folder: Place) -> None:
    with running(folder, "serve", "--port", "0") as first:
        address = re.findall(r"http://\S+:\d+/", first.wait_for("Serving"))[-1]
        with running(folder, "serve", "--port", "0") as second:
            said = second.wait_for("being served already")
            assert second.process.wait(30) == 2
    assert address in said
    assert "Open it there" in said


def test_a_server_that_is_started_while_the_last_one_stops_takes_its_place(folder: Place) -> None:
    with running(folder, "serve", "--port", "0") as first:
        first.wait_for("Serving")
        first.process.send_signal(signal.SIGTERM)
        with running(folder, "serve", "--port", "0") as second:
            second.wait_for("Serving")
            assert first.process.wait(30) == 0


def test_a_port_that_is_taken_is_refused_with_a_way_out(folder: Place, tmp_path: Path) -> None:
    with running(folder, "serve", "--port", "0") as first:
        port = re.findall(r":(\d+)/", first.wait_for("Serving"))[-1]
        with running(Place(tmp_path / "other"), "serve", "--port", port) as second:
            said = second.wait_for("Choose another port")
            assert second.process.wait(30) == 2
    assert f"port {port}" in said


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('time_zone = "Europe/Londn"', "Did you mean 'Europe/London'"),
        ('[schedule]\nbackup = "25:00"', "is no time of a schedule"),
        ('[schedule]\nbakup = "01:00"', "Did you mean 'backup'?"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_before_anything_is_served(
    folder: Place, settings: str, said: str
) -> None:
    folder.folder.mkdir()
    (folder.folder / "installation.toml").write_text(settings)
    with running(folder, "serve", "--port", "0") as server:
        told = server.wait_for(re.escape(said))
        assert server.process.wait(30) == 2
    assert "Serving" not in told
    assert "Traceback" not in told


@pytest.mark.either_database
def test_what_a_killed_server_left_is_done_by_the_next(place: Place) -> None:
    """The kinds asked for are unknown to it, so each job ends with a sentence, once."""
    place.do(ask, 8)
    with running(place, "serve", "--port", "0") as killed:
        killed.wait_for("Serving")
    with running(place, "serve", "--port", "0") as server:
        server.wait_for("Serving")
        until_over(place, 8)
        assert server.stop()[0] == 0
    assert place.do(tally)["attempts"] >= 8


def workers_beside(server: Process) -> set[int]:
    """The processes that a server has begun, as the kernel tells."""
    told = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    return {int(one) for file in told for one in file.read_text().split()}


def until_beside(server: Process, *, other_than: set[int]) -> set[int]:
    until = time.monotonic() + 40
    while not (found := workers_beside(server) - other_than):
        assert time.monotonic() < until, "no worker was begun in 40 seconds"
        time.sleep(0.05)
    return found


def test_a_worker_that_dies_beside_its_server_is_followed_by_another(folder: Place) -> None:
    with running(folder, "serve", "--port", "0") as server:
        server.wait_for("Serving")
        (first,) = until_beside(server, other_than=set())
        os.kill(first, signal.SIGKILL)
        until_beside(server, other_than={first})
        assert server.stop()[0] == 0


def test_a_worker_that_cannot_be_begun_is_tried_again(
    folder: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the machine has no memory left for another process."""
    said: list[str] = []
    monkeypatch.setattr(sys, "executable", "/no/such/program")
    monkeypatch.setattr(beside, "_LOG", logging.Logger("beside"))
    monkeypatch.setattr(beside._LOG, "handle", lambda told: said.append(told.getMessage()))
    with beside.working_beside(folder.folder, threads=1):
        until = time.monotonic() + 20
        while len(said) < 2:
            assert time.monotonic() < until, said
            time.sleep(0.05)
    assert [one[:34] for one in said[:2]] == ["The worker ended (No such file or "] * 2


def test_a_worker_ends_with_its_server_even_where_that_is_killed(folder: Place) -> None:
    with running(folder, "serve", "--port", "0") as server:
        server.wait_for("Serving")
        (worker,) = until_beside(server, other_than=set())
    until = time.monotonic() + 40
    while is_alive(worker):
        assert time.monotonic() < until, "the worker went on without its server"
        time.sleep(0.1)


def is_alive(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.either_database
def test_a_worker_apart_does_the_jobs_of_a_server_that_leaves_them_to_it(place: Place) -> None:
    place.do(ask, 4)
    with running(place, "serve", "--port", "0", "--workers", "0") as server:
        server.wait_for("Serving")
        assert place.do(over) == 0
        with running(place, "worker") as apart:
            apart.wait_for("Working on the jobs")
            until_over(place, 4)
            code, said = apart.stop()
    assert (code, said.count("Stopped.")) == (0, 1)


def test_a_worker_does_not_begin_on_tables_that_are_not_there(folder: Place) -> None:
    folder.folder.mkdir()
    (folder.folder / "theodolite.sqlite").touch()
    with running(folder, "worker") as apart:
        said = apart.wait_for("Start `theodolite serve`")
        assert apart.process.wait(30) == 2
    assert "changes behind this program" in said
