"""What is asked for and not answered, with the items behind it; and what is answered or quiet."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.trends.planted import background, item, month
from tests.reference.gaps import topics_without_answer
from theodolite.evidence.framework import Framework, Topic
from theodolite.horizon.gaps import Gaps, find_gaps
from theodolite.horizon.item import Item, Kind

ON = date(2024, 7, 10)
FRAMEWORK = Framework(
    "Strategy", "Society", "1",
    (
        Topic("safety", "Safety", "Keeping patients safe.", key_topics=(
            "Cybersecurity of scanners and ransomware", "Magnetic resonance burns and implants")),
        Topic("carbon", "Carbon", "Emissions of health care."),
        Topic("skills", "Skills", "Training of staff."),
    ),
)  # fmt: skip


def one(number: int, day: date, title: str, kind: Kind) -> Item:
    return replace(item(number, day, title), kind=kind)


def stream() -> tuple[list[Item], dict[str, tuple[str, ...]]]:
    """Items of all topics, evenly; carbon triples in the last half year."""
    chance = np.random.default_rng(3)
    items, topics = [], {}
    for m in range(30):
        for n in range(60):
            share = (0.3, 0.08 if m < 24 else 0.3, 0.2)
            drawn = np.searchsorted(np.cumsum(share), chance.random())
            made = item(m * 1000 + n, month(m) + timedelta(days=n % 28), background(chance))
            items.append(made)
            codes = ("safety", "carbon", "skills")
            topics[made.identity] = (codes[int(drawn)],) if drawn < 3 else ()
    return items, topics


@pytest.fixture(scope="module")
def told() -> Gaps:
    items, topics = stream()
    asked = [
        one(900_001, date(2023, 5, 2), "Ransomware stopped our scanners", "sighting"),
        one(900_002, date(2024, 6, 2), "Cybersecurity of scanners again", "sighting"),
        one(900_003, date(2024, 7, 9), "A colleague asks about training", "sighting"),
    ]
    topics |= {"made-up:900001": ("safety",), "made-up:900002": ("safety",)}
    topics |= {"made-up:900003": ("skills",)}
    records = [
        one(800_001, date(2023, 1, 1), "Implants in magnetic resonance: guidance", "guidance"),
        one(800_002, date(2012, 1, 1), "Training of staff: policy", "policy"),
        one(800_003, date(2024, 1, 1), "Carbon in hospitals: a paper of ours", "paper"),
    ]
    topics |= {"made-up:800001": ("safety",), "made-up:800002": ("skills",)}
    topics |= {"made-up:800003": ("carbon",)}
    return find_gaps([*items, *asked, *records], FRAMEWORK, topics, records=records, on=ON)


def test_a_rising_topic_without_guidance_is_the_greatest_gap(told: Gaps) -> None:
    gap = told.gaps[0]
    assert (gap.topic, gap.guidance, gap.sightings) == ("carbon", "none", 0)
    assert gap.rising is not None
    assert gap.beyond > 20
    assert date(2024, 1, 1) <= gap.since <= date(2024, 4, 1)
    assert "were expected; we have no guidance on it." in gap.sentence
    assert len(gap.items) == 12


def test_a_key_topic_that_members_ask_about_is_a_gap_though_its_topic_has_guidance(
    told: Gaps,
) -> None:
    (gap,) = [gap for gap in told.gaps if gap.is_key_topic]
    assert gap.name.startswith("Cybersecurity")
    assert (gap.guidance, gap.sightings, gap.since) == ("none", 2, date(2023, 5, 2))
    assert gap.items == ("made-up:900002", "made-up:900001")
    assert "asked for since May 2023 by 2 sightings" in gap.sentence
    assert "Safety" in told.covered


def test_guidance_that_is_old_is_told_last_and_with_its_age(told: Gaps) -> None:
    gap = told.gaps[-1]
    assert (gap.topic, gap.guidance, gap.newest) == ("skills", "old", date(2012, 1, 1))
    assert "our newest guidance is of January 2012" in gap.sentence


def test_what_nobody_asks_for_is_quiet_and_what_is_no_guidance_is_counted(told: Gaps) -> None:
    assert told.quiet == ("Magnetic resonance burns and implants",)
    assert told.records == 2
    assert [note for note in told.notes if "1 of our records are no guidance (paper 1)" in note]


def test_without_records_everything_asked_for_is_a_gap_and_that_is_said() -> None:
    asked = [one(1, date(2024, 6, 2), "Emissions of theatres", "sighting")]
    found = find_gaps(asked, FRAMEWORK, {"made-up:1": ("carbon",)}, on=ON)
    assert [gap.name for gap in found.gaps] == ["Carbon"]
    assert any("every topic that is asked for is a gap" in note for note in found.notes)
    assert any("only sightings are demand" in note for note in found.notes)


def test_a_sighting_of_today_counts_and_one_of_tomorrow_does_not() -> None:
    for day, gaps in ((ON, 1), (ON + timedelta(days=1), 0)):
        asked = [one(1, day, "Emissions of theatres", "sighting")]
        found = find_gaps(asked, FRAMEWORK, {"made-up:1": ("carbon",)}, on=ON)
        assert len(found.gaps) == gaps


def test_the_longer_and_the_more_it_is_asked_for_the_higher_a_gap_stands() -> None:
    asked = [
        one(1, date(2022, 1, 2), "Emissions", "sighting"),
        one(2, date(2024, 6, 2), "Courses", "sighting"),
        one(3, date(2024, 6, 2), "Falls", "sighting"),
        one(4, date(2024, 6, 3), "Trips", "sighting"),
    ]
    codes = ("carbon", "skills", "safety", "safety")
    topics = {sighting.identity: (code,) for sighting, code in zip(asked, codes, strict=True)}
    found = find_gaps(asked, FRAMEWORK, topics, on=ON)
    assert [gap.topic for gap in found.gaps] == ["carbon", "safety", "skills"]


kinds = st.sampled_from(["sighting", "paper", "guidance"])
drawn = st.lists(st.tuples(kinds, st.sampled_from(["safety", "carbon", "skills"]),
                           st.integers(0, 3_000)), max_size=12)  # fmt: skip


@given(drawn)
def test_gaps_by_sightings_are_those_one_finds_by_hand(
    things: Sequence[tuple[Kind, str, int]],
) -> None:
    made = [
        one(number, ON - timedelta(days=age), f"Thing {number}", kind)
        for number, (kind, _, age) in enumerate(things)
    ]
    topics = {made[number].identity: (code,) for number, (_, code, _) in enumerate(things)}
    records = [thing for thing in made if thing.kind == "guidance"]
    asked = [thing for thing in made if thing.kind != "guidance"]
    found = find_gaps(asked, FRAMEWORK, topics, records=records, on=ON)
    ours = {gap.topic: gap.guidance for gap in found.gaps if not gap.is_key_topic}
    assert ours == topics_without_answer(things, remembered=3 * 365.25, review=5 * 365.25)
    order = [gap.guidance == "old" for gap in found.gaps]
    assert order == sorted(order)
