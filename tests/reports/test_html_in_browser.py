"""The page as a browser shows it: wide, at 320 pixels, and on paper."""

from dataclasses import replace
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from theodolite.evidence.estimate import share_of
from theodolite.evidence.table import Block, Row
from theodolite.reports.document import Section
from theodolite.reports.html import to_html

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def view(browser, document, tmp_path):
    """The report opened from a file, without scripts, and what it asked for."""
    file = tmp_path / "report.html"
    file.write_bytes(to_html(document))
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page, asked
    page.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_is_accessible_and_never_scrolls_sideways(view, width):
    page, asked = view
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert len(asked) == 1


SMALLEST_LETTERS = """() => Math.min(...Array.from(
    document.querySelectorAll("svg text"),
    text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
))"""


def test_letters_in_figures_stay_readable_on_a_small_screen(view):
    page, _ = view
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(SMALLEST_LETTERS) >= 9
    assert page.locator(".hint").first.is_visible()


def test_a_broken_page_is_found_out(browser):
    page = browser.new_page()
    page.set_content("<img src='data:,'>")
    assert Axe().run(page).violations_count > 0
    page.close()


def test_a_wide_table_is_whole_on_paper(browser, document, segments_table):
    columns = tuple(f"Region{number}" for number in range(16))
    row = Row("Yes", tuple((share_of(3, 20),) for _ in columns))
    table = replace(segments_table, columns=columns, blocks=(Block("", (row,)),))
    page = browser.new_page()
    section = Section("Answers", (table,))
    page.set_content(to_html(replace(document, sections=(section,))).decode())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 1000})
    room, needed = (page.locator(name).bounding_box() for name in (".scroll", "table"))
    assert needed["x"] + needed["width"] <= room["x"] + room["width"] + 1
    page.close()


def test_on_paper_stamp_and_notice_are_on_every_page(view, document):
    page, _ = view
    pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(pages) > 1
    for printed in pages:
        text = " ".join(printed.extract_text().split())
        assert document.stamp in text
        assert document.notice in text
