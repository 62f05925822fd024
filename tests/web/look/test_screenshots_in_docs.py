"""Pictures of pages in the docs: each is taken by a test, and each is shown."""

import re
from pathlib import Path

from tests.web.browser import SCREENSHOTS

DOCS = SCREENSHOTS.parent
KEPT = {file.stem for file in SCREENSHOTS.glob("*.png")}
SHOWN = {
    name
    for file in (*DOCS.rglob("*.md"), DOCS.parent / "README.md")
    for name in re.findall(r"screenshots/([a-z0-9-]+)\.png", file.read_text("utf-8"))
}
TAKEN = {
    name
    for file in Path(__file__).parents[1].rglob("test_*.py")
    for name in re.findall(r'photograph\(\s*\w+, "([a-z0-9-]+)"', file.read_text("utf-8"))
}


def test_every_picture_that_a_doc_shows_is_there() -> None:
    missing = SHOWN - KEPT
    assert not missing, "Take them with `make screenshots`, in a test of the page."


def test_every_picture_is_shown_by_a_doc() -> None:
    unused = KEPT - SHOWN
    assert not unused, "Show them in a page of docs/, or remove them."


def test_every_picture_is_taken_by_a_test() -> None:
    abandoned, untaken = KEPT - TAKEN, TAKEN - KEPT
    assert not abandoned, "Take them in a browser test with `photograph(page, name)`."
    assert not untaken, "Run `make screenshots` and look at what it took."


def test_pictures_are_small() -> None:
    heavy = [file.name for file in SCREENSHOTS.glob("*.png") if file.stat().st_size > 250_000]
    assert not heavy
