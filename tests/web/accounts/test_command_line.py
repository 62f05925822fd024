"""Letting people in from the command line, when nobody can do it in the browser."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator

from tests.web.conftest import make_account
from theodolite.cli import run
from theodolite.store.models import Account, Entry

pytestmark = pytest.mark.django_db
Command = Callable[..., tuple[int, dict[str, object]]]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    (tmp_path / "theodolite.sqlite").touch()  # The tests' own database is used, wherever it is.

    def on_the_site(*arguments: str) -> tuple[int, dict[str, object]]:
        with pytest.raises(SystemExit) as ended:
            run(["accounts", *arguments, "--workspace", str(tmp_path), "--json"])
        said: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
        return int(ended.value.code or 0), said

    return on_the_site


def test_the_first_link_is_printed_again_until_somebody_administers(command: Command) -> None:
    code, said = command("first-link")
    assert (code, str(said["link"]).count("/welcome/")) == (0, 1)
    make_account("administrator")
    assert command("first-link") == (0, {"link": None})


def test_an_invitation_can_be_handed_over_without_a_letter(command: Command) -> None:
    code, said = command("invite", "new@example.org", "--role", "curator")
    assert (code, str(said["link"]).count("/welcome/")) == (0, 1)


@pytest.mark.parametrize("address", ["ada", "", "ada@", "ada@example.org, bo@example.org"])
def test_nobody_is_invited_at_what_is_no_address(command: Command, address: str) -> None:
    code, said = command("invite", address)
    assert (code, "is not an e-mail address" in str(said["error"])) == (2, True)
    assert not Entry.objects.exists()


def test_roles_are_given_and_taken_and_it_is_written_down(command: Command) -> None:
    account = make_account("curator")
    email = account.email.upper()
    code, said = command("role", email, "--give", "administrator", "--take", "curator")
    assert (code, said["roles"]) == (0, ["administrator"])
    assert Account.objects.get().has_role("administrator")
    assert Entry.objects.get(kind="account changed").by.startswith("command line")


def test_somebody_who_lost_their_phone_gets_in_by_password_again(command: Command) -> None:
    account = make_account()
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    assert command("forget-second-factor", account.email) == (0, {"forgotten": 1})
    assert Entry.objects.filter(kind="second factors forgotten", subject=account.key).exists()


def test_what_cannot_be_done_is_said(command: Command) -> None:
    code, said = command("role", "nobody@example.org", "--give", "curator")
    assert (code, "no account for nobody" in str(said["error"])) == (2, True)
    code, said = command("role", make_account().email, "--give", "curater")
    assert (code, "Did you mean 'curator'" in str(said["error"])) == (2, True)
