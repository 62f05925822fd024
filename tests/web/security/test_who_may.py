"""Every address asked for by every role: nobody gets more, and nobody less, than the table says."""

import pytest

from tests.web.look.checks import header_faults
from tests.web.look.world import people_of_every_role
from tests.web.security.addresses import (
    ADDRESSES,
    SIGHTS,
    address_of,
    answer,
    expected,
    in_words,
    needs_a_line,
    needs_to_be_made,
)
from tests.web.security.answers import ROLES
from tests.web.security.who_may import LINES, MADE

pytestmark = pytest.mark.django_db


def test_no_address_is_missing_from_the_table() -> None:
    missing = [name for name in ADDRESSES if needs_a_line(name) and name not in LINES]
    assert not missing, f"Say in the area's sights.py, WHO_MAY, who may: {missing}"


def test_every_address_about_one_thing_has_one_to_be_asked_for_with() -> None:
    missing = [
        name
        for name in ADDRESSES
        if needs_to_be_made(name) and name not in MADE and name not in SIGHTS
    ]
    assert not missing, f"Make their things in sights.py, as Sights or in MADE: {missing}"


def test_the_table_lists_no_address_that_is_gone() -> None:
    assert not [name for name in {*LINES, *MADE} if name not in ADDRESSES]


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_role_gets_what_the_table_says_with_its_headers(name: str) -> None:
    people = people_of_every_role()
    address = address_of(name, people)
    wanted = expected(name)
    told = {role: wanted.get(role, wanted["others"]) for role in ROLES}
    answers = {role: answer(address, people, role) for role in ROLES}
    assert {role: in_words(got) for role, got in answers.items()} == told
    assert not [fault for got in answers.values() for fault in header_faults(got)]


def test_a_page_without_a_mark_is_for_nobody_and_one_of_a_role_for_no_other() -> None:
    """The table would not notice a change of all marks at once: three that must not change."""
    assert expected("home") == {"stranger": "sign in", "others": "open"}
    assert expected("administration:people")["others"] == 403
    assert expected("administration:people")["administrator"] == "open"
