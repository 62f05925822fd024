"""What stands is a pure replay of what was done, and anything can be undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.fakes import ListJournal
from tests.horizon.triage.made_up import MORNING, TODAY, act
from tests.reference.acts import outcome, standing
from theodolite.horizon.triage.acts import KIND, Act, acts_from, entry_of, verdict_named
from theodolite.horizon.triage.rules import CannotDecide, check
from theodolite.horizon.triage.state import replay, taken_back
from theodolite.settings.errors import UnknownName

ITEMS = ("a", "b", "c", "d")
PEOPLE = ("Ann", "Bob", "Cy")

acts = st.builds(
    Act,
    st.sampled_from(("keep", "discard", "skip", "defer", "settle", "undo")),
    st.sampled_from(ITEMS),
    st.sampled_from(PEOPLE),
    st.just(MORNING),
    members=st.lists(st.sampled_from(ITEMS), max_size=2, unique=True).map(tuple),
    reason=st.sampled_from(("", "off topic")),
    verdict=st.sampled_from(("keep", "discard")),
    until=st.dates(date(2026, 11, 3), date(2026, 12, 1)),
).map(lambda one: replace(one, identity="") if one.deed == "undo" and one.members else one)
histories = st.lists(acts, max_size=25)


@given(histories)
def test_a_replay_is_what_striking_out_leaves(history: list[Act]) -> None:
    found = replay(history)
    assert list(found.standing) == standing(history)
    for identity in ITEMS:
        assert found.outcomes.get(identity) == outcome(history, identity)


@given(histories, acts)
def test_what_is_done_and_undone_was_never_done(history: list[Act], one: Act) -> None:
    if one.deed == "undo":
        return
    before = replay(history)
    after = replay([*history, one, replace(one, deed="undo", identity="", members=())])
    assert after.standing == before.standing
    assert after.outcomes == before.outcomes
    assert after.skipped(one.by) == before.skipped(one.by)
    assert after.deferred(one.by) == before.deferred(one.by)


@given(histories, st.randoms(use_true_random=False))
def test_it_does_not_matter_whose_acts_reach_the_journal_first(
    history: list[Act], random: "st.Random"
) -> None:
    """Each person's own acts stay in order; a settlement is left out, since the last one holds."""
    own = [one for one in history if one.deed != "settle"]
    queues = [[one for one in own if one.by == by] for by in PEOPLE]
    mixed = []
    while any(queues):
        mixed.append(random.choice([queue for queue in queues if queue]).pop(0))
    assert replay(mixed).outcomes == replay(own).outcomes
    for by in PEOPLE:
        assert replay(mixed).deferred(by) == replay(own).deferred(by)
        assert replay(mixed).skipped(by) == replay(own).skipped(by)


@given(histories)
def test_the_journal_gives_back_what_was_written(history: list[Act]) -> None:
    journal = ListJournal()
    journal.append(entry_of(one) for one in history)
    for before, after in zip(history, acts_from(journal.entries(KIND)), strict=True):
        assert entry_of(after) == entry_of(before)
        assert (after.deed, after.touches(), after.by) == (
            before.deed,
            before.touches(),
            before.by,
        )


def test_people_differ_and_a_third_settles_it() -> None:
    history = [act("keep", "a", "Ann"), act("discard", "a", "Bob")]
    (conflict,) = replay(history).conflicts
    assert [by for by, _, _ in conflict.verdicts] == ["Ann", "Bob"]
    settled = replace(act("settle", "a", "Cy"), verdict="discard")
    check(settled, replay(history), on=TODAY)
    assert replay([*history, settled]).outcomes == {"a": "discarded"}
    assert not replay([*history, settled]).conflicts
    undone = [*history, settled, act("undo", "a", "Cy")]
    assert replay(undone).outcomes == {"a": "in conflict"}


def test_those_who_differ_settle_only_by_agreement() -> None:
    state = replay([act("keep", "a", "Ann"), act("discard", "a", "Bob")])
    own = replace(act("settle", "a", "Ann"), verdict="keep")
    with pytest.raises(CannotDecide, match="a third person settles it"):
        check(own, state, on=TODAY)
    check(replace(own, agreed=True), state, on=TODAY)


def test_who_changes_their_mind_ends_a_conflict() -> None:
    history = [act("keep", "a", "Ann"), act("discard", "a", "Bob"), act("keep", "a", "Bob")]
    assert replay(history).outcomes == {"a": "kept"}
    assert replay([*history, act("undo", "", "Bob")]).outcomes == {"a": "in conflict"}


def test_what_makes_no_sense_is_refused_with_a_way_out() -> None:
    state = replay([act("keep", "a", "Ann")])
    with pytest.raises(CannotDecide, match="nothing can be undone"):
        check(act("undo", "", "Bob"), state, on=TODAY)
    with pytest.raises(CannotDecide, match="there is nothing to settle"):
        check(replace(act("settle", "a", "Bob"), verdict="keep"), state, on=TODAY)
    with pytest.raises(CannotDecide, match="Give a later day"):
        check(replace(act("defer", "a", "Ann"), until=TODAY), state, on=TODAY)
    with pytest.raises(CannotDecide, match="Say who decides"):
        check(act("keep", "b", " "), state, on=TODAY)
    with pytest.raises(UnknownName, match="'keep'"):
        verdict_named("keeep")


def test_an_undo_takes_back_the_last_act_or_the_last_on_an_item() -> None:
    state = replay([act("keep", "a", "Ann"), act("discard", "b", "Ann"), act("skip", "c", "Bob")])
    latest, on_a = act("undo", "", "Ann"), act("undo", "a", "Ann")
    assert (taken_back(latest, state), taken_back(on_a, state)) == (
        state.standing[1],
        state.standing[0],
    )
    assert taken_back(act("undo", "a", "Bob"), state) is None


def test_a_group_is_decided_as_one_and_taken_apart_by_its_undo() -> None:
    history = [act("discard", "a", "Ann", "b", "c")]
    assert replay(history).outcomes == dict.fromkeys("abc", "discarded")
    undone = replay([*history, act("undo", "b", "Ann")])
    assert undone.outcomes == {}
    assert undone.split == {"a", "b", "c"}


def test_what_was_put_off_or_skipped_is_so_until_it_is_decided_on() -> None:
    later = replace(act("defer", "a", "Ann"), until=TODAY + timedelta(days=3))
    state = replay([later, act("skip", "b", "Ann"), act("keep", "c", "Ann")])
    assert state.deferred("Ann") == {"a": TODAY + timedelta(days=3)}
    assert state.skipped("Ann") == {"b": 1}
    assert not state.deferred("Bob")
    done = replay([*state.standing, act("keep", "a", "Ann"), act("discard", "b", "Ann")])
    assert not done.deferred("Ann")
    assert not done.skipped("Ann")


def test_two_peoples_verdicts_are_laid_side_by_side() -> None:
    state = replay(
        [
            act("keep", "a", "Ann"),
            act("keep", "b", "Ann"),
            act("discard", "b", "Bob"),
            act("keep", "a", "Bob"),
            act("keep", "c", "Bob"),
        ]
    )
    assert state.both_decided("Ann", "Bob") == (["keep", "keep"], ["keep", "discard"])
    assert state.people == ("Ann", "Bob")
