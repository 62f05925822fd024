"""The office's pages are one area of the navigation."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "marked"),
    [
        ("administration:people", "page"),
        ("administration:groups", "true"),
        ("administration:history", "true"),
        ("privacy:exports", "true"),
        ("privacy:subject", "true"),
        ("privacy:mine", None),
        ("home", None),
    ],
)
def test_administration_is_marked_on_every_page_of_the_office(
    page: str, marked: str | None, administrator: Client
) -> None:
    shown = html.fromstring(administrator.get(reverse(page)).content)
    (line,) = shown.xpath("//nav//a[normalize-space() = 'Administration']")
    assert line.get("aria-current") == marked
