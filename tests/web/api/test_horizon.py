"""Items through the API: what an account may see, and not a row more through any filter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.web.api.asking import SEEN, closing, listed, program, program_of
from tests.web.conftest import make_account
from theodolite.store.models import ListedItem
from theodolite.web.sightings.giving import Given, give

pytestmark = pytest.mark.django_db


def titles(answer: object) -> list[str]:
    return [one["title"] for one in answer.json()["items"]]


def test_members_see_what_was_kept_and_curators_everything() -> None:
    for state in ListedItem.State.values:
        listed(state.replace(" ", "-"), state)
    assert titles(program().get("items")) == ["On kept"]
    assert len(titles(program("curator").get("items"))) == 5


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "waiting"},
        {"topic": "imaging"},
        {"kind": "alert"},
        {"source": "A secret source"},
        {"since": "2026-06-02"},
        {"until": "2026-07-01"},
        {"limit": "200"},
    ],
)
def test_no_filter_reveals_a_hidden_row(asked: dict[str, str]) -> None:
    hidden = listed(
        "hidden",
        kind="alert",
        topics=["imaging"],
        sources=["A secret source"],
        observed_at=SEEN + timedelta(days=3),
    )
    answer = program().get("items", asked)
    assert answer.status_code == 200
    assert titles(answer) == []
    assert answer.json()["next"] == ""
    assert titles(program("curator").get("items", asked)) == [hidden.title]
    assert program().get("item", {"identity": hidden.identity}).status_code == 404


def test_filters_choose() -> None:
    listed("a", "kept", topics=["imaging"], kind="alert", observed_at=SEEN)
    listed("b", "kept", topics=["safety"], observed_at=SEEN + timedelta(days=2))
    reader = program()
    assert titles(reader.get("items", {"topic": "imaging"})) == ["On a"]
    assert titles(reader.get("items", {"kind": "paper"})) == ["On b"]
    assert titles(reader.get("items", {"since": "2026-06-02"})) == ["On b"]
    assert titles(reader.get("items", {"until": "2026-06-01"})) == ["On a"]
    assert titles(reader.get("items", {"state": "waiting"})) == []


def test_every_item_is_listed_once_page_by_page() -> None:
    for number in range(7):
        listed(f"thing-{number}", "kept", observed_at=SEEN + timedelta(hours=number // 3))
    reader, found, cursor = program(), [], ""
    for _ in range(4):
        answer = reader.get("items", {"limit": "2", "cursor": cursor})
        found += titles(answer)
        cursor = answer.json()["next"]
    assert cursor == ""
    assert len(found) == 7
    assert len(set(found)) == 7
    assert found[0] == "On thing-6"


@pytest.mark.parametrize("cursor", ["x", "1", "1-", "-1", "1-2-3", "1" * 40 + "-1"])
def test_a_made_up_cursor_is_refused_in_a_sentence(cursor: str) -> None:
    answer = program().get("items", {"cursor": cursor})
    assert answer.status_code == 422
    assert "cursor" in answer.json()["detail"]


def test_one_item_tells_who_saw_it_if_they_agreed_and_it_was_kept() -> None:
    kept, waiting = listed("kept", "kept"), listed("waiting")
    named = make_account()
    for item in (kept, waiting):
        give(
            Given(item.identity.removeprefix("url:"), "It matters.", may_be_named=True),
            named,
            at=timezone.now(),
        )
    reader = program_of(make_account("curator"), "read:horizon")
    assert reader.get("item", {"identity": kept.identity}).json()["seen_by"] == [named.name]
    assert reader.get("item", {"identity": waiting.identity}).json()["seen_by"] == []


def test_deadlines_ahead_come_next_first_and_hidden_ones_not_at_all() -> None:
    today = timezone.localdate()
    closing("late", today + timedelta(days=9))
    closing("soon", today)
    closing("past", today - timedelta(days=1))
    closing("hidden", today, "waiting")
    found = program().get("deadlines").json()
    assert [(one["title"], one["days_left"]) for one in found] == [("On soon", 0), ("On late", 9)]


def test_topics_are_those_of_the_framework(framework: None) -> None:
    listed("a", "kept", topics=["imaging"])
    listed("b", topics=["imaging"])
    found = program().get("topics").json()
    assert [(one["code"], one["kept"]) for one in found] == [("imaging", 1), ("safety", 0)]


def test_words_find_what_an_account_may_see() -> None:
    listed("helium", "kept")
    hidden = listed("helium-rumour")
    found = program().get("search", {"words": "helium"}).json()
    assert [one["title"] for one in found["items"]] == ["On helium"]
    assert found["total"] == 1
    assert program().get("search", {"words": "rumour"}).json()["total"] == 0
    found = program("curator").get("search", {"words": "rumour"}).json()
    assert [one["identity"] for one in found["items"]] == [hidden.identity]
