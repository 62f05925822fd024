"""From an export in a folder to a published report, in a real browser."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from playwright.sync_api import Page, expect

from tests.web.browser import Visit
from tests.web.conftest import client_of, make_account
from tests.web.look import checks
from tests.web.surveys.made import CRITERIA, NOW, exported, posts_outside
from theodolite.jobs.worker import run_due
from theodolite.store.history import verify
from theodolite.store.models import Account, Entry, Export, Report, Screening, Survey
from theodolite.store.surveys.screening import Judgement, decide, to_screen

Photograph = Callable[[Page, str], None]
PATIENCE = 60_000
"""Milliseconds that a page may take on a machine that has other work."""


def test_an_upload_becomes_a_published_report(visit: Visit, photograph: Photograph) -> None:
    analyst, other = make_account("analyst"), make_account("administrator")
    # The site is loaded before a browser waits for it.
    client_of(analyst).get("/surveys/new/")
    page = visit("/surveys/new/", by=analyst)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)

    survey = upload(page)
    describe_what_was_asked(page, survey)
    screen_by_two(page, survey)
    choose_segments(page, survey)
    page.get_by_label("Name of cluster 4").evaluate("it => it.scrollIntoView()")
    photograph(page, "clusters-previewed")
    report = make_a_report(page, survey)
    ask_for_its_release(page, report)
    decide_on_it(visit, other)
    page = read_it_without_scripts(visit)
    page.get_by_text("Figure 5.").evaluate("it => it.scrollIntoView()")
    photograph(page, "published-report-phone")

    assert verify().broken_at is None
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"survey uploaded", "screening opened", "report made", "release approved"} <= kinds


def upload(page: Page) -> Survey:
    page.get_by_label("What is the survey called?").fill("Workforce survey 2026")
    press(page, "Begin")
    survey = Survey.objects.get()
    page.goto(f"{root(page)}/surveys/{survey.key}/upload/")
    page.locator("input[type=file]").set_input_files(exported() / "answers.csv")
    page.get_by_label("Keep the answers until").fill(f"31 12 {date.today().year + 4}")
    press(page, "Upload")
    expect(page.get_by_text("125 respondents were read.")).to_be_visible()
    return survey


def describe_what_was_asked(page: Page, survey: Survey) -> None:
    """Paste the questionnaire and the plan that fit the export, as an analyst has them in files."""
    for name in ("questionnaire", "plan"):
        page.goto(f"{root(page)}/surveys/{survey.key}/{name}/text/")
        text = (exported() / f"{name}.toml").read_text("utf-8")
        page.locator("textarea").fill(text)
        press(page, "Save")
        expect(page.get_by_text("was saved.")).to_be_visible()


def screen_by_two(page: Page, survey: Survey) -> None:
    """Name two screeners; that each decides apart from the other has a journey of its own."""
    first, second = make_account(), make_account()
    page.goto(f"{root(page)}/surveys/{survey.key}/screening/set-up/")
    page.get_by_label("Reasons for which").fill(CRITERIA)
    page.get_by_label("First screener").fill(first.email)
    page.get_by_label("Second screener").fill(second.email)
    press(page, "Save")
    screening = Screening.objects.get(survey=survey)
    outside, everyone = posts_outside(survey), to_screen(survey)
    with transaction.atomic():
        for screener in (first, second):
            for one in everyone:
                verdict = "reject" if one in outside else "keep"
                reason = CRITERIA.splitlines()[0] * (verdict == "reject")
                decide(screening, screener.key, Judgement(one, verdict, reason), at=NOW)
    page.goto(f"{root(page)}/surveys/{survey.key}/screening/")
    expect(page.get_by_text("113").first).to_be_visible()


def choose_segments(page: Page, survey: Survey) -> None:
    """Try three clusters, see what they would be, and stay with four, two of them merged."""
    page.goto(f"{root(page)}/surveys/{survey.key}/plan/")
    expect(page.get_by_text("28 respondents; most: Using clinical")).to_be_visible()
    page.get_by_label("Number of clusters").fill("3")
    page.get_by_label("Number of clusters").press("Tab")
    expect(page.get_by_label("Name of cluster 4")).to_have_count(0)
    expect(page.get_by_text("50 respondents; most:")).to_be_visible()
    expect(page.get_by_label("Name of cluster 1")).to_have_value("Application Users")
    expect(page.get_by_label("Name of cluster 3")).to_have_value("")
    page.get_by_label("Number of clusters").fill("4")
    page.get_by_label("Number of clusters").press("Tab")
    expect(page.get_by_label("Name of cluster 4")).to_be_visible()
    for number, name in enumerate(("Users", "Builders", "Users", "Keepers"), start=1):
        page.get_by_label(f"Name of cluster {number}").fill(name)
    segments = page.get_by_role("region", name="Segments, as they would be")
    expect(segments.get_by_text("1 and 3")).to_be_visible()
    expect(segments.get_by_text("Keepers")).to_be_visible()
    expect(page.get_by_text("INSIDE USE ONLY").first).to_be_visible()
    assert not checks.accessibility_faults(page)
    for number, name in enumerate(
        ("Application Users", "Development", "Application Users", "Support"), start=1
    ):
        page.get_by_label(f"Name of cluster {number}").fill(name)
    press(page, "Save the plan")
    expect(page.get_by_text("Version 3 of the plan was saved.")).to_be_visible()


def make_a_report(page: Page, survey: Survey) -> Report:
    """Ask for one that may be published; the page follows the work by itself."""
    page.goto(f"{root(page)}/surveys/{survey.key}/reports/")
    page.get_by_role("radio").first.check()
    press(page, "Make the report")
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    assert run_due() == 1
    report: Report = Report.objects.get()
    assert report.done_at is not None, report.job
    expect(page.get_by_role("heading", name="Release", exact=True)).to_be_visible()
    page.reload()
    return report


def ask_for_its_release(page: Page, report: Report) -> None:
    """Look at the figures as scripts draw them, at a table, and at a file; then ask."""
    drawn = page.locator("[data-figure]")
    for number in range(7):
        expect(drawn.nth(number)).to_have_attribute("data-drawn", "yes")
    page.get_by_text("The numbers as a table").first.click()
    expect(page.get_by_role("cell", name="125", exact=True).first).to_be_visible()
    faults = [*checks.accessibility_faults(page), *checks.reflow_faults(page)]
    assert not faults, faults
    with page.expect_download() as download:
        page.get_by_role("link", name="The report as PDF").click()
    assert download.value.suggested_filename == "report.pdf"
    assert Export.objects.get().what == f"{report}, report.pdf"
    page.get_by_label("Everyone, without signing in").check()
    press(page, "Ask for its release")
    expect(page.get_by_text("someone else decides on it")).to_be_visible()


def decide_on_it(visit: Visit, other: Account) -> None:
    page = visit("/releases/", by=other)
    page.set_default_timeout(PATIENCE)
    page.get_by_role("link", name="Clinical and scientific").click()
    expect(page.get_by_text("none gave way.")).to_be_visible()
    page.get_by_label("Approve: publish it now").check()
    press(page, "Decide")
    expect(page.get_by_text("Release 1 is published.")).to_be_visible()


def read_it_without_scripts(visit: Visit) -> Page:
    """A stranger with a telephone and no scripts reads the pictures, a table and its source."""
    page = visit("/releases/1/", width=320, scripts=False)
    page.set_default_timeout(PATIENCE)
    assert page.locator("figure img").count() == 9
    page.get_by_text("The numbers as a table").first.click()
    page.get_by_text("Where these numbers come from").first.click()
    expect(page.get_by_text("Source: ").first).to_be_visible()
    assert not checks.reflow_faults(page)
    assert page.locator("text=segments.csv").count() == 0
    return page


def press(page: Page, words: str) -> None:
    """Press the one button of that name, and wait for what comes."""
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def root(page: Page) -> str:
    return page.url.split("/surveys/")[0].split("/releases/")[0]
