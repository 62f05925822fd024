"""Every address of the site with somebody's thing behind it, and how it answers a role."""

from collections.abc import Iterator
from itertools import product

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.web.conftest import client_of
from tests.web.every_page import FILES, PAGES
from tests.web.look.world import named_pages
from tests.web.security.answers import OPEN, REFUSED, SIGN_IN, Answers
from tests.web.security.who_may import LINES, MADE
from tests.web.sight import People, Sight
from theodolite.web.permissions import BY_TOKEN, EVERYONE, SIGNED_IN, allowed_to


def _with_arguments(
    resolver: URLResolver | None = None, space: str = "", outer: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    for one in (resolver or get_resolver()).url_patterns:
        here = outer | frozenset(one.pattern.regex.groupindex) | frozenset(one.pattern.converters)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _with_arguments(one, inner, here)
        else:
            yield space + (one.name or str(one.pattern)), here


ADDRESSES: dict[str, URLPattern] = dict(named_pages())
ARGUMENTS: dict[str, frozenset[str]] = dict(_with_arguments())
SIGHTS: dict[str, Sight] = {sight.name: sight for sight in reversed((*PAGES, *FILES))}
"""The first sight of each page."""
_CHOICES = ("backup", "items", "atom", "all")
"""Words that fit where an address takes a few only."""


def needs_a_line(name: str) -> bool:
    """Whether the mark of the page does not tell who may."""
    page = ADDRESSES[name]
    mark = allowed_to(page.callback)
    return mark is None or (mark == SIGNED_IN and bool(ARGUMENTS[name]))


def needs_to_be_made(name: str) -> bool:
    """Whether its address has arguments."""
    return bool(ARGUMENTS[name])


def expected(name: str) -> Answers:
    """What each role gets: as the table says, or else as the mark of the page."""
    if name in LINES:
        return LINES[name]
    mark = allowed_to(ADDRESSES[name].callback)
    assert mark is not None
    if mark == EVERYONE:
        return {"others": OPEN}
    if mark == BY_TOKEN:
        return {"others": 401}
    if mark == SIGNED_IN:
        return {"stranger": SIGN_IN, "others": OPEN}
    return {"stranger": SIGN_IN, **dict.fromkeys(mark, OPEN), "others": REFUSED}


def address_of(name: str, people: People) -> str:
    """The address with what it is about made."""
    if name in MADE:
        return reverse(name, kwargs=dict(MADE[name](people)))
    if name in SIGHTS:
        sight = SIGHTS[name]
        return reverse(name, kwargs=dict(sight.made(people))) + sight.query
    return reverse(name)


def answer(address: str, people: People, role: str) -> HttpResponseBase:
    """What a role gets; whatever it changes is undone."""
    client: Client = client_of(people.get(role))
    client.raise_request_exception = False
    with transaction.atomic():
        got = client.get(address)
        if got.status_code == 405:
            got = client.post(address)
        transaction.set_rollback(True)
    return got


def in_words(got: HttpResponseBase) -> str | int:
    """OPEN, SIGN_IN, or the status."""
    if got.status_code in (301, 302, 303):
        to_the_door = got.headers["Location"].startswith("/accounts/login/")
        return SIGN_IN if to_the_door else OPEN
    return OPEN if got.status_code in (200, 400, 422, 429) else got.status_code


def any_address(name: str) -> str:
    """The address with arguments that fit and are about nothing, for what is refused before."""
    names = sorted(ARGUMENTS[name])
    for words in product(("x", "1", *_CHOICES), repeat=len(names)):
        try:
            return reverse(name, kwargs=dict(zip(names, words, strict=True)))
        except NoReverseMatch:
            continue
    raise AssertionError(f"No word fits all arguments of {name}.")
