"""People who sign in with an account of their university or hospital, on a site of its own."""

import base64
import os
import re
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.web.accounts.university import (
    CLIENT,
    SECRET,
    Seal,
    Statement,
    University,
    make_seal,
    open_university,
)

PROGRAM = "import sys; from theodolite.cli import run; run(sys.argv[1:])"
SETTINGS = """
society = "Institute of Examples"

[[sign_in.openid_connect]]
key = "university"
name = "University of Examples"
server = "{university}"
client = "{client}"
secret_file = "university.secret"
roles = ["curator"]

[[sign_in.saml]]
key = "hospital"
name = "Hospital of Examples"
entity = "https://university.example/saml"
asks_at = "https://university.example/sign-in"
certificate_file = "hospital.pem"
trusts_addresses = true
"""


@dataclass
class Place:
    """An installation that knows two other houses."""

    address: str
    folder: Path
    university: University
    hospital: Seal


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder, seal = tmp_path_factory.mktemp("site"), make_seal()
    with open_university() as university:
        written = SETTINGS.format(university=university.address, client=CLIENT)
        (folder / "installation.toml").write_text(written)
        (folder / "university.secret").write_text(SECRET)
        (folder / "hospital.pem").write_text(seal.certificate)
        unset = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE")
        with subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-c", PROGRAM, "serve", "--port", "0", "--workers", "0",
             "--workspace", str(folder)],
            env={name: said for name, said in os.environ.items() if name not in unset}
            | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        ) as served:  # fmt: skip
            assert served.stdout is not None
            first = served.stdout.readline()
            (address,) = re.findall(r"http://localhost:\d+", first)
            yield Place(address, folder, university, seal)
            served.send_signal(signal.SIGTERM)
            served.wait(30)


@pytest.fixture
def page(browser: Browser, place: Place) -> Iterator[Page]:
    window = browser.new_context()
    window.set_default_timeout(20_000)
    yield window.new_page()
    window.close()


def come_from_the_university(page: Page, place: Place) -> None:
    page.goto(f"{place.address}/accounts/login/")
    page.get_by_role("link", name="University of Examples").click()
    page.get_by_role("button", name="Go on").click()


def test_somebody_new_becomes_a_member_with_the_roles_of_their_house(
    page: Page, place: Place
) -> None:
    place.university.person = {
        "sub": "17",
        "email": "grace@example.org",
        "email_verified": True,
        "name": "Grace Example",
    }
    come_from_the_university(page, place)
    page.get_by_role("button", name="Sign out").wait_for()
    page.get_by_role("link", name="My account").click()
    assert page.get_by_text("grace@example.org").is_visible()
    assert page.get_by_text("curator").is_visible()
    page.get_by_role("button", name="Sign out").click()
    come_from_the_university(page, place)
    page.get_by_role("button", name="Sign out").wait_for()


def test_an_address_that_nobody_has_checked_is_proven_by_letter_first(
    page: Page, place: Place
) -> None:
    place.university.person = {"sub": "18", "email": "eve@example.org", "name": "Eve Example"}
    come_from_the_university(page, place)
    page.get_by_role("heading", name="Is this your address?").wait_for()
    page.goto(f"{place.address}/")
    assert page.url.startswith(f"{place.address}/accounts/login/")


def test_an_unchecked_address_does_not_open_the_account_that_has_it(
    page: Page, place: Place
) -> None:
    place.university.person = {
        "sub": "19",
        "email": "ruth@example.org",
        "email_verified": True,
        "name": "Ruth Example",
    }
    come_from_the_university(page, place)
    page.get_by_role("button", name="Sign out").click()
    place.university.person = {"sub": "20", "email": "ruth@example.org", "name": "Mallory"}
    come_from_the_university(page, place)
    page.get_by_role("heading", level=1).wait_for()
    page.goto(f"{place.address}/")
    assert page.url.startswith(f"{place.address}/accounts/login/")


@dataclass
class Asked:
    """A browser on its way to the hospital, and the number of its question."""

    browser: httpx.Client
    number: str


@pytest.fixture
def asked(place: Place) -> Iterator[Asked]:
    """Somebody whom the sign-in page has just sent to the hospital."""
    with httpx.Client(base_url=place.address, trust_env=False) as browser:
        yield ask_the_hospital(browser)


def ask_the_hospital(browser: httpx.Client) -> Asked:
    page = browser.get("/accounts/saml/hospital/login/").text
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
    sent = browser.post("/accounts/saml/hospital/login/", data={"csrfmiddlewaretoken": token})
    packed = parse_qs(urlsplit(sent.headers["Location"]).query)["SAMLRequest"][0]
    question = zlib.decompress(base64.b64decode(packed), -15).decode()
    (number,) = re.findall(r'<samlp:AuthnRequest[^>]*?\bID="([^"]+)"', question)
    return Asked(browser, number)


def answer(place: Place, asked: Asked, seal: Seal, statement: Statement) -> int:
    """Bring the answer back; what the first page answers then."""
    said = {"SAMLResponse": statement.sealed(seal)}
    asked.browser.post("/accounts/saml/hospital/acs/", data=said, follow_redirects=True)
    return asked.browser.get("/").status_code


def test_a_sealed_answer_of_the_hospital_lets_in(place: Place, asked: Asked) -> None:
    statement = Statement("sam@example.org", asked.number, place.address)
    assert answer(place, asked, place.hospital, statement) == 200
    assert "sam@example.org" in asked.browser.get("/account/").text


def test_an_answer_under_another_seal_lets_nobody_in(place: Place, asked: Asked) -> None:
    statement = Statement("sam@example.org", asked.number, place.address)
    assert answer(place, asked, make_seal(), statement) == 302


def test_an_answer_to_another_question_lets_nobody_in(place: Place, asked: Asked) -> None:
    statement = Statement("sam@example.org", "ONELOGIN_0123", place.address)
    assert answer(place, asked, place.hospital, statement) == 302


def test_an_answer_that_was_changed_on_its_way_lets_nobody_in(place: Place, asked: Asked) -> None:
    statement = Statement("sam@example.org", asked.number, place.address)
    sealed = base64.b64decode(statement.sealed(place.hospital))
    changed = base64.b64encode(sealed.replace(b"sam@", b"ann@")).decode()
    asked.browser.post(
        "/accounts/saml/hospital/acs/", data={"SAMLResponse": changed}, follow_redirects=True
    )
    assert asked.browser.get("/").status_code == 302


def test_the_hospital_reads_what_it_must_know_of_us(place: Place) -> None:
    told = httpx.get(f"{place.address}/accounts/saml/hospital/metadata/", trust_env=False)
    assert told.status_code == 200
    assert f"{place.address}/accounts/saml/hospital/acs/" in told.text
