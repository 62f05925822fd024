"""From an export to screened respondents, in a real browser, with keys and without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser import Visit
from tests.web.conftest import make_account
from tests.web.surveys.made import CRITERIA, SMALL
from theodolite.store.models import Assessment, DataSet, Survey
from theodolite.store.surveys.screening import screened
from theodolite.store.surveys.settling import decisions_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "workforce.csv"
    file.write_text(SMALL, "utf-8")
    return file


def test_a_survey_goes_from_upload_over_two_blind_screeners_to_decisions(
    visit: Visit, export: Path
) -> None:
    analyst, first, second, third = (make_account(*one) for one in (["analyst"], [], [], []))
    office = visit("/surveys/new/", by=analyst)
    upload(office, export)
    correct(office)
    look_at_quality(office)
    office.locator(".steps").get_by_role("link", name="Screening").click()
    set_up(office, [first.email, second.email, third.email])
    at = f"/surveys/{Survey.objects.get().key}/screening"
    doubted = screen(visit(f"{at}/assess", by=first), reject=3)
    assert screen(visit(f"{at}/assess", by=second, scripts=False), reject=0) == []
    settle(visit(f"{at}/conflicts", by=third, width=320), doubted)
    office.reload()
    expect(office.locator("main")).to_contain_text("Kept")
    assert screened(Survey.objects.get()).kept.size == 5
    assert [one.final for one in decisions_of(Survey.objects.get()).made if one.differs].count(
        "keep"
    ) == 2
    office.get_by_label("Why?").fill("For the archive")
    with office.expect_download() as taken:
        office.get_by_role("button", name="Download").click()
    assert taken.value.suggested_filename == "decisions.csv"


def upload(page: Page, export: Path) -> None:
    page.get_by_label("What is the survey called?").fill("Workforce 2026")
    page.get_by_role("button", name="Begin").click()
    page.set_input_files("input[type=file]", export)
    page.get_by_label("Keep the answers until").fill("31 12 2030")
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("h1")).to_have_text("Questionnaire")
    assert DataSet.objects.get().respondents == 6


def correct(page: Page) -> None:
    """What was guessed to be words are hours."""
    page.get_by_role("link", name="Correct Hours a week").click()
    page.get_by_label("A number", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Cells that cannot be read as they stand: 1")


def look_at_quality(page: Page) -> None:
    page.locator(".steps").get_by_role("link", name="Quality").click()
    page.get_by_role("link", name="Cell that cannot be read").click()
    expect(page.locator("main")).to_contain_text("about ten")


def set_up(page: Page, addresses: list[str]) -> None:
    page.get_by_label("Reasons for which a respondent is rejected").fill(CRITERIA)
    for label, address in zip(
        ("First screener", "Second screener", "Who settles where they differ"),
        addresses,
        strict=True,
    ):
        page.get_by_label(label).fill(address)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("decided on 0 of 6")


def screen(page: Page, *, reject: int) -> list[str]:
    """Decide on all six by keyboard, and say who was rejected."""
    rejected = []
    for number in range(6):
        expect(page.locator("main")).to_contain_text(f"decided on {number} of 6")
        assert "Ada" not in page.content()
        if number < reject:
            rejected.append(shown(page))
            page.get_by_label(CRITERIA.splitlines()[0]).focus()
            page.keyboard.press("Space")
            press(page, "Reject")
        else:
            press(page, "Keep")
    expect(page.locator("h1")).to_have_text("You have decided on everyone")
    return rejected


def settle(page: Page, doubted: list[str]) -> None:
    """Keep two of the three on whom the screeners differ, and reject one."""
    for number in range(3):
        expect(page.locator("main")).to_contain_text(f"{3 - number} left to settle")
        assert shown(page) in doubted
        if number:
            press(page, "Keep")
        else:
            page.get_by_label(CRITERIA.splitlines()[1]).check()
            press(page, "Reject")
    expect(page.locator("main")).to_contain_text("Nothing is left to settle")
    assert Assessment.objects.filter(is_open=True).count() == 12


def press(page: Page, name: str) -> None:
    """Press a button as someone without a mouse does."""
    page.get_by_role("button", name=name).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def shown(page: Page) -> str:
    found = re.fullmatch(r"Respondent ([0-9a-f-]+)", page.locator("h1").inner_text())
    assert found is not None
    return found[1]
