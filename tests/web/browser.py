"""A real browser on the real site: for journeys, and for what only a browser can tell.

`visit("/", by=account, width=320, scripts=False)` opens a page as somebody. Whatever is opened is
watched: a request to another host, a report of the content security policy or an error on the
console fails the test at its end.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from theodolite.store.models import Account

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TELL_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI}`))"""
SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
Visit = Callable[..., Page]

# Playwright keeps a loop of its own in the thread of the tests, which asks the database nothing.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@dataclass
class Watch:
    """What pages must not do: ask other hosts, offend the policy, or fail in a script."""

    address: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Note what goes wrong on any page of a browser window."""
        context.add_init_script(TELL_VIOLATIONS)
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda failure: self.complaints.append(str(failure.error)))

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def address(django_db_setup: None) -> Iterator[str]:
    """The site on a port of its own, served as an installation serves it."""
    from django.core.wsgi import get_wsgi_application
    from waitress import create_server

    server = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=4)
    Thread(target=server.run, daemon=True).start()
    # By its name: a passkey belongs to a host with a name.
    yield f"http://localhost:{server.effective_port}"
    server.close()


@pytest.fixture
def site(address: str) -> Iterator[str]:
    """The site with nothing in it, and left so."""
    yield address
    empty_the_site()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(ARGUMENTS)
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Visit]:
    """Open a page of the site, as an account or as a stranger."""
    watch = Watch(site)
    windows: list[BrowserContext] = []

    def visit(
        path: str = "/", *, by: Account | None = None, width: int = 1280, scripts: bool = True
    ) -> Page:
        windows.append(window_of(browser, site, by, width=width, scripts=scripts))
        watch.over(windows[-1])
        page = windows[-1].new_page()
        page.goto(f"{site}{path}")
        return page

    yield visit
    for window in windows:
        window.close()
    assert not watch.foreign, watch.foreign
    assert not watch.complaints, watch.complaints


@pytest.fixture
def photograph() -> Callable[[Page, str], None]:
    """Keep what a page looks like for the docs; `make screenshots` does, other runs only look.

    `photograph(page, "inbox")` is docs/screenshots/inbox.png; names of pictures as narrow as a
    telephone end in `-phone`. A doc must show it, or a test fails.
    """

    def photograph(page: Page, name: str) -> None:
        kept = SCREENSHOTS / f"{name}.png" if os.environ.get("TAKE_SCREENSHOTS") else None
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=kept, animations="disabled", scale="css")

    return photograph


def window_of(
    browser: Browser, address: str, by: Account | None, *, width: int = 1280, scripts: bool = True
) -> BrowserContext:
    """A browser window of a width, signed in as the account if there is one."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=scripts,
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)
    if by is not None:
        context.add_cookies([session_cookie(by, address)])
    return context


def session_cookie(account: Account, address: str) -> dict[str, str]:
    """What a browser keeps once somebody signed in with a password, just now."""
    client = Client()
    client.force_login(account)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, account, "password", reauthenticated=True)
    request.session.save()
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def empty_the_site() -> None:
    """Take everything out of the test database, the history included, which refuses that."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%'"
            )
            guards = cursor.fetchall()
            for name, _ in guards:
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")
        call_command("flush", interactive=False, verbosity=0)
        if connection.vendor == "sqlite":
            for _, made in guards:
                cursor.execute(made)
        else:
            cursor.execute("SET session_replication_role = DEFAULT")
