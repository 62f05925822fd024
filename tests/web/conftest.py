"""People of every role, signed in and out, on a site of its own."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.web.browser import address, browser, photograph, site, visit  # noqa: F401  fixtures of all
from theodolite.store.models import Account, Group, Membership, Role

PASSWORD = "a long enough pass phrase"  # noqa: S105  of made-up people


@pytest.fixture(autouse=True)
def _nobody_has_tried_to_sign_in() -> None:
    """Tries are counted for minutes, from one test to the next."""
    cache.clear()


def make_account(*roles: str, group: str = "", is_chair: bool = False) -> Account:
    """A made-up person with the roles, in a group if one is named."""
    first = "-".join(roles) or "member"
    number = Account.objects.count()
    account = Account.objects.create_user(
        f"{first}-{number}@example.org", PASSWORD, name=f"{first.title()} {number}"
    )
    Role.objects.bulk_create(Role(account=account, role=role) for role in roles)
    if group:
        belongs, _ = Group.objects.get_or_create(name=group)
        Membership.objects.create(account=account, group=belongs, is_chair=is_chair)
    return account


def client_of(account: Account | None) -> Client:
    """A browser without scripts, signed in as the account if there is one."""
    client = Client(enforce_csrf_checks=False)
    if account is not None:
        client.force_login(account)
    return client


@pytest.fixture
def account(db: None) -> Callable[..., Account]:
    return make_account


@pytest.fixture
def stranger(db: None) -> Client:
    return client_of(None)


@pytest.fixture
def member(db: None) -> Client:
    return client_of(make_account())


@pytest.fixture
def curator(db: None) -> Client:
    return client_of(make_account("curator"))


@pytest.fixture
def analyst(db: None) -> Client:
    return client_of(make_account("analyst"))


@pytest.fixture
def council(db: None) -> Client:
    return client_of(make_account("council"))


@pytest.fixture
def administrator(db: None) -> Client:
    return client_of(make_account("administrator"))


FRAMEWORK = """
title = "Strategy"
society = "Made-up Society"
version = "1"

[[topics]]
code = "imaging"
name = "Imaging"
description = "Pictures of people"

[[topics]]
code = "safety"
name = "Safety"
description = "Harm, and how it is prevented"
"""


@pytest.fixture
def framework() -> Iterator[None]:
    file = settings.FOLDER / "framework.toml"
    before = file.read_bytes() if file.exists() else None
    file.write_text(FRAMEWORK)
    yield
    file.unlink()
    if before is not None:
        file.write_bytes(before)
