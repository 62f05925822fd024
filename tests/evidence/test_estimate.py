"""An estimate carries what is needed to judge it."""

from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.estimate import count_of, mean_of, share_of


def test_a_share_of_nobody_has_no_value() -> None:
    share = share_of(0, 0)
    assert (share.value, share.low, share.high, share.base) == (None, None, None, 0)


@given(st.integers(1, 500).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_share_lies_within_its_interval(pair: tuple[int, int]) -> None:
    share = share_of(*pair)
    assert share.value is not None
    assert share.low is not None
    assert share.high is not None
    assert 0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1
    assert share.count == pair[0]


def test_counts_and_means_say_how_many_answered() -> None:
    assert (count_of(3, base=7).base, count_of(3).base) == (7, None)
    assert (mean_of(2.5, 4).base, mean_of(None, 0).value) == (4, None)
