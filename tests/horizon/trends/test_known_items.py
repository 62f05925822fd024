"""What was known when: items by period, as they were seen, and why some are left out."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.trends.planted import item
from theodolite.horizon.item import Published
from theodolite.horizon.trends.choices import TrendSettings
from theodolite.horizon.trends.known_items import known_items
from theodolite.horizon.trends.periods import first_day, label, last_complete, period_of

MONTHLY = TrendSettings()
BY_PUBLICATION = TrendSettings(seen="published")


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["month", "quarter", "year"]))
def test_every_day_lies_in_its_period(day, by) -> None:
    period = period_of(day, by)
    assert first_day(period, by) <= day < first_day(period + 1, by)
    assert last_complete(day, by) in (period - 1, period)
    assert label(period, by).startswith(f"{day.year}")


def test_an_item_seen_in_two_scans_counts_once_as_it_was_first_seen() -> None:
    first = item(1, date(2024, 1, 5), "Proton gantry", late=1)
    again = item(1, date(2024, 1, 5), "Proton gantry", late=60)
    other = item(2, date(2024, 3, 1), "Helium")
    found = known_items([again, first, other], date(2024, 3, 31), MONTHLY)
    assert len(found.items) == 2
    assert found.seen.tolist() == [0, 2]


def test_what_was_not_seen_by_a_day_is_not_known_on_it() -> None:
    late = item(1, date(2024, 1, 5), "Proton gantry", late=50)
    early = item(2, date(2024, 1, 6), "Helium")
    found = known_items([late, early], date(2024, 1, 31), MONTHLY)
    assert [one.identity for one in found.items] == ["made-up:2"]
    assert found.left_out == ("1 items were seen only later and are not counted.",)
    assert len(known_items([late, early], date(2024, 1, 31), BY_PUBLICATION).items) == 2


def test_a_period_that_is_not_over_is_not_judged() -> None:
    items = [item(1, date(2024, 1, 5), "Proton"), item(2, date(2024, 2, 5), "Helium")]
    found = known_items(items, date(2024, 2, 20), MONTHLY)
    assert (len(found.items), found.periods) == (1, 1)
    assert "a month that is not over" in found.left_out[0]
    assert known_items(items, date(2024, 2, 29), MONTHLY).periods == 2


def test_a_date_too_coarse_for_a_month_is_left_out_and_counted() -> None:
    coarse = replace(
        item(1, date(2024, 1, 1), "Proton"), published=Published(date(2024, 1, 1), "year")
    )
    exact = item(2, date(2024, 1, 5), "Helium")
    found = known_items([coarse, exact], date(2024, 12, 31), MONTHLY)
    assert len(found.items) == 1
    assert "ask by year" in found.left_out[0]
    assert (
        len(known_items([coarse, exact], date(2024, 12, 31), TrendSettings(by="year")).items) == 2
    )


def test_items_are_compared_within_their_source_and_with_or_without_an_abstract() -> None:
    day = date(2024, 1, 5)
    items = [
        item(1, day, "Proton"),
        item(2, day, "Proton", abstract="More"),
        item(3, day, "P", "b"),
    ]
    found = known_items(items, date(2024, 1, 31), MONTHLY)
    assert found.strata == (("b", False), ("journal", False), ("journal", True))
    by_venue = known_items(items, date(2024, 1, 31), TrendSettings(within="venue"))
    assert {source for source, _ in by_venue.strata} == {"(unnamed source)"}


@given(st.permutations(range(12)))
def test_the_order_of_items_makes_no_difference(order) -> None:
    items = [item(n, date(2024, 1 + n % 3, 1) + timedelta(days=n), f"Item {n}") for n in range(12)]
    one = known_items(items, date(2024, 6, 30), MONTHLY)
    other = known_items([items[n] for n in order], date(2024, 6, 30), MONTHLY)
    assert one.items == other.items
    assert np.array_equal(one.stratum, other.stratum)


def test_no_items_at_all_is_no_error() -> None:
    assert known_items([], None, MONTHLY).items == ()
