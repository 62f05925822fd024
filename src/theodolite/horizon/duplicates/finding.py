"""The front door: items in; groups of duplicates, links and the evidence for each pair out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from theodolite.horizon.duplicates.blocking import candidate_pairs, sorting_key
from theodolite.horizon.duplicates.collecting import nothing_is_garbage
from theodolite.horizon.duplicates.grouping import groups_from
from theodolite.horizon.duplicates.mentions import mentions
from theodolite.horizon.duplicates.record import Record, record_of
from theodolite.horizon.duplicates.relations import Connection, keeps_apart, relation_between
from theodolite.horizon.duplicates.titles import Evidence
from theodolite.horizon.duplicates.weighing import DOUBTFUL, SAME, share_a_number, total, weigh
from theodolite.horizon.item import Item

_MUCH_AGAINST = -4.0
_NEAR = 60
_BEGINNING = 20
_RECURRING_DATES = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows (first below second), their points, and all that was heard for and against."""

    rows: tuple[int, int]
    points: float
    evidence: tuple[Evidence, ...]

    def is_same(self) -> bool:
        """Whether the evidence suffices to take both for one."""
        return self.points >= SAME

    def in_words(self) -> str:
        """The evidence as a sentence: what speaks for it first, then what speaks against it."""
        speaks_for = [one.says for one in self.evidence if one.points > 0]
        against = [one.says for one in self.evidence if one.points < 0]
        said = f"For it: {', '.join(speaks_for) or 'nothing'}."
        return f"{said} Against it: {', '.join(against)}." if against else said


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found: groups of rows that are one thing, links, and the pairs behind them.

    `pairs` holds every pair that was taken for one thing, and those that a person should look at.
    """

    groups: tuple[tuple[int, ...], ...]
    links: tuple[Connection, ...]
    pairs: tuple[Pair, ...]


def find_duplicates(
    items: Sequence[Item],
    *,
    apart: Iterable[tuple[str, str]] = (),
    new: frozenset[int] | None = None,
    joined: Iterable[tuple[str, str]] = (),
) -> Duplicates:
    """Which of the items are the same, which only belong together, and why.

    `apart` are pairs of identities that a person has said are two things; they end in no group.
    With `new`, rows that came since the last time, only pairs with one of them are looked at,
    and those of `joined`, which were found to be the same before.
    """
    with nothing_is_garbage():
        records = compared(items)
        candidates = candidate_pairs(records, new=new)
        if new is not None:
            candidates = sorted({*candidates, *_rows_of(joined, items)})
        found = judge(records, candidates, apart=apart)
        told = [
            one for one in mentions(items, records) if new is None or not new.isdisjoint(one.rows)
        ]
        return replace(found, links=one_each([*found.links, *told], found.groups))


def _rows_of(pairs: Iterable[tuple[str, str]], items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    row = {item.identity: place for place, item in enumerate(items)}
    for one, other in pairs:
        if one in row and other in row:
            first, second = sorted((row[one], row[other]))
            yield first, second


def compared(items: Iterable[Item]) -> list[Record]:
    """What of the items can be compared, with recurring titles marked.

    A title recurs that papers of three years bear, or notices of three days.
    """
    records = [record_of(item) for item in items]
    dates: dict[str, set[int | str]] = defaultdict(set)
    for record in records:
        dates[record.key].add(record.day if record.is_bare and record.day else record.year)
    recurring = {key for key, some in dates.items() if len(some - {0}) >= _RECURRING_DATES}
    return [
        record._replace(is_recurring=True) if record.key in recurring else record
        for record in records
    ]


def judge(
    records: Sequence[Record],
    candidates: Iterable[tuple[int, int]],
    *,
    apart: Iterable[tuple[str, str]] = (),
) -> Duplicates:
    """Weigh the candidate pairs, join what is the same, and link what only belongs together."""
    forbidden = frozenset(frozenset(pair) for pair in apart)
    pairs, links = [], []
    for rows in candidates:
        one, other = records[rows[0]], records[rows[1]]
        if _is_hopeless(one, other) or (
            forbidden and frozenset((one.identity, other.identity)) in forbidden
        ):
            continue
        heard = weigh(one, other)
        points = total(heard)
        are_apart = keeps_apart(one, other)
        related = relation_between(one, other, heard) if are_apart or points < SAME else None
        if related is not None:
            is_first, relation, reason = related
            links.append(Connection(rows if is_first else rows[::-1], relation, reason))
        elif points >= DOUBTFUL and not are_apart:
            pairs.append(Pair(rows, points, heard))
    groups = _groups(records, pairs, forbidden)
    return Duplicates(tuple(groups), one_each(links, groups), tuple(pairs))


def contradicts(one: Record, other: Record) -> bool:
    """Whether two records cannot be one thing, even if a third seems to be both."""
    if keeps_apart(one, other):
        return True
    heard = weigh(one, other)
    against = sum(evidence.points for evidence in heard if evidence.points < 0)
    return against <= _MUCH_AGAINST and total(heard) < SAME


def _is_hopeless(one: Record, other: Record) -> bool:
    """Whether titles so far apart, with no number or place in common, need no weighing."""
    if one.is_bare and other.is_bare and _on_two_days(one, other):
        return True
    if not one.key or not other.key or share_a_number(one, other):
        return False
    if ratio(one.key, other.key, score_cutoff=_NEAR) or one.is_translated or other.is_translated:
        return False
    return one.key[:_BEGINNING] != other.key[:_BEGINNING] and one.key[-20:] != other.key[-20:]


def _on_two_days(one: Record, other: Record) -> bool:
    """Whether two of one kind were published on different days, and neither is about the other."""
    same_kind = one.kind == other.kind and one.standing == other.standing
    return same_kind and bool(one.day and other.day) and one.day != other.day


def _groups(
    records: Sequence[Record], pairs: Sequence[Pair], forbidden: frozenset[frozenset[str]]
) -> list[tuple[int, ...]]:
    same = [pair for pair in pairs if pair.is_same()]
    rows = {row for pair in same for row in pair.rows}
    ordered = sorted(rows, key=lambda row: sorting_key(records[row]))
    rank = {row: place for place, row in enumerate(ordered)}
    known = frozenset(pair.rows for pair in same)
    same.sort(key=lambda pair: (-pair.points, sorted(rank[row] for row in pair.rows)))

    def contradict(one: int, other: int) -> bool:
        if (one, other) in known or (other, one) in known:
            return False
        named = frozenset((records[one].identity, records[other].identity))
        return named in forbidden or contradicts(records[one], records[other])

    return groups_from(
        (pair.rows for pair in same),
        contradict,
        speaker=_speakers(records, ordered, forbidden).__getitem__,
    )


def _speakers(
    records: Sequence[Record], rows: Iterable[int], forbidden: frozenset[frozenset[str]]
) -> dict[int, int]:
    """For each row the first that says the very same; one that a person named speaks for itself."""
    named = frozenset(name for pair in forbidden for name in pair)
    first: dict[Record, int] = {}
    return {
        row: first.setdefault(
            record if record.identity in named else record._replace(identity=""), row
        )
        for row, record in ((row, records[row]) for row in rows)
    }


def one_each(
    links: Iterable[Connection], groups: Sequence[tuple[int, ...]]
) -> tuple[Connection, ...]:
    """One link between any two things, however many records of them there are."""
    thing = {row: group[0] for group in groups for row in group}
    kept: dict[tuple[int, int, str], Connection] = {}
    for link in sorted(links, key=lambda link: link.rows):
        first, second = (thing.get(row, row) for row in link.rows)
        if first != second:
            kept.setdefault((first, second, link.relation), link)
    return tuple(kept.values())
