"""Who may open which page."""

from collections.abc import Iterator

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from theodolite.web.permissions import allowed_to

OURS = "theodolite."


def pages(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from pages(one)
        else:
            yield one


def test_every_page_of_ours_says_whom_it_is_for() -> None:
    silent = [
        str(one.pattern)
        for one in pages(get_resolver())
        if one.callback.__module__.startswith(OURS) and allowed_to(one.callback) is None
    ]
    assert not silent


def test_a_stranger_is_asked_to_sign_in(stranger: Client) -> None:
    answer = stranger.get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/"


def test_a_member_is_greeted(member: Client) -> None:
    assert member.get("/").status_code == 200


def test_a_page_that_does_not_say_is_opened_for_nobody(
    administrator: Client, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.web.silent_urls"
    assert administrator.get("/silent").status_code == 403
