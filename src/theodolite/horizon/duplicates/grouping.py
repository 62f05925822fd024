"""From pairs to groups, never joining through a third what contradicts each other."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows that are one thing, and of those that say the very same one for all."""

    rows: list[int]
    speakers: set[int]


def groups_from(
    pairs: Iterable[tuple[int, int]],
    contradict: Callable[[int, int], bool],
    *,
    speaker: Callable[[int], int] = int,
) -> list[tuple[int, ...]]:
    """Groups of two or more rows, each ascending, sorted; pairs are joined in the order given.

    Two groups become one only if no member of one contradicts a member of the other. `speaker`
    gives for each row the row that stands for all that say the very same, so that a thousand copies
    are asked once.
    """
    group_of: dict[int, _Group] = {}
    for pair in pairs:
        one, other = (group_of.setdefault(row, _Group([row], {speaker(row)})) for row in pair)
        if one is other or _any_contradicts(one.speakers, other.speakers, contradict):
            continue
        fewer, more = sorted((one, other), key=lambda group: len(group.rows))
        more.rows.extend(fewer.rows)
        more.speakers.update(fewer.speakers)
        group_of.update(dict.fromkeys(fewer.rows, more))
    whole = {id(group): group.rows for group in group_of.values() if len(group.rows) > 1}
    return sorted(tuple(sorted(rows)) for rows in whole.values())


def _any_contradicts(
    mine: Set[int], theirs: Set[int], contradict: Callable[[int, int], bool]
) -> bool:
    return any(contradict(one, other) for one in mine for other in theirs if one != other)
