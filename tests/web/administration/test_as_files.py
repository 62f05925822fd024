"""Lists about people as files: what the page shows, for administrators, and written down."""

import pytest
from django.test import Client

from tests.web.conftest import make_account
from theodolite.store.models import Export

pytestmark = pytest.mark.django_db
LISTS = {
    "/administration/people/": "people",
    "/administration/history/": "history",
    "/privacy/exports/": "exports",
}


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_given_as_a_file_that_is_written_down(
    administrator: Client, address: str
) -> None:
    make_account()
    answer = administrator.get(address, {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    export = Export.objects.get()
    assert export.what == f"{LISTS[address]}.csv"
    assert export.rows == len(answer.text.splitlines()) - 1


def test_people_are_found_first_and_then_given(administrator: Client) -> None:
    account = make_account()
    asked = {"format": "json", "q": account.email}
    (told,) = administrator.get("/administration/people/", asked).json()
    assert told["E-mail address"] == account.email


def test_nobody_else_gets_a_list_of_people(curator: Client, member: Client) -> None:
    for client in (curator, member):
        answer = client.get("/administration/people/", {"format": "csv"})
        assert answer.status_code == 403
    assert not Export.objects.exists()
