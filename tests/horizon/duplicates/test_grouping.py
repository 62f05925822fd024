"""Groups are the same whether all their members are asked or one for those who say the same."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.duplicates.grouping import groups_from

SAYING = st.integers(0, 3)
PAIRS = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])


@given(
    st.lists(SAYING, min_size=8, max_size=8),
    st.lists(PAIRS, max_size=14),
    st.sets(st.sampled_from(list(combinations(range(4), 2)))),
)
def test_copies_that_are_asked_once_are_grouped_as_if_each_were_asked(
    says: list[int], pairs: list[tuple[int, int]], against: set[tuple[int, int]]
) -> None:
    def contradict(one: int, other: int) -> bool:
        first, second = sorted((says[one], says[other]))
        return (first, second) in against

    found = groups_from(pairs, contradict, speaker=lambda row: says.index(says[row]))
    assert found == groups_from(pairs, contradict)
    together = [pair for group in found for pair in combinations(group, 2)]
    assert not any(contradict(one, other) for one, other in together)
    in_group = {row: group for group in found for row in group}
    apart = [pair for pair in pairs if in_group.get(pair[0], 0) != in_group.get(pair[1], 1)]
    for one, other in apart:
        mine, theirs = in_group.get(one, (one,)), in_group.get(other, (other,))
        assert any(contradict(left, right) for left in mine for right in theirs)
