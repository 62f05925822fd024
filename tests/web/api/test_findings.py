"""Trends and released reports through the API."""

from datetime import date

import pytest
from django.utils import timezone

from tests.web.api.asking import Program, program, program_of
from tests.web.conftest import make_account
from tests.web.surveys.reported import approved, asked, reported_survey
from theodolite.store import findings
from theodolite.store.findings import Rise, TrendsTold
from theodolite.store.models import Export, Release
from theodolite.store.surveys import releases

pytestmark = pytest.mark.django_db


def reader(*roles: str) -> Program:
    return program(*roles, scopes=("read:surveys",))


def test_trends_are_those_last_worked_out() -> None:
    assert program().get("trends").status_code == 404
    rise = Rise("phrase", "rising", "helium", "", "Helium rises.", ("url:a", "url:b"))
    told = TrendsTold(
        date(2026, 6, 1), ("2026-05",), 12, (rise,), (), (), (), ("One may be chance.",), (), (), ()
    )
    findings.keep("trends", told, at=timezone.now())
    found = program().get("trends").json()
    assert found["as_of"] == "2026-06-01"
    assert found["rising"][0]["sentence"] == "Helium rises."
    assert found["rising"][0]["items"] == ["url:a", "url:b"]
    assert found["chance"] == ["One may be chance."]


def test_only_what_was_released_is_there_and_only_for_whom_it_is() -> None:
    made, report = reported_survey()
    waiting = asked(report, made.analyst, "council")
    for role in ("", "council", "analyst", "administrator"):
        assert reader(*filter(None, [role])).get("reports").json() == []
    release = approved(waiting, make_account("administrator"))
    assert reader().get("reports").json() == []
    assert reader().get(f"reports/{release.number}").status_code == 404
    (listed,) = reader("council").get("reports").json()
    assert (listed["number"], listed["state"]) == (release.number, "published")


def test_a_report_tells_its_tables_as_printed_and_that_they_were_read() -> None:
    made, report = reported_survey()
    release = approved(asked(report, made.analyst), make_account("administrator"))
    account = make_account()
    found = program_of(account, "read:surveys").get(f"reports/{release.number}").json()
    assert len(found["tables"]) > 3
    assert all(
        len(row["cells"]) * row["span"] == table["width"] * len(table["columns"])
        for table in found["tables"]
        for row in table["rows"]
        if row["cells"]
    )
    export = Export.objects.get(by=account.key)
    assert export.profile == "lt5_round5"
    assert export.rows == sum(len(table["rows"]) for table in found["tables"])


def test_a_withdrawn_report_says_why_and_holds_no_numbers() -> None:
    made, report = reported_survey()
    release = approved(asked(report, made.analyst), make_account("administrator"))
    releases.withdraw(release, by="someone", because="A wrong base.", at=timezone.now())
    found = reader().get(f"reports/{release.number}").json()
    assert found["withdrawn_because"] == "A wrong base."
    assert found["tables"] == []
    assert Release.objects.get().state == "withdrawn"
