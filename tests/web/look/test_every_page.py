"""Every page as everyone sees it: accessible, narrow, by keyboard, without scripts, from here."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from playwright.sync_api import Browser
from pytest_django import Settings

from tests.web.browser import Visit, Watch, empty_the_site, window_of
from tests.web.every_page import ACTIONS, FILES, PAGES
from tests.web.look import checks
from tests.web.look.world import World, make_world, named_pages
from tests.web.sight import Sight


@pytest.fixture(scope="module")
def world(address: str, browser: Browser) -> Iterator[World]:
    made = make_world(address, browser)
    yield made
    made.page.context.close()
    made.plain.context.close()
    empty_the_site()


def test_every_address_of_the_site_is_in_a_list() -> None:
    listed = {sight.name for sight in (*PAGES, *FILES)} | set(ACTIONS)
    missing = {name for name, _ in named_pages()} - listed
    assert not missing, f"List them in tests/web/every_page.py: {sorted(missing)}"


@pytest.mark.parametrize("sight", PAGES, ids=str)
def test_the_page_serves_everyone(world: World, sight: Sight) -> None:
    world.watch.foreign.clear()
    world.watch.complaints.clear()
    page, plain = world.look(sight), world.look(sight, scripts=False)
    if checks.scriptless_faults(page, plain):
        # Some pages note that they were looked at: the second look is what to compare.
        page = world.look(sight)
    faults = [
        *checks.frame_faults(page),
        *checks.accessibility_faults(page),
        *checks.scriptless_faults(page, plain),
        *checks.reflow_faults(page),
        *checks.keyboard_faults(page),
        *checks.reflow_faults(plain),
        *world.watch.foreign,
        *world.watch.complaints,
    ]
    assert not faults, "\n".join(faults)


@pytest.fixture
def gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.web.look.gallery"


@pytest.mark.usefixtures("gallery")
def test_every_piece_of_a_page_in_every_state_serves_everyone(visit: Visit) -> None:
    page, plain = visit("/gallery/"), visit("/gallery/", scripts=False)
    page.wait_for_selector("[data-drawn=yes]")
    assert not [
        *checks.frame_faults(page),
        *checks.accessibility_faults(page),
        *checks.scriptless_faults(page, plain),
        *checks.reflow_faults(page),
        *checks.keyboard_faults(page),
        *checks.reflow_faults(plain),
    ]


@pytest.mark.usefixtures("gallery")
def test_the_checks_find_a_broken_page(site: str, browser: Browser) -> None:
    watch, window = Watch(site), window_of(browser, site, None)
    watch.over(window)
    page, plain = window.new_page(), window_of(browser, site, None, scripts=False).new_page()
    page.goto(f"{site}/gallery/broken")
    plain.goto(f"{site}/gallery/")
    found = {
        "frame": checks.frame_faults(page),
        "axe": checks.accessibility_faults(page),
        "scripts": checks.scriptless_faults(page, plain),
        "reflow": checks.reflow_faults(page),
        "missed": [one for one in checks.keyboard_faults(page) if "reach" in one],
        "unseen": [one for one in checks.keyboard_faults(page) if "sees" in one],
        "headers": checks.header_faults(HttpResponse()),
        "foreign": watch.foreign,
        "policy": [one for one in watch.complaints if one.startswith("CSP")],
    }
    assert [what for what, faults in found.items() if not faults] == []
    window.close()
    plain.context.close()
