"""Which whole counts can stand behind a percentage."""

from hypothesis import given
from hypothesis import strategies as st

from tests.reference.grim import counts_printed_as
from theodolite.evidence.rounding import percent
from theodolite.survey.number_check import Percentage, possible_counts


@given(scaled=st.integers(0, 1000), decimals=st.integers(0, 1), base=st.integers(1, 250))
def test_the_possible_counts_are_those_that_print_so(scaled: int, decimals: int, base: int) -> None:
    percentage = Percentage(scaled, decimals)
    printed = f"{scaled / 10**decimals:.{decimals}f}"
    assert possible_counts(percentage, base) == counts_printed_as(printed, base)


@given(st.data())
def test_a_count_is_always_possible_under_either_rounding(data: st.DataObject) -> None:
    base = data.draw(st.integers(1, 5000))
    count = data.draw(st.integers(0, base))
    for rule in ("half_up", "half_even"):
        assert count in possible_counts(Percentage(percent(count, base, rule)), base)


def test_with_a_hundred_or_more_every_whole_percentage_is_possible() -> None:
    for base in (100, 113, 125, 1000):
        assert all(possible_counts(Percentage(whole), base) for whole in range(101))
