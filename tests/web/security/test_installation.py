"""Every installation has secrets of its own, and one behind https is as strict as Django knows."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from theodolite.settings.errors import CorrectableError
from theodolite.store.installation import read_installation, secret_of
from theodolite.web import settings as site
from theodolite.web.accounts.houses import providers_of

PROGRAM = Path(__file__).with_name("asked_of_an_installation.py")
_OF_TESTS = {"DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
BEHIND_HTTPS = """
society = "Institute of Examples"
hosts = ["theodolite.example.org"]
address = "https://theodolite.example.org"
is_behind_https = true
"""


def test_two_installations_have_two_secrets_that_only_their_owner_reads(tmp_path: Path) -> None:
    one, other = secret_of(tmp_path / "one"), secret_of(tmp_path / "other")
    assert one != other
    assert len(one) >= 64
    assert (tmp_path / "one" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_the_secret_of_an_installation_stays(tmp_path: Path) -> None:
    assert secret_of(tmp_path) == secret_of(tmp_path)


def test_many_who_ask_for_the_secret_first_at_one_moment_are_told_the_same(tmp_path: Path) -> None:
    for number in range(10):
        with ThreadPoolExecutor(8) as pool:
            told = set(pool.map(secret_of, [tmp_path / str(number)] * 8))
        assert len(told) == 1
        assert len(told.pop()) >= 64


def test_an_empty_secret_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(CorrectableError, match="back from the last backup"):
        secret_of(tmp_path)


def test_the_site_shows_no_inner_workings() -> None:
    assert site.DEBUG is False
    assert "*" not in site.ALLOWED_HOSTS
    assert "insecure" not in site.SECRET_KEY


def test_an_installation_behind_https_passes_every_check_for_deploying(tmp_path: Path) -> None:
    (tmp_path / "installation.toml").write_text(BEHIND_HTTPS)
    ran = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-W", "ignore", str(PROGRAM)],
        env={
            **{name: said for name, said in os.environ.items() if name not in _OF_TESTS},
            "DJANGO_SETTINGS_MODULE": "theodolite.web.settings",
            "THEODOLITE_WORKSPACE": str(tmp_path),
            "HOST_ASKED_FOR": "theodolite.example.org",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout.splitlines()[-1])
    assert seen["plain"] == [301, "https://theodolite.example.org/accounts/login/"]
    assert seen["secure"] == 200
    assert seen["hsts"] == "max-age=31536000; includeSubDomains"
    assert seen["failed"] == 500
    assert "Internal Server Error: fail/<str:secret>/" in ran.stderr
    assert "ArithmeticError" in ran.stderr, "a failure leaves no trace"
    assert "a-secret" not in ran.stderr
    assert set(seen["cookies"]) == {"__Host-csrf"}
    for cookie in seen["cookies"].values():
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert (cookie["path"], cookie["domain"]) == ("/", "")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('server = "http://login.example.org"', "begins with https://"),
        ('server = "https://login.example.org"\nroles = ["administrator"]', "administrator"),
        ('server = "https://login.example.org"\nrolls = []', "Did you mean 'roles'"),
        ('key = "a b"\nserver = "https://login.example.org"', "small letters"),
    ],
)
def test_a_house_that_could_not_work_is_refused_with_a_way_out(
    tmp_path: Path, written: str, said: str
) -> None:
    key = "" if written.startswith("key") else 'key = "university"\n'
    (tmp_path / "installation.toml").write_text(
        f'[[sign_in.openid_connect]]\n{key}name = "University"\nclient = "x"\n'
        f'secret_file = "university.secret"\n{written}\n'
    )
    with pytest.raises(CorrectableError, match=said):
        read_installation(tmp_path)


def test_two_houses_of_one_key_are_refused(tmp_path: Path) -> None:
    house = (
        '[[sign_in.openid_connect]]\nkey = "one"\nname = "One"\nclient = "x"\n'
        'server = "https://login.example.org"\nsecret_file = "one.secret"\n'
    )
    (tmp_path / "installation.toml").write_text(house * 2)
    with pytest.raises(CorrectableError, match="'one'"):
        read_installation(tmp_path)


def test_a_secret_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "installation.toml").write_text(
        '[[sign_in.openid_connect]]\nkey = "one"\nname = "One"\nclient = "x"\n'
        'server = "https://login.example.org"\nsecret_file = "one.secret"\n'
    )
    with pytest.raises(CorrectableError, match=r"one\.secret.*cannot be read"):
        providers_of(read_installation(tmp_path).sign_in, tmp_path)
