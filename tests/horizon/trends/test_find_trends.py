"""Trends through the front door: planted ones are found when they come, and chance is not."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy import sparse

from tests.horizon.trends.planted import FIRST, background, item, month, stream, stream_series
from theodolite.evidence.days import written_day_in_words
from theodolite.evidence.framework import Framework, Topic
from theodolite.horizon.item import Item
from theodolite.horizon.trends import Trends, TrendSettings, find_trends
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.saying import (
    alert_sentence,
    bridge_sentence,
    false_alarm_sentence,
    record_sentences,
)
from theodolite.horizon.trends.search import search
from theodolite.horizon.trends.track import replay, track_record

QUICK = TrendSettings(forecasts=0)
RISE = "ferrite sensing"
FADE = "valve tracer"


@pytest.fixture(scope="module")
def planted() -> list[Item]:
    return stream(seed=11, rises=(RISE, 22, 0.02), fades=(FADE, 14, 0.15))


@pytest.fixture(scope="module")
def trends(planted: list[Item]) -> Trends:
    return find_trends(planted, settings=QUICK)


def names(trends: Trends, direction: str) -> set[str]:
    told = [one for one in trends.alerts if one.direction == direction]
    return {name for one in told for name in (one.name, *one.also)}


def test_a_planted_rise_is_told_with_everything_needed_to_judge_it(trends: Trends) -> None:
    (alert,) = [one for one in trends.rising() if RISE in (one.name, *one.also)]
    assert alert.ratio > 5
    assert alert.share.low is not None
    assert alert.history.high is not None
    assert alert.share.low > alert.history.high
    assert "2023-11" <= alert.raised <= "2024-02"
    assert alert.scores["poisson z"] > 3
    assert len(alert.items) == 10
    said = alert_sentence(alert, trends)
    assert "rises" in said
    assert f"first told in {written_day_in_words(alert.raised)}. " in said
    assert "earlier alert" in said


def test_whoever_waits_is_told_how_far_the_search_is(planted: list[Item], trends: Trends) -> None:
    shares: list[float] = []
    assert find_trends(planted, settings=QUICK, progress=shares.append) == trends
    assert len(shares) > len(trends.periods)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_planted_fall_was_told_when_it_came(planted: list[Item]) -> None:
    then = find_trends(planted, as_of=date(2023, 8, 31), settings=QUICK)
    assert FADE in names(then, "fading")
    assert FADE not in names(then, "rising")


def test_chance_is_not_told(trends: Trends) -> None:
    """Besides what was planted, no more than the expected share of alerts."""
    told = names(trends, "rising")
    planted = {RISE, *RISE.split()}
    others = [one for one in trends.rising() if not planted & {one.name, *one.also}]
    assert told & planted
    assert len(others) <= 1
    assert "expected to be chance" in false_alarm_sentence(trends, "rising")


def test_a_replay_knows_nothing_of_what_came_later(planted: list[Item]) -> None:
    as_of = date(2023, 12, 31)
    known = [one for one in planted if one.observed_at.date() <= as_of]
    now, then = (find_trends(some, as_of=as_of, settings=QUICK) for some in (planted, known))
    assert replace(now, notes=()) == replace(then, notes=())
    assert set(now.notes) - set(then.notes) == {
        f"{len(planted) - len(known):,} items were seen only later and are not counted."
    }


def test_a_replay_goes_by_when_items_were_seen_not_by_when_they_were_published() -> None:
    items = stream(seed=11, rises=(RISE, 22, 0.02))
    late = [
        replace(one, observed_at=one.observed_at + timedelta(days=150))
        if RISE in one.title
        else one
        for one in items
    ]
    as_of = month(28)
    assert RISE in names(find_trends(items, as_of=as_of, settings=QUICK), "rising")
    assert RISE not in names(find_trends(late, as_of=as_of, settings=QUICK), "rising")
    by_date = replace(QUICK, seen="published")
    assert RISE in names(find_trends(late, as_of=as_of, settings=by_date), "rising")


def test_the_order_of_items_makes_no_difference(planted: list[Item], trends: Trends) -> None:
    mixed = [planted[i] for i in np.random.default_rng(1).permutation(len(planted))]
    assert asdict(find_trends(mixed, settings=QUICK)) == asdict(trends)


def test_a_source_that_appears_with_other_topics_is_no_trend(planted: list[Item]) -> None:
    newcomer = [
        item(
            9_000_000 + m * 100 + n, month(m) + timedelta(days=n), "Quarry acoustics survey", "news"
        )
        for m in range(24, 30)
        for n in range(25)
    ]
    trends = find_trends([*planted, *newcomer], settings=QUICK)
    assert "quarry acoustics" not in names(trends, "rising")
    assert [note for note in trends.notes if note.startswith("news appears in January 2024")]


def test_a_source_that_begins_to_send_abstracts_is_no_trend() -> None:
    chance = np.random.default_rng(4)
    items = [
        replace(one, abstract=f"{background(chance)}, lattice imaging" if m >= 24 else "")
        for m in range(30)
        for one in [item(m * 100 + n, month(m), background(chance)) for n in range(60)]
    ]
    trends = find_trends(items, settings=QUICK)
    assert "lattice imaging" not in names(trends, "rising")


def test_a_source_that_falls_silent_is_said_and_is_no_fall(planted: list[Item]) -> None:
    gone = [
        item(8_000_000 + m * 100 + n, month(m), "Quarry acoustics survey", "bulletin")
        for m in range(18)
        for n in range(25)
    ]
    trends = find_trends([*planted, *gone], settings=QUICK)
    assert "quarry acoustics" not in names(trends, "fading")
    assert [note for note in trends.notes if note.startswith("bulletin is silent after June 2023")]


def test_months_without_items_are_unknown_not_zero(planted: list[Item]) -> None:
    gap = {month(m).isoformat()[:7] for m in (18, 19, 20)}
    kept = [one for one in planted if one.published and str(one.published)[:7] not in gap]
    trends = find_trends(kept, settings=replace(QUICK, watched=(RISE,)))
    assert [note for note in trends.notes if "No item appeared in 3 months" in note]
    (course,) = [one for one in trends.courses if one.name == RISE]
    assert [one.value for one in course.shares[18:21]] == [None, None, None]
    assert RISE in names(trends, "rising")


def test_thin_data_are_refused_in_words() -> None:
    few = stream(seed=3, months=2, items=30)
    trends = find_trends(few, settings=QUICK)
    assert trends.alerts == ()
    assert [note for note in trends.notes if "too few to tell a trend" in note]
    nothing = find_trends([], settings=QUICK)
    assert nothing.alerts == ()
    assert [note for note in nothing.notes if "nothing to compare" in note]


def test_items_all_seen_on_one_day_leave_no_track_record_and_that_is_said() -> None:
    items = stream(seed=5)
    at_once = [replace(one, observed_at=items[-1].observed_at) for one in items]
    trends = find_trends(at_once, settings=QUICK)
    assert [note for note in trends.notes if "first seen in one month" in note]


def test_every_alert_carries_the_record_of_those_before_it() -> None:
    """Five phrases rise, one after another: later alerts know how earlier ones held."""
    chance = np.random.default_rng(8)
    rising = ("ferrite sensing", "valve tracer", "mirror lattice", "copper beacon", "cobalt relay")
    items = []
    for m in range(40):
        for n in range(80):
            title = background(chance)
            for which, phrase in enumerate(rising):
                if chance.random() < 0.04 * min(2, max(0, m - 12 - 5 * which)):
                    title = f"{title}, {phrase}"
            items.append(item(m * 1000 + n, month(m), title, "journal"))
    trends = find_trends(items, settings=QUICK)
    (record,) = trends.records
    assert record.rising.alerts >= 4
    assert record.rising.held.base is not None
    assert record.rising.held.base >= 4
    assert (record.rising.held.value or 0) >= 0.6
    assert record.rising.lead is None or 0 <= record.rising.lead <= 24
    alert = next(iter(trends.rising()))
    assert alert.held == record.rising.held
    assert record.rising.false_now(10) == pytest.approx(10 * (1 - (record.rising.held.value or 0)))
    assert "two to three periods later" in alert_sentence(alert, trends)
    assert [line for line in record_sentences(record, trends) if "likely to grow" in line]


FRAMEWORK = Framework(
    "Strategy", "Society", "1",
    (Topic("a", "Alpha", "All about alpha."), Topic("b", "Beta", "All about beta."),
     Topic("c", "Gamma", "All about gamma.")),
)  # fmt: skip


def placed(items: Sequence[Item], *, swapped_from: int = 99) -> dict[str, tuple[str, ...]]:
    """Topics at random, but for the rise, which is in c; from a month on names change places."""
    chance = np.random.default_rng(2)
    found = {}
    for one in items:
        code = "c" if RISE in one.title else "aab"[int(chance.integers(3))]
        assert one.published is not None
        if one.published.on >= month(swapped_from):
            code = {"a": "b", "b": "c", "c": "a"}[code]
        found[one.identity] = (code,)
    return found


def test_a_topic_that_rises_is_told_by_its_name(planted: list[Item]) -> None:
    trends = find_trends(planted, framework=FRAMEWORK, placements=placed(planted), settings=QUICK)
    (alert,) = [one for one in trends.rising() if one.sort == "topic"]
    assert (alert.name, alert.code) == ("Gamma", "c")
    assert [one.name for one in trends.courses[:3]] == ["Alpha", "Beta", "Gamma"]
    assert not [note for note in trends.notes if "labels changed" in note]


def test_labels_given_anew_are_seen_said_and_no_trend(planted: list[Item]) -> None:
    swapped = placed(planted, swapped_from=26)
    trends = find_trends(planted, framework=FRAMEWORK, placements=swapped, settings=QUICK)
    assert [n for n in trends.notes if n.startswith("Topic labels changed in March 2024 (")]
    assert not [one for one in trends.alerts if one.sort == "topic"]


def test_a_declared_change_of_labels_is_believed(planted: list[Item]) -> None:
    settings = replace(QUICK, label_breaks=(month(26),))
    trends = find_trends(planted, placements=placed(planted), settings=settings)
    assert [n for n in trends.notes if "March 2024 (as declared)" in n]
    assert not [one for one in trends.alerts if one.sort == "topic" and one.raised < "2024-03"]


def test_a_phrase_that_comes_to_join_topics_is_told() -> None:
    chance = np.random.default_rng(6)
    items, topics = [], {}
    for m in range(36):
        for n in range(60):
            title = background(chance)
            code = "abc"[int(chance.integers(3))]
            if chance.random() < 0.1:
                title = f"{title}, {RISE}"
                code = "a" if m < 24 else code
            items.append(item(m * 1000 + n, month(m), title))
            topics[items[-1].identity] = (code,)
    trends = find_trends(items, framework=FRAMEWORK, placements=topics, settings=QUICK)
    bridge = next(one for one in trends.bridges if one.grows)
    assert {*RISE.split(), RISE} & set(bridge.names)
    assert bridge.grows
    assert bridge.before.high == 0.0
    assert (bridge.now.low or 0) > 0.5
    assert "more than before" in bridge_sentence(bridge)


def test_what_grew_alike_before_is_listed_only_if_such_lists_were_right() -> None:
    """Waves: each phrase appears, then multiplies; the trained score learns the pattern."""
    chance = np.random.default_rng(21)
    items = []
    waves = [
        f"{a}{b}ite flux" for a in ("kor", "lam", "mur", "nev", "pol", "ras") for b in "aeiouy"
    ]
    for m in range(44):
        for n in range(300):
            title = background(chance)
            for which, phrase in enumerate(waves):
                age = m - 4 - which
                share = (
                    0.0
                    if age < 0
                    else (0.012, 0.012, 0.02, 0.06, 0.08, 0.08, 0.05, 0.01)[min(age, 7)]
                )
                if chance.random() < share:
                    title = f"{title}, {phrase}"
            items.append(item(m * 1000 + n, month(m), title))
    settings = replace(QUICK, told=5)
    trends = find_trends(items, settings=settings)
    growth = trends.records[0].growth
    assert growth.precision.base
    if growth.refusal:
        assert trends.emerging == ()
    else:
        assert (growth.precision.low or 0) > (growth.base.value or 0)
        assert trends.emerging


def test_chance_is_bounded_by_signs_not_by_the_fewer_alerts_they_flow_together_into() -> None:
    """Three phrases that stand in the same items are three signs and one alert."""
    one = stream_series([[0.02] * 22 + [0.2] * 4, *[[0.1] * 26] * 3], seed=5)
    thrice = Series(
        (("ferrite",), ("sensing",), *one.names),
        sparse.csr_matrix(one.uses[[0, 0, 0, 1, 2, 3]]),
        replace(one.known, items=tuple(item(i, FIRST, "") for i in range(one.uses.shape[1]))),
    )
    found = search("phrase", thrice, QUICK)
    (alert,) = [one for one in found.alerts if one.direction == "rising"]
    assert alert.false_alarms == pytest.approx(0.3)


def test_thousands_of_venues_are_compared_each_with_itself() -> None:
    items = [
        replace(one, venue=f"Venue {number % 1_500}")
        for number, one in enumerate(stream(seed=11, rises=(RISE, 22, 0.02)))
    ]
    trends = find_trends(items, settings=replace(QUICK, within="venue"))
    assert RISE in names(trends, "rising")


def test_a_topic_that_comes_to_meet_others_is_told() -> None:
    """Gamma's items lie in alpha too at first, and later in alpha or beta."""
    chance = np.random.default_rng(9)
    items, topics = [], {}
    for m in range(36):
        for n in range(60):
            items.append(item(m * 1000 + n, month(m), background(chance)))
            other = "a" if m < 24 else "ab"[int(chance.integers(2))]
            lone = ("abc"[int(chance.integers(3))],)
            topics[items[-1].identity] = ("c", other) if chance.random() < 0.2 else lone
    trends = find_trends(items, framework=FRAMEWORK, placements=topics, settings=QUICK)
    gamma = next(one for one in trends.bridges if one.names == ("Gamma",))
    assert gamma.grows
    assert set(gamma.topics) == {"Alpha", "Beta"}


