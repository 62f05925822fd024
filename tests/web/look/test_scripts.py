"""What scripts add to a page, under a policy that lets nothing be evaluated."""

import pytest
from pytest_django import Settings

from tests.web.browser import Visit
from tests.web.conftest import make_account


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.web.look.gallery"


@pytest.mark.parametrize("button", ["Fetch", "Fetch with mistakes"])
def test_a_part_that_is_fetched_later_is_shown_and_its_components_work(
    visit: Visit, button: str
) -> None:
    page = visit("/gallery/")
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("#place").get_by_text("Fetched.").wait_for()
    page.locator("#place").get_by_role("button", name="Show password").click()
    assert page.locator("#part_word").get_attribute("type") == "text"
    assert page.title().startswith("Error: Gallery")


def test_who_was_signed_out_meanwhile_signs_in_and_does_not_find_that_page_within_this_one(
    visit: Visit,
) -> None:
    page = visit("/gallery/")
    with page.expect_navigation():
        page.get_by_role("button", name="Fetch mine").click()
    assert page.locator("#place").inner_text() == ""


def test_no_page_is_kept_in_the_browser(visit: Visit) -> None:
    page = visit("/gallery/", by=make_account())
    page.get_by_role("button", name="Fetch mine").click()
    page.locator("#place").get_by_text("For you.").wait_for()
    assert page.evaluate("localStorage.length") == 0
    # The address alone, for the way back.
    assert page.evaluate("Object.keys(sessionStorage)") == ["htmx-current-path-for-history"]


def test_a_password_can_be_shown_and_hidden(visit: Visit) -> None:
    page = visit("/gallery/")
    field, button = page.locator("#id_word"), page.locator("[aria-controls=id_word]")
    button.click()
    assert field.get_attribute("type") == "text"
    button.click()
    assert field.get_attribute("type") == "password"


def test_letters_that_are_left_are_counted_while_typing(visit: Visit) -> None:
    page = visit("/gallery/")
    page.locator("#id_note").fill("x" * 190)
    page.get_by_text("You have 10 characters remaining").first.wait_for()


def test_a_form_is_sent_once_however_often_its_button_is_pressed(visit: Visit) -> None:
    page = visit("/gallery/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.route("**/gallery/", lambda route: route.abort())
    button = page.get_by_role("button", name="Send", exact=True).last
    button.dblclick(no_wait_after=True)
    page.wait_for_timeout(100)
    assert sent.count("POST") == 1


def test_the_keyboard_skips_to_the_content_first(visit: Visit) -> None:
    page = visit("/accounts/login/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
