"""A curator decides on twenty items by keyboard, the server is killed mid-way, nothing is lost."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as BrowserFailed

from tests.jobs.labour import Place
from tests.jobs.test_serve import Process, running
from tests.web.browser import browser as browser
from tests.web.browser import photograph as photograph
from theodolite.horizon.triage.acts import KIND, Act, acts_from
from theodolite.horizon.triage.state import replay
from theodolite.store.history import verify
from theodolite.store.workspace import open_workspace

ITEMS, KILLED_AFTER = 20, 9


@dataclass(frozen=True)
class Site:
    """A folder that was filled, and the curator who comes in."""

    folder: Path
    key: str
    cookie: str
    session: str


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("filled") / "site"
    folder.mkdir()
    told = subprocess.run(  # noqa: S603  our own program and arguments
        [sys.executable, "-m", "tests.web.horizon.fill_site", str(folder)],
        capture_output=True,
        check=True,
        env={**os.environ, "DATABASE_URL": "", "THEODOLITE_WORKSPACE": str(folder)},
    )
    return Site(folder, **json.loads(told.stdout))


@pytest.fixture
def site(filled: Site, tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    shutil.copytree(filled.folder, folder)
    return replace(filled, folder=folder)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def window(
    request: pytest.FixtureRequest, browser: Browser, site: Site
) -> Iterator[BrowserContext]:
    context = browser.new_context(java_script_enabled=request.param, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    for host in ("http://localhost", "http://127.0.0.1"):
        context.add_cookies([{"name": site.cookie, "value": site.session, "url": host}])
    yield context
    context.close()


@dataclass(frozen=True)
class Curator:
    """Someone at the keyboard, with scripts or without."""

    page: Page
    has_scripts: bool

    def title(self) -> str:
        """The item that is shown."""
        return self.page.locator(".item-card h2").inner_text()

    def press(self, deed: str) -> None:
        """Do it by keys alone: the inbox's own, or those that every browser has."""
        if self.has_scripts:
            for key in {"keep": "k", "discard": "d2", "skip": "s"}[deed]:
                self.page.keyboard.press(key)
            return
        name = {"keep": "Keep", "discard": "Nothing new in it", "skip": "Skip for now"}[deed]
        button = self.page.get_by_role("button", name=name)
        button.focus()
        self.page.keyboard.press("Enter")

    def decide(self, deed: str) -> str:
        """Do it, and wait until the server has said so; gives the item's title."""
        title = self.title()
        told = {"keep": "Kept", "discard": "Discarded", "skip": "Skipped"}[deed]
        self.press(deed)
        self.page.get_by_role("alert").filter(has_text=f"{told}: {title}").wait_for()
        return title

    def decide_on(self, numbers: range) -> list[tuple[str, str]]:
        """One after the other, each in its own way; what was done to which title."""
        return [(deed_of(number), self.decide(deed_of(number))) for number in numbers]


def deed_of(number: int) -> str:
    return ("keep", "discard", "keep", "discard", "skip")[number % 5]


def served(site: Site) -> Process:
    return running(Place(site.folder), "serve", "--port", "0", "--workers", "0")


def address_of(server: Process) -> str:
    return re.findall(r"http://localhost:\d+/", server.wait_for(r"http://localhost:\d+/"))[0]


def acts_in(site: Site) -> list[Act]:
    return acts_from(open_workspace(site.folder).entries(KIND))


def photograph_inbox(page: Page, photograph: Callable[[Page, str], None]) -> None:
    """The inbox for the docs, at a desk and on a phone."""
    photograph(page, "triage")
    page.set_viewport_size({"width": 320, "height": 800})
    photograph(page, "triage-phone")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_twenty_items_are_decided_by_keyboard_and_a_killed_server_loses_none(
    site: Site,
    window: BrowserContext,
    photograph: Callable[[Page, str], None],
    request: pytest.FixtureRequest,
) -> None:
    curator = Curator(window.new_page(), "without scripts" not in request.node.name)
    said: list[tuple[str, str]] = []
    with served(site) as server:
        curator.page.goto(f"{address_of(server)}horizon/triage/")
        if curator.has_scripts:
            photograph_inbox(curator.page, photograph)
        said += curator.decide_on(range(KILLED_AFTER))
        # One more is sent, and the server is killed while it may or may not have been heard.
        last = curator.title()
        with suppress(BrowserFailed):
            curator.press("keep")
        server.process.kill()
        server.process.wait()
    kept = acts_in(site)
    assert [act.deed for act in kept[:KILLED_AFTER]] == [deed for deed, _ in said]
    assert len(kept) in (KILLED_AFTER, KILLED_AFTER + 1)
    was_heard = len(kept) > KILLED_AFTER
    with served(site) as server:
        curator.page.goto(f"{address_of(server)}horizon/triage/")
        assert (curator.title() == last) is not was_heard
        said += curator.decide_on(range(len(kept), ITEMS))
        server.stop()
    assert_nothing_is_lost(site, said)


def assert_nothing_is_lost(site: Site, said: list[tuple[str, str]]) -> None:
    titles = [title for _, title in said]
    assert len(set(titles)) == len(titles)
    acts = acts_in(site)
    assert len(acts) == ITEMS
    assert {act.by for act in acts} == {site.key}
    decided = [act for act in acts if act.deed in ("keep", "discard")]
    assert all(act.reason == "Nothing new in it" for act in decided if act.deed == "discard")
    assert len(replay(acts).outcomes) >= len(decided)
    assert verify(using=open_workspace(site.folder).alias).broken_at is None
