"""A server killed during an upload keeps all of it or nothing, and leaves nothing lying about."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.jobs.labour import Place
from tests.jobs.test_serve import Process, running
from tests.web.surveys.made import SMALL, small_survey
from tests.web.surveys.site_to_kill import clear_away, kept_of
from theodolite.jobs.worker import run_due
from theodolite.store import survey_files
from theodolite.store.models import Job
from theodolite.store.queue import ask_for

MOMENTS = (0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
"""When the server is killed, in shares of the time that a whole upload took."""


@dataclass(frozen=True)
class Site:
    """A folder with empty surveys, and the cookies of the analyst who uploads into them."""

    place: Place
    surveys: list[str]
    cookies: dict[str, str]


@dataclass(frozen=True)
class Sender:
    """An analyst's browser at a running server."""

    server: Process
    client: httpx.Client

    def token(self, survey: str) -> str:
        """What the form of an upload is sent with."""
        page = self.client.get(f"/surveys/{survey}/upload/").text
        found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)
        assert found is not None, page
        return found[1]

    def send(self, survey: str, token: str) -> bool:
        """Upload the answers; whether the server said that they were read."""
        said = {"csrfmiddlewaretoken": token, "retain_until": "31 12 2030"}
        sent = {"export": ("small.csv", SMALL)}
        try:
            answer = self.client.post(f"/surveys/{survey}/upload/", data=said, files=sent)
        except httpx.TransportError:
            return False
        return answer.headers.get("Location") == f"/surveys/{survey}/questionnaire/"


@pytest.fixture
def empty(tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    folder.mkdir()
    given = (str(folder), str(1 + len(MOMENTS)))
    told = subprocess.run(  # noqa: S603  our own program and arguments
        [sys.executable, "-m", "tests.web.surveys.site_to_kill", *given],
        capture_output=True,
        check=True,
        env={**os.environ, "DATABASE_URL": "", "THEODOLITE_WORKSPACE": str(folder)},
    )
    return Site(Place(folder), **json.loads(told.stdout))


@contextmanager
def at_work(site: Site) -> Iterator[Sender]:
    """A server that is killed at the end of the block, if it was not before."""
    with running(site.place, "serve", "--port", "0", "--workers", "0") as server:
        address = re.findall(r"http://localhost:\d+/", server.wait_for(r"http://localhost:\d+/"))[0]
        with httpx.Client(base_url=address, timeout=40, cookies=site.cookies) as client:
            yield Sender(server, client)


def killed_upload(site: Site, survey: str, seconds: float) -> bool:
    """Kill the server so long after an upload began; whether the upload was acknowledged."""
    with at_work(site) as sender, ThreadPoolExecutor(1) as browser:
        answer: Future[bool] = browser.submit(sender.send, survey, sender.token(survey))
        time.sleep(seconds)
        sender.server.process.kill()
        sender.server.process.wait()
        return answer.result(40)


def test_an_upload_is_wholly_there_or_not_at_all_whenever_the_server_is_killed(
    empty: Site,
) -> None:
    first, *others = empty.surveys
    with at_work(empty) as sender:
        token, begun = sender.token(first), time.monotonic()
        assert sender.send(first, token)
        sender.server.process.kill()  # right after its answer
        whole = time.monotonic() - begun
    acknowledged = {first: True}
    for survey, share in zip(others, MOMENTS, strict=True):
        acknowledged[survey] = killed_upload(empty, survey, share * whole)
    kept = {survey: empty.place.do(kept_of, survey, SMALL) for survey in empty.surveys}
    assert set(kept.values()) <= {(0, 0, 0), (1, 2, 1)}
    assert all(kept[survey] == (1, 2, 1) for survey, said in acknowledged.items() if said)
    assert (0, 0, 0) in kept.values(), "none was cut short"
    there = [survey for survey, found in kept.items() if found[0]]
    left = empty.place.do(clear_away)
    assert sorted({one.split("/")[1] for one in left}) == sorted(there)
    assert len(left) == 2 * len(there)
    with at_work(empty) as sender:
        again = next(survey for survey in empty.surveys if survey not in there)
        assert sender.send(again, sender.token(again)), "sent once more, it is read"
    assert empty.place.do(kept_of, again, SMALL) == (1, 2, 1)


def test_what_a_killed_server_left_of_people_is_cleared_away_at_night(
    transactional_db: None,
) -> None:
    survey = small_survey().survey
    kept = survey.data_set
    assert kept is not None
    identified, analysis = (
        survey_files.identified_folder(survey.key),
        survey_files.analysis_folder(survey.key),
    )
    analysis.mkdir(exist_ok=True)
    strays = [identified / "0123456789abcdef", identified / "0123456789abcdef.part"]
    for stray in strays:
        stray.mkdir()
        (stray / "original").write_text(SMALL)
    for name in ("0123456789abcdef.parquet", "0123456789abcdef.aa11bb22.part"):
        strays.append(analysis / name)
        (analysis / name).write_text(SMALL)
    ask_for("retain", {}, "schedule")
    assert run_due() == 1
    assert Job.objects.get().result["strays"] == 4
    assert not [stray for stray in strays if stray.exists()]
    assert survey_files.read_identified(survey.key, kept.key).respondents


def test_a_secret_of_pseudonyms_is_there_wholly_or_refused(db: None) -> None:
    survey = small_survey().survey
    assert len(survey_files.pseudonym_key(survey.key)) == 32
    file = survey_files.identified_folder(survey.key) / "pseudonym.key"
    assert [one.name for one in file.parent.iterdir() if one.is_file()] == ["pseudonym.key"]
    file.write_bytes(b"")
    with pytest.raises(survey_files.DamagedWorkspace, match="last copy"):
        survey_files.pseudonym_key(survey.key)
