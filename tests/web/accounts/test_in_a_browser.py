"""Passkeys, authenticator apps and recovery codes, in a real browser under the real policy."""

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.utils import timezone
from playwright.sync_api import CDPSession, Page

from tests.web.browser import Visit
from tests.web.conftest import PASSWORD, make_account
from tests.web.look import checks
from theodolite.store.models import Account, Entry
from theodolite.web.accounts.first_run import first_link


def sign_in(page: Page, account: Account) -> None:
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/accounts/login/")


def show_it_is_you(page: Page) -> None:
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def is_in(page: Page) -> None:
    page.get_by_role("button", name="Sign out").wait_for()


def is_refused(page: Page) -> None:
    page.get_by_role("link", name="This is not the code").wait_for()


def code_of(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counter)))


def serves_everyone(page: Page, heading: str) -> None:
    page.get_by_role("heading", name=heading, level=1).wait_for()
    assert not [
        *checks.frame_faults(page),
        *checks.accessibility_faults(page),
        *checks.keyboard_faults(page),
    ]


def give_device(page: Page) -> tuple[CDPSession, str]:
    """A phone or computer that can keep passkeys, whose owner always agrees."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return device, made["authenticatorId"]


def add_passkey(page: Page) -> None:
    page.get_by_role("link", name="My account").click()
    page.get_by_role("link", name="Change Passkeys").click()
    page.get_by_role("link", name="Add a passkey").click()
    show_it_is_you(page)
    serves_everyone(page, "Add a passkey")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()


def test_a_passkey_is_made_and_lets_in_without_address_or_password(visit: Visit) -> None:
    account = make_account("curator")
    page = visit("/accounts/login/")
    give_device(page)
    sign_in(page, account)
    add_passkey(page)
    serves_everyone(page, "Recovery codes")
    page.goto(page.url.replace("recovery-codes", "webauthn"))
    serves_everyone(page, "Your passkeys")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_in(page)
    kinds = set(Entry.objects.filter(by=account.key).values_list("kind", flat=True))
    assert {"signed in", "second factor added"} <= kinds


def test_a_passkey_is_the_second_step_after_a_password(visit: Visit) -> None:
    account = make_account()
    page = visit("/accounts/login/")
    give_device(page)
    sign_in(page, account)
    add_passkey(page)
    sign_out(page)
    sign_in(page, account)
    serves_everyone(page, "Second step")
    page.get_by_role("button", name="Use a passkey or security key").click()
    is_in(page)


def test_a_passkey_that_its_owner_does_not_unlock_is_told_of_on_the_page(visit: Visit) -> None:
    account = make_account()
    page = visit("/accounts/login/")
    device, number = give_device(page)
    sign_in(page, account)
    add_passkey(page)
    sign_out(page)
    refusal = {"authenticatorId": number, "isUserVerified": False}
    device.send("WebAuthn.setUserVerified", refusal)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used").wait_for()


def test_an_app_and_a_recovery_code_are_asked_for_after_the_password(visit: Visit) -> None:
    account = make_account()
    page = visit("/accounts/login/")
    sign_in(page, account)
    is_in(page)
    page.goto(page.url + "accounts/2fa/totp/activate/")
    show_it_is_you(page)
    serves_everyone(page, "Set up an authenticator app")
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Use this app").click()
    (recovery, *_) = page.locator("#recovery_codes code").all_inner_texts()
    assert secret not in str(list(account.authenticator_set.values()))

    sign_out(page)
    sign_in(page, account)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Continue").click()
    is_refused(page)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Continue").click()
    is_in(page)

    sign_out(page)
    sign_in(page, account)
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Continue").click()
    is_refused(page)


def test_the_first_administrator_comes_by_the_link_alone(visit: Visit, address: str) -> None:
    link = first_link(timezone.now())
    assert link is not None
    page = visit(link.removeprefix("http://127.0.0.1:8000"))
    serves_everyone(page, "The first administrator")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Your name").fill("Ada Example")
    page.get_by_label("Password", exact=True).fill("theodolite heron basalt")
    page.get_by_role("button", name="Make my account").click()
    is_in(page)
    page.get_by_role("link", name="Administration").click()
    assert page.get_by_role("link", name="Ada Example").is_visible()


def test_without_scripts_one_signs_in_all_the_same(visit: Visit) -> None:
    page = visit("/accounts/login/", scripts=False)
    assert "Passkeys need scripts" in page.locator("noscript").inner_text()
    sign_in(page, make_account())
    is_in(page)
