"""The demo's workspace, served as its command says and opened by everyone in it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest


@pytest.fixture(scope="module")
def site(demo: Path) -> Iterator[str]:
    """The address of a real server on the demo's workspace."""
    unset = ("DJANGO_SETTINGS_MODULE", "THEODOLITE_WORKSPACE")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    serving = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "theodolite.cli", "serve", "--workspace", str(demo / "workspace"),
         "--port", "0", "--workers", "0"],
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert serving.stdout is not None
    try:
        said = next(line for line in serving.stdout if line.startswith("Serving"))
        found = re.search(r"http://\S+", said)
        assert found
        yield found.group()
    finally:
        serving.terminate()
        serving.communicate(timeout=60)


@pytest.fixture(scope="module")
def people(said_by_demo: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = said_by_demo["people"]
    return found


def signed_in(site: str, email: str, passphrase: str) -> OpenerDirector:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = browser.open(f"{site}accounts/login/").read().decode()
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    sent = {"login": email, "password": passphrase, "csrfmiddlewaretoken": token}
    answer = browser.open(f"{site}accounts/login/", urlencode(sent).encode())
    assert answer.geturl() == site, answer.read().decode()[:2_000]
    return browser


def test_everyone_signs_in_and_finds_a_page_of_their_own(
    site: str, people: dict[str, str], said_by_demo: dict[str, Any]
) -> None:
    for email in people:
        browser = signed_in(site, email, said_by_demo["passphrase"])
        page = browser.open(site).read().decode()
        assert "Made-up Society of Hospital Physics" in page
        assert "<h1" in page


def test_the_sources_tell_what_was_kept_of_theirs(
    site: str, people: dict[str, str], said_by_demo: dict[str, Any]
) -> None:
    (curator,) = (one for one, what in people.items() if what == "curate the horizon")
    browser = signed_in(site, curator, said_by_demo["passphrase"])
    page = browser.open(f"{site}horizon/sources/").read().decode()
    kept = [int(one.replace(",", "")) for one in re.findall(r">([\d,]+) of [\d,]+<", page)]
    assert sum(kept) >= 8


def test_the_workspace_is_well(demo: Path) -> None:
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "theodolite.cli", "doctor", "-w", str(demo / "workspace"), "--json"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "theodolite.web.settings"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert [one for one in told["examined"] if not one["is_well"]] == []


def test_the_released_report_has_been_attacked_and_registered(demo: Path) -> None:
    (register,) = (demo / "workspace" / "surveys").glob("*/released/register.jsonl")
    assert len(register.read_text("utf-8").splitlines()) == 1
