"""No source dies silently: each is asked for ever, missed when it falls silent, and spoken of."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.archive import Entry
from theodolite.horizon.health import health, next_due, rhythm, weekly
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.sources.source import Request, Source
from theodolite.horizon.visits import (
    SCAN,
    History,
    KeptPage,
    Visit,
    end_entry,
    fingerprint,
    histories,
    page_entry,
)
from theodolite.horizon.yields import source_yields

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = Source("journal feed", "feed", "https://example.org/feed", owner="Ana")

OUTCOMES = [
    "unreachable", "refused", "not found", "gone", "too much", "slow down", "budget gone",
    "blocked by robots", "unsafe address", "secret missing", "unreadable", "failed",
]  # fmt: skip


def visit(days_ago: float, outcome: str = "read", *pages: KeptPage, **said: object) -> Visit:
    return Visit(NOON - days_ago * DAY, outcome, pages=pages, **said)


def history(*visits: Visit) -> History:
    return History(visits)


def daily(news: Sequence[int]) -> History:
    """A visit a day, the last one today, with so many new items each, undated."""
    count = len(news)
    return history(*(visit(count - 1 - n, "read", KeptPage(new=new)) for n, new in enumerate(news)))


def dated(days: Sequence[date]) -> KeptPage:
    return KeptPage(new=len(days), published=tuple(day.isoformat() for day in days))


# Back-off


@given(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=40), st.floats(0.1, 2_000))
def test_a_source_that_fails_is_asked_within_a_day_for_ever(
    outcomes: list[str], every_hours: float
) -> None:
    source = Source("a", "feed", "https://example.org", every_hours=every_hours)
    visits = [visit(len(outcomes) - n, outcome) for n, outcome in enumerate(outcomes)]
    far = Visit(NOON, outcomes[-1], until=NOON + 300 * DAY)
    for last in (visits[-1], far):
        due = next_due(source, history(*visits[:-1], last), now=NOON)
        assert timedelta(0) < due - last.at <= DAY


def test_waits_double_from_a_quarter_of_an_hour_to_a_day() -> None:
    waits = []
    for failures in range(1, 10):
        visits = [visit(0, "unreachable")] * failures
        waits.append(next_due(FEED, history(*visits), now=NOON) - NOON)
    minutes = [wait.total_seconds() / 60 for wait in waits]
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_a_source_that_says_when_it_answers_again_is_not_asked_before() -> None:
    until = NOON + timedelta(hours=12)
    told = history(Visit(NOON, "budget gone", until=until))
    assert next_due(FEED, told, now=NOON) == until


def test_what_was_begun_and_not_finished_is_due_at_once() -> None:
    begun = History((visit(0),), going_on=Request("https://example.org/2"))
    assert next_due(FEED, begun, now=NOON) <= NOON
    assert next_due(FEED, History(), now=NOON) <= NOON


# Silence


def test_a_source_that_falls_silent_is_missed_in_words() -> None:
    days = [date(2026, 1, 1) + timedelta(days=3 * n) for n in range(15)]
    now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    silent = history(Visit(now - 20 * DAY, "read", pages=(dated(days),)), visit(0, "unchanged"))
    found = health(FEED, silent, now=now)
    assert found.state == "stale"
    assert "every 3 days" in found.said
    assert "silent for 25" in found.said
    assert found.needs_attention


def test_a_source_at_its_own_slow_pace_is_well() -> None:
    quarterly = [date(2024, 1, 1) + timedelta(days=91 * n) for n in range(9)]
    found = health(FEED, history(visit(30, "read", dated(quarterly)), visit(0)), now=NOON)
    assert found.state == "well"


def test_without_dates_a_rhythm_is_told_from_when_items_arrived() -> None:
    news = ([1] + [0] * 6) * 8
    usual = rhythm(daily(news).visits)
    assert usual is not None
    assert (usual.usual_days, usual.longest_days) == (7, 7)
    assert health(FEED, daily(news), now=NOON).state == "well"
    assert health(FEED, daily(news + [0] * 20), now=NOON).state == "stale"


def test_too_few_days_make_no_rhythm_and_no_alarm() -> None:
    assert rhythm(daily([1, 0, 0, 1, 0, 1]).visits) is None
    assert rhythm(history(visit(0, "read", KeptPage(new=100))).visits) is None
    assert health(FEED, daily([1] + [0] * 100), now=NOON).state == "well"


def test_dates_in_the_future_are_no_sign_of_life() -> None:
    days = [date(2026, 1, n) for n in range(1, 11)]
    page = dated([*days, date(2030, 1, 1)])
    found = health(FEED, history(visit(50, "read", page), visit(0, "unchanged")), now=NOON)
    assert found.state == "stale"


@pytest.mark.parametrize("every", [1.0, 4.0, 15.0])
def test_planted_silence_is_found_and_planted_life_seldom_doubted(every: float) -> None:
    """Sources that publish at random: alarms while alive on under 2 % of days, silence found."""
    chance = random.Random(7)  # noqa: S311  chance for a trial, not for a secret
    doubted = days_alive = found = 0
    for _ in range(40):
        day, published = 0.0, []
        while day < 60 * every:
            day += chance.expovariate(1 / every)
            published.append(date(2020, 1, 1) + timedelta(days=int(day)))
        last = published[-1]
        for back in range(0, int(30 * every), max(1, int(every))):
            now = datetime(last.year, last.month, last.day, 12, tzinfo=UTC) - back * DAY
            seen = [one for one in published if one <= now.date()]
            if len(set(seen)) < 20:
                continue
            alive = history(Visit(now, "read", pages=(dated(seen),)))
            days_alive += 1
            doubted += health(FEED, alive, now=now).state == "stale"
        late = datetime(last.year, last.month, last.day, tzinfo=UTC) + 12 * every * DAY
        silent = history(Visit(late, "read", pages=(dated(published),)))
        found += health(FEED, silent, now=late + 4 * DAY).state == "stale"
    assert doubted / days_alive < 0.02
    assert found == 40


# States


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (History(), "not yet asked"),
        (history(visit(0)), "well"),
        (history(visit(0, "read", moved_to="https://example.org/new")), "moved"),
        (history(visit(1), visit(0, "unreachable")), "failing"),
        (history(visit(0, "not found")), "failing"),
        (history(visit(0, "gone")), "gone"),
        (history(visit(0, "blocked by robots")), "blocked by robots"),
        (history(visit(0, "secret missing")), "secret missing"),
        (history(visit(0, "slow down")), "slow down"),
        (history(visit(0, "budget gone", said="Used up until 00:00 UTC.")), "budget gone"),
        (history(visit(9), visit(0, "slow down")), "failing"),
        (history(*(visit(9 - n, "budget gone", said="Used up.") for n in range(9))), "failing"),
        (history(*(visit(40 - 10 * n) for n in range(5))), "never yields"),
        (history(*(visit(4 - n) for n in range(5))), "well"),
    ],
)
def test_every_state_has_its_name_and_a_sentence(seen: History, state: str) -> None:
    found = health(FEED, seen, now=NOON)
    assert found.state == state
    assert found.said.endswith((".", " "))


def test_a_failing_source_says_how_often_and_since_when() -> None:
    seen = history(visit(9), *(visit(3 - n, "unreachable", said="Nobody there.") for n in range(3)))
    found = health(FEED, seen, now=NOON)
    assert "failed 3 times in a row (last read on 28 February 2026). Nobody there." in found.said
    assert found.failures == 3


def test_a_visit_dated_in_the_future_by_a_wrong_clock_silences_nothing() -> None:
    ahead = history(visit(-400))
    assert next_due(FEED, ahead, now=NOON) <= NOON
    assert next_due(FEED, history(visit(-400, "unreachable")), now=NOON) <= NOON


def test_the_weekly_word_goes_to_each_owner_and_names_what_needs_them() -> None:
    other = Source("other", "feed", "https://example.org/other")
    words = weekly(
        [
            health(FEED, history(visit(0, "gone", said="It is gone.")), now=NOON),
            health(Source("b", "feed", "x", owner="Ana"), history(visit(0)), now=NOON),
            health(other, history(visit(0)), now=NOON),
        ],
        now=NOON,
    )
    assert words["Ana"][0].startswith("Week to 9 March 2026: 2 sources watched, 1 as it sh")
    assert words["Ana"][1].startswith("journal feed: It failed once (never read yet)")
    assert words[""] == ("Week to 9 March 2026: 1 source watched, 1 as it should be.",)


# The journal


@given(
    st.lists(
        st.one_of(
            st.builds(
                KeptPage,
                *[st.integers(0, 9)] * 5,
                st.lists(st.just("2026-03-01"), max_size=1).map(tuple),
                st.sampled_from(["", "0f"]),
                st.none() | st.builds(Request, st.just("https://example.org/2")),
            ),
            st.builds(
                Visit,
                st.just(NOON),
                st.sampled_from(["read", "unchanged", *OUTCOMES]),
                st.text(max_size=5),
                st.none() | st.just(NOON + DAY),
                st.sampled_from(["", "https://example.org/new"]),
                st.just({"x-ratelimit-remaining": "5"}),
            ),
        ),
        max_size=8,
    )
)
def test_what_was_written_is_replayed(events: list[KeptPage | Visit]) -> None:
    entries, expected, pages = [], [], []
    for event in events:
        if isinstance(event, KeptPage):
            entries.append(page_entry(FEED, NOON, NOON, event))
            pages.append(event)
        else:
            entries.append(end_entry(FEED, event))
            expected.append(Visit(NOON, event.outcome, event.said, event.until, event.moved_to,
                                  event.budget, tuple(pages)))  # fmt: skip
            pages = []
    replayed = histories(entries, now=NOON).get(FEED.name, History())
    assert list(replayed.visits) == expected
    last = events[-1] if events else None
    if isinstance(last, KeptPage):
        assert replayed.going_on == last.following


def test_a_place_to_go_on_from_is_forgotten_after_two_days() -> None:
    page = KeptPage(following=Request("https://example.org/2"))
    entries = [page_entry(FEED, NOON, NOON, page)]
    assert histories(entries, now=NOON + DAY)[FEED.name].going_on == page.following
    assert histories(entries, now=NOON + 3 * DAY)[FEED.name].going_on is None


def test_entries_of_a_scan_are_plain() -> None:
    entry = end_entry(FEED, Visit(NOON, "read"))
    said = {"outcome": "read", "said": "", "asked": fingerprint(FEED)}
    assert entry == Entry(SCAN, FEED.name, "scan", NOON, said)


# Yield


def item(name: str, *seen: tuple[str, float]) -> Item:
    trail = tuple(Seen(source, "https://example.org", NOON + days * DAY) for source, days in seen)
    return Item(name, name, "paper", NOON, trail=trail)


def test_a_source_is_worth_what_was_accepted_of_it_and_how_early_it_was() -> None:
    items = [
        item("one", ("slow", 5), ("quick", 1)),
        item("two", ("quick", 0), ("slow", 10), ("quick", 11)),
        item("three", ("quick", 0), ("slow", 1)),
        item("four", ("slow", 0)),
        item("five", ("quick", 0)),
    ]
    slow, quick = source_yields(items, {"one", "two", "four"})
    assert (quick.source, quick.items, quick.accepted, quick.first) == ("quick", 4, 2, 2)
    assert (quick.alone, quick.lead_days) == (0, 7.0)
    assert (slow.source, slow.items, slow.accepted, slow.first, slow.alone) == ("slow", 4, 3, 1, 1)
    assert slow.lead_days is None
