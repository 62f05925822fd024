"""Every address of a page ends in a slash; whoever leaves it out is sent there."""

from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

OWN_FORMS = ("api/", "feeds/", "accounts/")
"""Addresses of the programming interface, of feed readers' files and of the accounts library."""

FILES = ("<str:name>", ".opml", ".pdf", ".svg")


def addresses(within: URLResolver, before: str = "") -> Iterator[str]:
    """Every address that the site knows, as a pattern."""
    for one in within.url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield address
        else:
            yield from addresses(one, address)


def test_a_page_has_a_slash_at_its_end_and_a_file_has_none() -> None:
    ours = [one for one in addresses(get_resolver()) if one and not one.startswith(OWN_FORMS)]
    assert [one for one in ours if one.endswith("/") == one.endswith(FILES)] == []
    assert len(ours) > 100


def test_an_address_typed_without_its_slash_leads_to_the_page(member: Client) -> None:
    answer = member.get("/sightings/mine", {"format": "csv"})
    assert answer.headers["Location"] == "/sightings/mine/?format=csv"
