"""One rule decides what may be shown, and nothing can be read off what it leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.disclosure import PROFILES, Profile
from theodolite.evidence.estimate import Estimate, count_of, mean_of, share_of

ROUNDING = [one for one in PROFILES.values() if one.round_to > 1]
COUNTS = st.integers(0, 400)
PAIRS = st.tuples(COUNTS, COUNTS).map(lambda pair: (min(pair), max(pair)))


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    count, base = draw(PAIRS)
    mean = None if base == 0 else draw(st.floats(-1e9, 1e9))
    made = (count_of(count), count_of(count, base), share_of(count, base), mean_of(mean, base))
    return draw(st.sampled_from(made))


def by_hand(count: int, hide_below: int, step: int) -> int | None:
    """The rule in its own words, by going through the multiples."""
    if 1 <= count < hide_below:
        return None
    multiples = range(0, count + step + 1, step)
    return max(multiples, key=lambda multiple: (-abs(multiple - count), multiple))


@pytest.mark.parametrize("profile", ROUNDING, ids=lambda one: one.name)
@given(count=COUNTS)
def test_a_count_is_hidden_or_the_nearest_multiple(profile: Profile, count: int) -> None:
    shown = profile.protect(count_of(count))
    assert shown.count == by_hand(count, profile.hide_below, profile.round_to)
    assert shown.shown is (shown.count is not None)


@pytest.mark.parametrize("name", PROFILES)
@given(estimate=estimates())
def test_protecting_twice_shows_what_protecting_once_does(name: str, estimate: Estimate) -> None:
    once = PROFILES[name].protect(estimate)
    assert PROFILES[name].protect(once) == once


@pytest.mark.parametrize("name", [one for one in PROFILES if one != "none"])
@given(estimate=estimates())
def test_a_small_number_is_never_shown(name: str, estimate: Estimate) -> None:
    profile = PROFILES[name]
    shown = profile.protect(estimate)
    small = range(1, profile.hide_below)
    assert shown.count not in small
    assert shown.base not in small
    if not shown.shown:
        assert shown == Estimate(estimate.unit, None, shown=False)


@pytest.mark.parametrize("profile", ROUNDING, ids=lambda one: one.name)
@given(pair=PAIRS)
def test_a_share_says_no_more_than_the_rounded_counts_beside_it(
    profile: Profile, pair: tuple[int, int]
) -> None:
    share = profile.protect(share_of(*pair))
    if share.shown:
        count, base = (profile.protect(count_of(number)).count for number in pair)
        assert count is not None
        assert base is not None
        assert share == share_of(count, base)


def test_a_mean_nobody_answered_has_no_value_but_hides_nothing() -> None:
    shown = PROFILES["lt5_round5"].protect(mean_of(None, 0))
    assert (shown.value, shown.base, shown.shown) == (None, 0, True)


def test_a_mean_of_few_is_hidden_and_of_many_rounded() -> None:
    profile = PROFILES["lt5_round5"]
    assert not profile.protect(mean_of(7.26, 4)).shown
    shown = profile.protect(mean_of(7.26, 13))
    assert (shown.value, shown.base, shown.decimals) == (7.0, 15, 0)


def test_a_mean_of_large_numbers_tells_two_figures_so_that_no_count_can_be_read_off_it() -> None:
    # 3 of 11 people with −1,000,000,000 each: the whole mean would give the 3 away.
    mean = Estimate("mean", -272_727_272.7, base=11, low=-612_345.6, high=18_909_090.9)
    profile = PROFILES["lt5_round5"]
    for shown in (profile.protect(mean), profile.protect_weighted(mean)):
        assert (shown.value, shown.low, shown.high) == (-270_000_000, -620_000, 19_000_000)


def test_a_rule_that_rounds_says_that_numbers_may_not_add_up() -> None:
    assert PROFILES["lt5_round5"].says == (
        "Counts of 1 to 4 are not shown; others to the nearest 5, so numbers may not add up."
    )
    assert all("so numbers may not add up" in profile.says for profile in ROUNDING)


def test_a_small_base_is_not_told_beside_a_count_of_nobody() -> None:
    shown = PROFILES["lt5_round5"].protect(count_of(0, base=3))
    assert (shown.count, shown.base) == (0, None)


def test_inside_use_changes_nothing() -> None:
    assert PROFILES["none"].is_inside_use
    assert PROFILES["none"].protect(share_of(1, 3)) == share_of(1, 3)
