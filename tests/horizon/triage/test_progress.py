"""How far a round has come is told soberly, with a random audit, round after round."""

from datetime import timedelta

import pytest

from tests.horizon.triage.made_up import MORNING, TODAY, act, stream
from theodolite.horizon.item import Item
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.desk import desk_of, upcoming
from theodolite.horizon.triage.progress import current_round, draw_audit, judged
from theodolite.horizon.triage.state import replay


def read_until_told_to_stop(items: list[Item], history: list[Act]) -> list[Act]:
    """A person who decides as the items are named, in batches, until the promise can be made."""
    desk, history = desk_of(items), list(history)
    while not judged(desk, replay(history)).may_stop:
        listed = upcoming(desk, replay(history), "Ann", on=TODAY, most=15)
        for one in listed:
            verdict = "keep" if one.item.identity.startswith("yes") else "discard"
            others = [other.identity for other in one.members]
            history.append(act(verdict, one.item.identity, "Ann", *others))
    return history


@pytest.mark.parametrize("seed", range(6))
def test_in_a_stream_of_known_truth_enough_was_found_when_it_says_so(seed: int) -> None:
    items = stream(400, 40, seed=seed)
    history = read_until_told_to_stop(items, [])
    kept = sum(one.deed == "keep" for one in history)
    assert kept >= 0.95 * 40
    assert len(history) < 400


def test_a_new_round_is_judged_by_itself_and_keeps_what_was_learnt() -> None:
    evening = MORNING + timedelta(hours=8)
    first = stream(300, 30, seed=11)
    history = read_until_told_to_stop(first, [])
    stopped = [*history, Act("stop", "", "Ann", evening)]
    second = stream(200, 20, seed=12, at=evening + timedelta(hours=1))
    desk = desk_of([*first, *second])
    now = current_round(desk, replay(stopped))
    assert (len(now.pool), len(now.read), len(now.unread())) == (200, 0, 200)
    assert not judged(desk, replay(stopped)).may_stop
    assert len(desk.labels(replay(stopped))) == len(history)
    again = read_until_told_to_stop([*first, *second], stopped)
    found = {one.identity for one in again if one.deed == "keep"}
    assert len(found & {one.identity for one in second}) >= 0.95 * 20


def test_a_quiet_audit_sharpens_what_is_said() -> None:
    items = stream(400, 40, seed=5)
    desk = desk_of(items)
    history = read_until_told_to_stop(items, [])[:-30]
    before = judged(desk, replay(history))
    drawn = draw_audit(desk, replay(history), 60, seed=1)
    assert drawn == draw_audit(desk, replay(history), 60, seed=1)
    assert not {*drawn} & {one.identity for one in history}
    history = [*history, act("audit", "", "Ann", *drawn)]
    assert current_round(desk, replay(history)).audited == ()
    history += [act("discard", identity, "Ann") for identity in drawn]
    now = current_round(desk, replay(history))
    assert (len(now.audited), now.audited_after) == (60, len(now.read))
    assert judged(desk, replay(history)).left_at_most <= before.left_at_most


def test_reading_after_an_audit_makes_it_an_older_one() -> None:
    items = stream(200, 30, seed=7)
    desk = desk_of(items)
    history = [act("discard", one.identity, "Ann") for one in items[:20]]
    drawn = draw_audit(desk, replay(history), 10, seed=2)
    history.append(act("audit", "", "Ann", *drawn))
    history += [act("discard", identity, "Ann") for identity in drawn]
    rest = [one.identity for one in items[20:] if one.identity not in drawn][:5]
    history += [act("keep", identity, "Ann") for identity in rest]
    now = current_round(desk, replay(history))
    assert (now.audited_after, len(now.read)) == (20, 25)


def test_an_item_on_which_people_differ_counts_as_found() -> None:
    items = stream(100, 20, seed=8)
    desk = desk_of(items)
    history = [act("keep", items[0].identity, "Ann"), act("discard", items[0].identity, "Bob")]
    assert judged(desk, replay(history)).found == 1


def test_decisions_on_items_that_are_gone_do_no_harm() -> None:
    items = stream(50, 10, seed=9)
    desk = desk_of(items[1:])
    told = judged(desk, replay([act("keep", items[0].identity, "Ann")]))
    assert (told.found, told.read) == (0, 0)
