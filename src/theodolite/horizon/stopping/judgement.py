"""Say in words how much of what is relevant was found, how surely, and what reading on costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.stopping.grounds import Reading, exclusion, thinning


class CannotJudge(HorizonError):
    """The labels, the pool or the wished certainty do not belong together."""


@dataclass(frozen=True, slots=True)
class Audited:
    """The labels of a random sample of what was unread after the first `after` records were read.

    Only a sample of what is unread today (`after` None) sharpens the test of thinning out; an older
    one still counts by itself.
    """

    labels: Sequence[bool | int]
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What may be said after so much reading; `read` and `found` count audited records too.

    `recall_at_least` is the share of all relevant records that was found and `left_at_most` the
    number still unread, both as surely as was asked. `left_estimate` is what is likely left.
    `cost_of_reading_on` is how many more records, in order, hold nearly all (95 %) of that.
    """

    may_stop: bool
    recall_at_least: float
    read: int
    found: int
    left_estimate: float
    left_at_most: int
    cost_of_reading_on: int
    sentence: str


def judge(
    labels: Sequence[bool | int] | NDArray[np.bool_],
    pool: int,
    *,
    target: float = 0.95,
    sure: float = 0.95,
    audit: Sequence[bool | int] | Audited = (),
    chances: Sequence[float] | NDArray[np.float64] | None = None,
) -> Judgement:
    """Judge the labels in the order of reading, out of `pool` records; pure, for every label anew.

    `audit` holds the labels of a random sample of the unread (`audit_sample`), read besides.
    `chances` come from `leave_one_out`: for each record in `labels` how likely it would have looked
    unread, then how likely each unread one is, audited ones left out. They let stopping come sooner
    at the same reliability. The method and its calibration: docs/methods/horizon-stopping.md.

    >>> print(judge([True] * 40 + [False] * 460, 800).sentence[:52])
    You may stop: at least 95% found, 95% sure. 40 found
    """
    reading = _reading(labels, pool, _audited(audit), chances)
    _check_wishes(target, sure)
    most = _most_left(reading, target, sure)
    estimate = min(_estimate(reading), float(most))
    found, cost = reading.found(), _cost(reading)
    may_stop = most == 0 or (found > 0 and most <= allowed(found, target))
    recall = found / (found + most) if found + most else 1.0
    told = _told(reading, (may_stop, recall), (estimate, most), cost, (target, sure))
    return Judgement(may_stop, recall, pool - reading.unread(), found, estimate, most, cost, told)


def allowed(found: int, target: float) -> int:
    """How many relevant records may be left for `found` to be `target` of all.

    >>> [allowed(found, 0.95) for found in (18, 19, 38, 100)]
    [0, 1, 2, 5]
    """
    return floor(found / target + 1e-9) - found


FINDS_FOR_ESTIMATE = 10
"""The estimate of what is left goes by the stretch that holds the last so many finds."""

NEARLY_ALL = 0.95


def _audited(audit: Sequence[bool | int] | Audited) -> Audited:
    return audit if isinstance(audit, Audited) else Audited(audit)


def _reading(
    labels: Sequence[bool | int] | NDArray[np.bool_],
    pool: int,
    audit: Audited,
    chances: Sequence[float] | NDArray[np.float64] | None,
) -> Reading:
    read, audited = np.asarray(labels, dtype=bool), np.asarray(audit.labels, dtype=bool)
    after = len(read) if audit.after is None else audit.after
    unread = pool - len(read) - len(audited)
    if unread < 0 or not 0 <= after <= len(read):
        raise CannotJudge(
            f"{len(read) + len(audited)} labels were given for a pool of {pool} records, but a"
            " record is judged once. Give the number of all records, read or not, as the pool."
        )
    likely = np.ones(len(read) + unread) if chances is None else np.asarray(chances, dtype=float)
    if len(likely) != len(read) + unread or not (likely > 0).all():
        raise CannotJudge(
            f"{len(likely)} chances were given for {len(read)} labels and {unread} unread records,"
            " but each needs one, and above 0. Take them from leave_one_out, without the audited."
        )
    unlike = np.sort(likely[len(read) :])[::-1]
    return Reading(read, likely[: len(read)], unlike, len(audited), int(audited.sum()), after)


def _check_wishes(target: float, sure: float) -> None:
    for name, wish in (("target", target), ("sure", sure)):
        if not 0.5 <= wish < 1:
            raise CannotJudge(
                f"{name} is {wish:g}, but only shares from 0.5 to below 1 can be promised."
                " Ask for 0.95, say; to be certain of everything, read everything."
            )


def _most_left(reading: Reading, target: float, sure: float) -> int:
    """The most relevant records that may still be unread, as surely as was asked."""
    found, unread = reading.found(), reading.unread()
    if not unread or not found:
        return unread
    is_excluded = exclusion(reading, 1 - sure)
    low, high = 0, unread
    first = allowed(found, target) + 1
    if first <= unread:
        low, high = (0, first - 1) if is_excluded(first) else (first, unread)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_excluded(middle + 1) else (middle + 1, high)
    return low


def _estimate(reading: Reading) -> float:
    if not reading.unread() or not reading.found():
        return 0.0
    seen, audit = thinning(reading), reading.audit()
    finds, size = 0.0, 0.0
    if len(seen.finds):
        at = min(FINDS_FOR_ESTIMATE, len(seen.finds) - 1)
        finds, size = float(seen.finds[at]), float(seen.sizes[at])
    return (finds + 0.5 + audit.found) / (size + audit.share) * (1 - audit.share)


def _cost(reading: Reading) -> int:
    """How many unread records, in order, hold nearly all of the weight that is left."""
    if not reading.unread():
        return 0
    passed = np.cumsum(reading.thinning_weights[len(reading.labels) :])
    nearly = 1 + int(np.searchsorted(passed, NEARLY_ALL * passed[-1]))
    return min(reading.unread(), nearly)


def _told(
    reading: Reading,
    answer: tuple[bool, float],
    left: tuple[float, int],
    cost: int,
    wishes: tuple[float, float],
) -> str:
    (may_stop, recall), (estimate, most), (target, sure) = answer, left, wishes
    found, unread = reading.found(), reading.unread()
    if not unread and not len(reading.labels) + reading.audited:
        return "Nothing waits to be read in this round yet."
    if not unread:
        return f"Everything was read: {found:,} relevant records, none left."
    if not found:
        return (
            "Nothing relevant was found yet, so what is left cannot be judged."
            f" Read on; {unread:,} are unread."
        )
    likely = f"about {estimate:,.0f} left" if round(estimate) else "probably none left"
    promise, certain = f"{target * 100:g}%", f"{sure * 100:g}% sure"
    if may_stop:
        return (
            f"You may stop: at least {promise} found, {certain}. {found:,} found, {likely}, at"
            f" most {most:,}; reading on costs about {cost:,} more."
        )
    return (
        f"Read on: {found:,} found, {likely} but perhaps {most:,}, so only {floor(recall * 100)}%"
        f" found is {certain}; finding nearly all that is left costs about {cost:,} more."
    )
