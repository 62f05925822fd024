"""Horizon, outlook and readiness are judged by signs, with the signs named, and learnt anew."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.placing.small_items import FRAMEWORK, ITEMS, item
from theodolite.evidence.framework import Framework, Horizon, Readiness, Signs
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Correction, PlacedItem, place
from theodolite.horizon.placing.second_thoughts import ENOUGH
from theodolite.horizon.placing.signs import found_signs, normalised
from theodolite.horizon.synthetic.stream import make_stream


def judged(one: Item, framework: Framework = FRAMEWORK) -> PlacedItem:
    return place([one], framework).items[0]


@pytest.mark.parametrize(
    ("one", "answer", "because"),
    [
        (item("Rules", "They come into force at once."), "short", "“into force”"),
        (item("A trial", "A randomised controlled study."), "medium", "“randomised controlled”"),
        (item("Zero", "Hospitals will be carbon free by 2040."), "long", "“by 2040”"),
        (item("Old", "As agreed in 2019 and by 2020."), "cannot tell", None),
        (item("Plan", "We plan for the next ten years."), "long", "“next ten years”"),
        (item("Views", deadline=date(2026, 5, 1)), "short", "deadline 2026-05-01"),
        (item("Meeting", starts=date(2029, 5, 1)), "medium", "begins 2029-05-01"),
        (item("Notice", kind="alert"), "short", "its kind is alert"),
        (item("Nothing", "Nothing is said."), "cannot tell", None),
    ],
)
def test_the_horizon_is_told_by_dates_words_and_kind(
    one: Item, answer: str, because: str | None
) -> None:
    found = judged(one).horizon
    assert found.answer == answer
    assert found.because == ((because,) if because else ())


def test_a_date_outweighs_a_word_and_a_tie_cannot_be_told() -> None:
    dated = item("Trial", "A feasibility study; results by 2027.")
    assert judged(dated).horizon.answer == "short"
    tied = judged(item("Both", "In force now; a proof of concept follows.")).horizon
    assert tied.answer == "cannot tell"
    assert tied.because == ("“in force” for short", "“proof of concept” for long")


def test_a_horizon_of_the_frameworks_own_is_used_by_its_name_and_signs() -> None:
    own = (Horizon("soon", 1.0, ("Tea time",)), Horizon("one day", 50.0))
    framework = replace(FRAMEWORK, horizons=own)
    assert judged(item("At tea-time"), framework).horizon.answer == "soon"
    assert judged(item("Zero", "By 2031 all is well."), framework).horizon.answer == "one day"
    assert judged(item("Far", "By 2099 all is well."), framework).horizon.answer == "one day"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9_000), st.integers(0, 9_000))
def test_a_later_deadline_is_never_judged_nearer(days: int, more: int) -> None:
    names = [one.name for one in FRAMEWORK.horizons]
    first, second = (
        judged(item("Views", deadline=date(2026, 3, 1) + timedelta(one))).horizon.answer
        for one in (days, days + more)
    )
    assert names.index(first) <= names.index(second)


@pytest.mark.parametrize(
    ("abstract", "answer"),
    [
        ("Pumps were recalled after failures.", "threat"),
        ("A funding call for partnerships.", "opportunity"),
        ("A shortage, but also an opportunity.", "both"),
        ("No adverse events, and without harm.", "cannot tell"),
        ("Doses were measured.", "cannot tell"),
    ],
)
def test_threat_and_opportunity_are_told_by_words_that_are_not_denied(
    abstract: str, answer: str
) -> None:
    assert judged(item("One", abstract)).outlook.answer == answer


@pytest.mark.parametrize(
    ("abstract", "answer"),
    [
        ("Now commercially available and in routine use.", "9"),
        ("A proof of concept in a phantom, then a prototype.", "4"),
        ("Interviews about careers and staffing.", "not a technology"),
        ("Interviews about a prototype.", "cannot tell"),
        ("Doses were measured.", "cannot tell"),
    ],
)
def test_readiness_is_the_middle_of_what_words_show(abstract: str, answer: str) -> None:
    assert judged(item("One", abstract)).readiness.answer == answer


def test_the_frameworks_own_signs_are_added_to_the_usual_ones() -> None:
    own = Signs(("Trotting*",), ("rye",), ("stamps",), (Readiness(3, ("catalogued",)),))
    by_title = place(ITEMS, replace(FRAMEWORK, signs=own)).by_identity
    assert by_title["title:Gait of horses"].outlook.because == ("“trotting…”",)
    assert by_title["title:Bread"].outlook.answer == "opportunity"
    assert by_title["title:Old stamps"].readiness.answer == "cannot tell"


def test_signs_are_whole_words_unless_they_end_in_a_star() -> None:
    texts = normalised(["An urban recall; RECALLS! not banned", "no longer supported"])
    found = found_signs(texts, ["ban", "banned", "recall", "recall*", "no longer supported"])
    assert found == [["recall*", "recall"], ["no longer supported"]]


def test_what_a_person_says_holds_and_names_them() -> None:
    labels = [
        Correction("title:Bread", "horizon", "long", by="Anna"),
        Correction("title:Bread", "outlook", "neither", by="Ben"),
        Correction("title:Bread", "readiness", "cannot tell", by="Ben"),
    ]
    bread = place(ITEMS, FRAMEWORK, labels=labels).by_identity["title:Bread"]
    assert (bread.horizon.answer, bread.horizon.by) == ("long", "Anna")
    assert bread.outlook.answer == "neither"
    assert bread.readiness.answer == "cannot tell"


def corrected(pairs: int) -> tuple[list[Item], list[Correction]]:
    """Bread is a threat and stamps are an opportunity, which no usual sign tells."""
    items = [item(f"{n} loaves", f"Loaves {n} of rye were baked.") for n in range(pairs + 3)]
    items += [item(f"{n} stamps", f"Stamps {n} of two colours.") for n in range(pairs + 3)]
    answers = {"loaves": "threat", "stamps": "opportunity"}
    said = [one for one in items if int(one.title.split()[0]) < pairs]
    return items, [
        Correction(one.identity, "outlook", answers[one.title.split()[1]]) for one in said
    ]


def test_enough_corrections_teach_what_signs_cannot_tell() -> None:
    items, labels = corrected(ENOUGH // 2)
    placed = place(items, FRAMEWORK, labels=labels)
    untold = placed.by_identity[f"title:{ENOUGH // 2 + 1} loaves"].outlook
    assert untold.answer == "threat"
    assert untold.because[0] == "learnt from corrected items"
    assert placed.notes == (
        "outlook: of 20 corrected items the rules were right about 0%,"
        " what was learnt from the others 100%, so that decides.",
    )


def test_too_few_corrections_leave_the_rules_to_decide() -> None:
    items, labels = corrected(ENOUGH // 2 - 1)
    placed = place(items, FRAMEWORK, labels=labels)
    assert placed.by_identity["title:10 loaves"].outlook.answer == "cannot tell"
    assert placed.notes == ()


def test_learning_that_is_no_better_than_the_rules_does_not_decide() -> None:
    words = ("recalled", "a breakthrough")
    items = [item(f"{n}", f"It was {words[n % 2]}.") for n in range(ENOUGH)]
    labels = [
        Correction(one.identity, "outlook", ("threat", "opportunity")[n % 2])
        for n, one in enumerate(items)
    ]
    assert "so the rules decide" in place(items, FRAMEWORK, labels=labels).notes[0]


def test_the_planted_threat_is_a_threat_and_planted_deadlines_are_near() -> None:
    made = make_stream(months=18)
    planted: dict[str, Any] = {one.item.address: one.item for one in made.told}
    told = place([planted[made.planted.threat]], FRAMEWORK).items[0]
    assert told.outlook.answer == "threat"
    for address in made.planted.deadlines:
        assert place([planted[address]], FRAMEWORK).items[0].horizon.answer == "short"
