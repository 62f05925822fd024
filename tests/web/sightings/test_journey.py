"""From a phone to the answer: a sighting's whole way, in a real browser 320 pixels wide."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from tests.web.browser import Visit, Watch
from tests.web.conftest import PASSWORD, make_account
from theodolite.jobs.worker import run_due
from theodolite.store.models import Account, Sighting

SEEN = "https://example.org/helium"
ANSWER = "Thank you. We had not seen it."


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sighting_goes_from_a_phone_to_its_answer(
    visit: Visit,
    browser: Browser,
    site: str,
    photograph: Callable[[Page, str], None],
    scripts: bool,
) -> None:
    member, curator = make_account(), make_account("curator")
    watch = Watch(site)
    phone = phone_of(browser, watch, scripts=scripts)
    phone.goto(f"{site}/sightings/new/")
    fill_in(phone)
    photograph(phone, "sighting-phone")
    phone.get_by_role("button", name="Sign in and send").tap()
    sign_in_and_send(phone, member)
    reply(visit("/sightings/awaiting/", by=curator, scripts=scripts))
    run_due()
    phone.goto(site + address_in_letter_to(member))
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    expect(phone.get_by_text("Answered: kept")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    photograph(phone, "sighting-answered-phone")
    assert Sighting.objects.get().may_be_named
    phone.context.close()
    assert not watch.foreign
    assert not watch.complaints


def phone_of(browser: Browser, watch: Watch, *, scripts: bool) -> Page:
    """A phone as narrow as any, which is tapped on and not clicked."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=scripts,
        locale="en-GB",
        reduced_motion="reduce",
    )
    watch.over(context)
    return context.new_page()


def fill_in(phone: Page) -> None:
    phone.get_by_label("What did you see?").fill(SEEN)
    phone.get_by_label("Why does it matter?").fill("Our scanners need helium.")


def sign_in_and_send(phone: Page, member: Account) -> None:
    phone.get_by_label("E-mail address").fill(member.email)
    phone.get_by_label("Password", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Sign in", exact=True).last.tap()
    expect(phone.get_by_label("What did you see?")).to_have_value(SEEN)
    phone.get_by_label("My name may be shown with it").check()
    phone.get_by_role("button", name="Send", exact=True).tap()
    expect(phone.get_by_text("Your sighting has arrived")).to_be_visible()
    expect(phone.locator("h1")).to_have_text("example.org/helium")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def reply(desk: Page) -> None:
    desk.get_by_role("link", name="example.org/helium").click()
    desk.get_by_role("button", name="I am reading it").click()
    desk.get_by_label("We keep it").check()
    desk.get_by_label("Your answer to the member").fill(ANSWER)
    desk.get_by_role("button", name="Send the answer").click()
    expect(desk.get_by_text("The member has been written to")).to_be_visible()
    expect(desk.get_by_text("Every sighting has its answer")).to_be_visible()


def address_in_letter_to(member: Account) -> str:
    (letter,) = [one for one in mail.outbox if "sighting" in one.subject]
    assert letter.to == [member.email]
    found = re.search(r"/sightings/[0-9a-f]+/", str(letter.body))
    assert found
    return found[0]