def test_one_date_at_the_end_of_time_stops_nothing() -> None:
    items = [item(n, month(n // 9), "Gantry of helium") for n in range(180)]
    late = [item(999, date.max, "Gantry of helium")]
    trends = find_trends([*items, *late], settings=replace(QUICK, seen="published", forecasts=3))
    assert trends.periods[-1] == "9999-12"


def test_one_date_far_ahead_is_said_with_a_way_back() -> None:
    items = [item(n, month(n // 9), "Gantry of helium") for n in range(180)]
    late = [item(999, date(2099, 5, 5), "Gantry of helium")]
    trends = find_trends([*items, *late], settings=replace(QUICK, seen="published"))
    (note,) = [note for note in trends.notes if note.startswith("No item appeared in April 2099")]
    assert "The last before are of August 2023: look as of a day soon after that" in note


def test_a_record_is_judged_only_by_what_was_labelled_alike() -> None:
    """Its label meant something commoner before period 20; since then it went from 2 % to 10 %."""
    shares = [0.3] * 20 + [0.02] * 12 + [0.1] * 10
    series = stream_series([shares, [0.1] * 42], seed=5)
    looks = replay(series, QUICK, since=20)
    record = track_record(series, looks, QUICK, rises=True, since=20)
    assert [one.held for one in record.onsets if one.sign.series == 0] == [True]
