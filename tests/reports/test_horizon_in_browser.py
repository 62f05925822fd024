"""Radar and bulletin as a browser shows them: wide, at 320 pixels, by keyboard, without scripts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.reports.made_bulletins import WILD
from theodolite.horizon.radar import Edition, Ring, Spot, moved_since
from theodolite.reports.bulletin_folder import write_bulletin_folder
from theodolite.reports.radar_folder import write_radar_folder

PAGES = [
    ("radar/radar.html", 1280),
    ("radar/radar.html", 320),
    ("bulletin/bulletin.html", 320),
    ("bulletin/email.html", 320),
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
RINGS = (Ring("short", 2.0), Ring("long", 15.0))
SECTORS = ("Imaging", "Workforce", "Climate and carbon")


def edition(on: date, *spots: Spot) -> Edition:
    return Edition(f"Radar of {on}", on, SECTORS, RINGS, "years until it matters", spots)


SPRING = edition(date(2026, 4, 1), Spot("Helium", "Imaging", "long", 9.0))
AUTUMN = edition(
    date(2026, 10, 1),
    Spot("Helium", "Imaging", "short", 1.0, address="https://a.example/helium"),
    Spot("Posts", "Workforce", "long"),
    Spot("Heat", "Climate and carbon", "short", 0.5, description="<b>bold</b>"),
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_radar_folder(moved_since(AUTUMN, SPRING), SPRING, folder / "radar")
    write_bulletin_folder(WILD, folder / "bulletin")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize(("name", "width"), PAGES)
def test_each_page_is_accessible_fits_its_window_and_asks_for_nothing(
    page: Page, pages: Path, name: str, width: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((pages / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert len(asked) == 1


@pytest.mark.parametrize("name", ["radar/radar.html", "radar/radar.svg"])
def test_the_keyboard_reaches_every_blip_in_order_and_shows_where_it_is(
    page: Page, pages: Path, name: str
) -> None:
    page.goto((pages / name).as_uri())
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const one = document.activeElement;
            if (!one || one.getAttribute("class") !== "blip") return null;
            const line = getComputedStyle(one.querySelector("path")).strokeWidth;
            return [one.getAttribute("aria-label").slice(0, 9),
                    getComputedStyle(one).outlineStyle, parseFloat(line)]; }"""
        )
        if found and found not in reached:
            reached.append(found)
    assert [label for label, _, _ in reached] == ["1. Helium", "2. Posts:", "3. Heat: "]
    assert all(outline == "solid" and line > 2 for _, outline, line in reached)
