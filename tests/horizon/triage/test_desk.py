"""What comes next is worth reading, is explained, and leaves nothing out for good."""

from dataclasses import replace
from datetime import timedelta

from tests.horizon.triage.made_up import MORNING, TODAY, act, item, stream
from theodolite.horizon.item import Item
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.desk import SKIPPED_FOR, Desk, desk_of, upcoming
from theodolite.horizon.triage.state import replay

FILLERS = [replace(one, identity=f"f{n}") for n, one in enumerate(stream(40, 0, seed=1))]
PROTON = [
    item("p1", "Range verification in proton therapy with prompt gamma cameras"),
    item("p2", "Prompt gamma imaging for proton range verification in patients"),
    item("p3", "Proton therapy dose calculation with neural networks"),
]


def names(desk: Desk, history: list[Act], by: str = "Ann", **wishes: object) -> list[str]:
    wishes = {"on": TODAY, "most": 100} | wishes
    return [one.item.identity for one in upcoming(desk, replay(history), by, **wishes)]  # type: ignore[arg-type]


def test_on_the_first_day_the_strategys_text_says_what_comes_first() -> None:
    desk = desk_of([*FILLERS, *PROTON], about="Range verification in proton therapy.")
    assert set(names(desk, [], most=3)) == {"p1", "p2", "p3"}


def test_what_was_kept_pulls_up_what_is_like_it_and_the_reason_says_so() -> None:
    desk = desk_of([*FILLERS, *PROTON])
    history = [act("keep", "p1", "Ann"), act("discard", "f3", "Ann")]
    first = upcoming(desk, replay(history), "Ann", on=TODAY, most=1)[0]
    assert first.item.identity == "p2"
    assert first.why.startswith("Ranked here because of ‘")
    assert "gamma" in first.why
    assert f"Nearest: “{PROTON[0].title}” (kept)." in first.why


def test_nobody_is_shown_what_was_decided_unless_they_ask_for_it() -> None:
    desk = desk_of(PROTON)
    history = [act("keep", "p1", "Ann")]
    assert set(names(desk, history)) == {"p2", "p3"}
    assert set(names(desk, history, "Bob")) == {"p2", "p3"}
    assert set(names(desk, history, "Bob", also_decided=True)) == {"p1", "p2", "p3"}
    assert set(names(desk, history, "Ann", also_decided=True)) == {"p2", "p3"}


def test_what_was_put_off_returns_first_on_its_day() -> None:
    desk = desk_of([*FILLERS, *PROTON], about="Proton therapy.")
    later = replace(act("defer", "f7", "Ann"), until=TODAY + timedelta(days=2))
    assert "f7" not in names(desk, [later], on=TODAY + timedelta(days=1))
    back = upcoming(desk, replay([later]), "Ann", on=TODAY + timedelta(days=2), most=1)[0]
    assert (back.item.identity, back.why) == ("f7", "You put it off until 2026-11-04.")
    assert "f7" in names(desk, [later], "Bob")


def test_what_was_skipped_comes_back_after_a_while_or_at_the_end() -> None:
    desk = desk_of([*FILLERS, *PROTON], about="Range verification in proton therapy.")
    skip = [act("skip", "p1", "Ann")]
    assert names(desk, skip)[-1] == "p1"
    read = [act("discard", f"f{n}", "Ann") for n in range(SKIPPED_FOR)]
    assert "p1" in names(desk, [*skip, *read])[:3]
    assert names(desk, skip, "Bob")[0] in {"p1", "p2"}


TWINS = [
    item("t1", "Notice of a public consultation on radiation protection of patients and staff"),
    item("t2", "A notice of a public consultation on radiation protection of patients and staff"),
    item("t3", "Notice of a public consultation on radiation protection of patients and staff"),
]


def test_nearly_identical_items_are_shown_as_one_with_its_members() -> None:
    desk = desk_of([*FILLERS, *TWINS, *PROTON], about="Radiation protection consultation.")
    first = upcoming(desk, replay([]), "Ann", on=TODAY)[0]
    assert {first.item.identity, *(one.identity for one in first.members)} == {"t1", "t2", "t3"}
    assert len(names(desk, [])) == 40 + 1 + 3


def test_a_group_that_was_undone_is_shown_one_by_one() -> None:
    desk = desk_of([*FILLERS, *TWINS], about="Radiation protection consultation.")
    history = [act("discard", "t1", "Ann", "t2", "t3"), act("undo", "", "Ann")]
    listed = upcoming(desk, replay(history), "Ann", on=TODAY, most=3)
    assert {one.item.identity for one in listed} == {"t1", "t2", "t3"}
    assert not any(one.members for one in listed)


def test_what_an_audit_drew_comes_before_the_ranking_and_on_its_own() -> None:
    desk = desk_of([*FILLERS, *TWINS], about="Radiation protection consultation.")
    drawn = act("audit", "", "Ann", "f9", "t2", "f1")
    listed = upcoming(desk, replay([drawn]), "Ann", on=TODAY, most=4)
    assert [one.item.identity for one in listed][:3] == ["f9", "t2", "f1"]
    assert not listed[1].members
    assert listed[0].why == "Drawn by chance for the audit."


def test_even_what_came_first_can_be_skipped() -> None:
    desk = desk_of([*FILLERS, *PROTON], about="Range verification in proton therapy.")
    later = replace(act("defer", "f7", "Ann"), until=TODAY + timedelta(days=1))
    tomorrow = TODAY + timedelta(days=1)
    history = [later, act("audit", "", "Ann", "f9"), act("skip", "f7", "Ann")]
    assert names(desk, history, on=tomorrow)[0] == "f9"
    history.append(act("skip", "f9", "Ann"))
    assert {*names(desk, history, on=tomorrow)[-2:]} == {"f7", "f9"}


def test_after_a_stop_only_what_came_since_is_listed() -> None:
    evening = MORNING + timedelta(hours=8)
    new = [item("n1", "Proton arc therapy", at=evening + timedelta(hours=1))]
    desk = desk_of([*FILLERS, *PROTON, *new])
    stop = Act("stop", "", "Ann", evening)
    assert names(desk, [stop]) == ["n1"]
    assert len(names(desk, [stop, act("undo", "", "Ann")])) == 44
    later = replace(act("defer", "p2", "Ann"), until=TODAY + timedelta(days=1))
    assert names(desk, [later, stop], on=TODAY + timedelta(days=1)) == ["p2", "n1"]


def test_everything_is_listed_exactly_once_until_it_is_decided() -> None:
    items: list[Item] = stream(120, 20, seed=3)
    desk, history = desk_of(items), []
    while listed := upcoming(desk, replay(history), "Ann", on=TODAY, most=7):
        for one in listed:
            verdict = "keep" if one.item.identity.startswith("yes") else "discard"
            others = [other.identity for other in one.members]
            history.append(act(verdict, one.item.identity, "Ann", *others))
    told = [identity for one in history for identity in one.touches()]
    assert sorted(told) == sorted(one.identity for one in items)
