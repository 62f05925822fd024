"""Nobody learns what one screener decided before both have decided on everyone."""

import re

import polars as pl
import pytest
from django.test import Client

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import (
    NOW,
    REASON,
    Made,
    at,
    judge,
)
from theodolite.store.history import verify
from theodolite.store.models import Assessment, Entry, Role, Screening
from theodolite.store.surveys.answers import analysis_answers
from theodolite.store.surveys.screening import (
    Judgement,
    decide,
    sealed,
    to_screen,
)
from theodolite.store.surveys.settling import (
    agreement_of,
    conflicts,
    decisions_of,
)
from theodolite.survey.decisions import Decisions


def pages_of(made: Made) -> list[str]:
    """Every address under which anything of a screening is told."""
    everyone = [f"assess/?respondent={one}" for one in to_screen(made.survey)]
    pages = [at(made, page) for page in ("", "assess/", "decided/", "conflicts/", *everyone)]
    return [*pages, f"/surveys/{made.survey.key}/", "/surveys/mine/", "/surveys/", "/"]


def seen_by(client: Client, made: Made) -> list[str]:
    answers = [client.get(page) for page in pages_of(made)]
    assert {one.status_code for one in answers} <= {200, 403}
    return [_without_tokens(one.text) for one in answers]


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("roles", [(), ("analyst",), ("analyst", "administrator")])
def test_no_page_changes_with_what_the_other_screener_decided(
    begun: tuple[Made, Screening], roles: tuple[str, ...]
) -> None:
    made, screening = begun
    Role.objects.bulk_create(Role(account=made.first, role=role) for role in roles)
    judge(screening, made.first.key)
    client = client_of(made.first)
    others = to_screen(made.survey)[:4]
    for one in others:
        decide(screening, made.second.key, Judgement(one, "keep"), at=NOW)
    all_kept = seen_by(client, made)
    for one in others:
        decide(screening, made.second.key, Judgement(one, "reject", REASON), at=NOW)
    assert seen_by(client, made) == all_kept


def test_neither_analysts_nor_models_nor_exports_tell_of_closed_decisions(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    judge(screening, made.first.key, set(to_screen(made.survey)[:2]))
    for viewer in (made.analyst, made.second, made.adjudicator, make_account("administrator")):
        assert not Assessment.objects.visible_to(viewer).exists()
    assert decisions_of(made.survey) == Decisions(())
    assert conflicts(screening) == ()
    assert agreement_of(screening) is None
    page = client_of(made.analyst).get(at(made)).text
    assert "stay closed to everyone" in page
    assert "decided on 5 of 5" in page
    content = client_of(made.analyst).post(at(made), {"why": "to look"}).content
    assert content.decode().strip() == "respondent,first,second,final,reason"


def test_the_history_tells_that_a_decision_was_made_but_not_which_until_it_is_open(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    who = to_screen(made.survey)[0]
    decide(screening, made.first.key, Judgement(who, "reject", REASON), at=NOW)
    line = Entry.objects.get(kind="screening assessed")
    assert (line.by, line.subject) == (made.first.key, f"{made.survey.key}/{who}")
    assert line.detail is not None
    assert "reject" not in line.detail
    assert REASON not in line.detail
    own = Assessment.objects.get()
    assert sealed(own.salt, "reject", REASON) in line.detail
    assert verify().broken_at is None


def test_a_decision_and_its_line_in_the_history_stand_or_fall_together(
    begun: tuple[Made, Screening], monkeypatch: pytest.MonkeyPatch
) -> None:
    made, screening = begun

    def fails(*given: object, **named: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("theodolite.store.surveys.screening.write_down", fails)
    with pytest.raises(OSError, match="full"):
        judge(screening, made.first.key)
    assert not Assessment.objects.exists()


def test_what_is_complete_because_fewer_are_left_to_screen_can_be_opened(
    begun: tuple[Made, Screening],
) -> None:
    made, screening = begun
    frame = analysis_answers(made.survey).frame
    (left_out,) = frame.filter(pl.col("hours") == 5)["respondent"]
    for screener in (made.first.key, made.second.key):
        for one in to_screen(made.survey):
            if one != left_out:
                decide(screening, screener, Judgement(one, "keep"), at=NOW)
    client = client_of(made.second)
    assert client.post(at(made, "open/")).status_code == 422
    assert "Open the decisions" not in client.get(at(made, "assess/")).text
    plan = made.survey.files.get(name="plan")
    plan.text = plan.text.replace("at_most = 0", "at_most = 5")
    plan.save()
    everyone = to_screen(made.survey)
    assert left_out not in everyone
    page = client_of(made.analyst).get(at(made)).text
    assert f"decided on {len(everyone)} of {len(everyone)}" in page
    for one in (page, client.get(at(made, "assess/")).text):
        assert "Open the decisions" in one
    assert "Nothing is left to settle" in client.post(at(made, "open/"), follow=True).text
    assert Entry.objects.get(kind="screening opened").by == made.second.key
    assert "Open the decisions" not in client_of(made.analyst).get(at(made)).text
