"""Figures: a picture for everyone, drawn over where scripts run, its numbers one click away."""

import pytest
from pytest_django import Settings

from tests.web.browser import Visit


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.web.look.gallery"


def test_a_figure_is_drawn_in_place_of_its_picture_and_told_in_the_same_words(visit: Visit) -> None:
    page = visit("/gallery/")
    figure = page.locator("[data-figure]")
    figure.locator("svg").wait_for()
    assert not figure.locator("img").is_visible()
    drawn = figure.locator(".figure__drawn > *").first
    assert (
        drawn.get_attribute("aria-label") == "Bar chart: planners 42 %, makers 33 %, teachers 25 %."
    )


def test_pointing_at_a_bar_tells_its_value(visit: Visit) -> None:
    page = visit("/gallery/")
    page.locator("[data-figure] svg .mark-rect path").first.hover()
    page.wait_for_function("document.querySelector('.figure__drawn').title.includes('Planners')")


def test_words_in_the_data_stay_words(visit: Visit) -> None:
    page = visit("/gallery/")
    page.locator("[data-figure] svg").wait_for()
    assert "Teachers </script><b>" in page.locator("[data-figure] svg").text_content()
    assert page.locator("[data-figure] b").count() == 0


def test_without_scripts_the_picture_and_the_numbers_are_there(visit: Visit) -> None:
    page = visit("/gallery/", scripts=False)
    figure = page.locator("[data-figure]")
    assert figure.locator("img").is_visible()
    figure.locator("summary").click()
    assert figure.locator("td").all_inner_texts() == ["42", "33", "25"]


def test_a_figure_that_cannot_be_drawn_stays_a_picture(visit: Visit) -> None:
    page = visit("/gallery/?spoilt")
    page.wait_for_selector("[data-drawn=no]")
    assert page.locator("[data-figure] img").is_visible()
    assert page.locator(".figure__drawn").count() == 0
