"""From pairs to groups, never joining through a third what contradicts each other."""

from collections.abc import Callable, Iterable, Sequence


def groups_from(
    pairs: Iterable[tuple[int, int]], contradict: Callable[[int, int], bool]
) -> list[tuple[int, ...]]:
    """Groups of two or more rows, each ascending, sorted; pairs are joined in the order given.

    Two groups become one only if no member of one contradicts a member of the other.
    """
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        mine, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if mine is theirs or _any_contradicts(mine, theirs, contradict):
            continue
        mine.extend(theirs)
        for row in theirs:
            group_of[row] = mine
    whole = {id(group): group for group in group_of.values() if len(group) > 1}
    return sorted(tuple(sorted(group)) for group in whole.values())


def _any_contradicts(
    mine: Sequence[int], theirs: Sequence[int], contradict: Callable[[int, int], bool]
) -> bool:
    return any(contradict(one, other) for one in mine for other in theirs)
