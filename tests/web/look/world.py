"""One site with everything in it that any page needs, seen by one person of each role."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Browser, Page, Response

from tests.web.browser import Watch, session_cookie, window_of
from tests.web.conftest import make_account
from tests.web.every_page import FILES, PAGES
from tests.web.look.checks import NARROW
from tests.web.sight import People, Sight
from theodolite.store.models import Account

GROUP = "Council of the society"


def people_of_every_role() -> dict[str, Account]:
    """Somebody to look through the eyes of, for each role."""
    given = ("council", "curator", "analyst", "administrator")
    return {
        "member": make_account(),
        "group_member": make_account(group=GROUP),
        "group_chair": make_account(group=GROUP, is_chair=True),
        **{role: make_account(role) for role in given},
    }


@dataclass
class World:
    """People, the addresses of what was made for each sight, and two pages to look at them."""

    site: str
    people: People
    addresses: Mapping[Sight, str | Exception]
    page: Page
    plain: Page
    watch: Watch

    def look(self, sight: Sight, *, scripts: bool = True) -> Page:
        """The sight as its role sees it: wide and with scripts, or narrow and without."""
        address = self.addresses[sight]
        if isinstance(address, Exception):
            raise address
        page = self.page if scripts else self.plain
        page.context.clear_cookies()
        if sight.by in self.people:
            page.context.add_cookies([session_cookie(self.people[sight.by], self.site)])
        answer = page.goto(self.site + address)
        if sight.send is not None:
            answer = send_form(page, sight.send)
        assert answer is not None
        assert answer.status == sight.status, f"{sight} answers {answer.status}"
        return page


def make_world(site: str, browser: Browser) -> World:
    """Everybody, and everything that the sights are about."""
    people = people_of_every_role()
    addresses = {sight: _address_of(sight, people) for sight in (*PAGES, *FILES)}
    window = window_of(browser, site, None)
    plain = window_of(browser, site, None, width=NARROW, scripts=False)
    watch = Watch(site)
    watch.over(window)
    return World(site, people, addresses, window.new_page(), plain.new_page(), watch)


def _address_of(sight: Sight, people: People) -> str | Exception:
    """Where it is, or why it could not be made: then the sight fails, and no other."""
    try:
        with transaction.atomic():
            return reverse(sight.name, kwargs=dict(sight.made(people))) + sight.query
    except Exception as problem:
        return problem


def send_form(page: Page, typed: Mapping[str, str]) -> Response:
    """Type into the first form of the page that has such fields and send it, as a person would."""
    form = page.locator("main form")
    for name in typed:
        form = form.filter(has=page.locator(f'[name="{name}"]'))
    form = form.first
    for name, words in typed.items():
        form.locator(f'[name="{name}"]').fill(words)
    with page.expect_navigation() as awaited:
        form.locator('button[type="submit"], button:not([type])').first.click()
    return awaited.value


def named_pages(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site by its name, with its namespace; unnamed ones by their pattern."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from named_pages(one, inner)
        else:
            yield space + (one.name or str(one.pattern)), one
