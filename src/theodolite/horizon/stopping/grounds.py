"""On what grounds reading may stop: two tests of what was read, or a random sample alone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.stopping.unseen import Audit, Doubt, Stretches, chance_of_more, stretches

Chances = NDArray[np.float64]

THINNING = Doubt(prior=0.5, spread=2.0)
"""Finds thin out along the reading, and how fast they go on doing so is not well known."""

LOOK_ALIKE = Doubt(prior=0.5)
"""Records that look as unlikely as the unread, but were read, are a sample of them."""

POWER = 1.5
NEAR = 0.01
TRUST = 0.75
"""In the test of thinning out, a record of rank k of N and chance p weighs p^TRUST /
(k/N + NEAR)^POWER; in that of look-alikes, the root of p."""

THINNING_MARGIN = 2.1
LOOK_ALIKE_MARGIN = 12.0
"""How many times the wished error each test may still show, so that both together keep it."""


@dataclass(frozen=True)
class Reading:
    """What was read and what was not: labels in order, and how likely each record was or is.

    `read_chances` belong to `labels`; `unread_chances` are sorted, likeliest first. `audited`
    records, of which `audited_found` were relevant, were drawn at random from what was unread when
    the first `audited_after` of the labels had been given.
    """

    labels: NDArray[np.bool_]
    read_chances: Chances
    unread_chances: Chances
    audited: int = 0
    audited_found: int = 0
    audited_after: int = 0

    def found(self) -> int:
        """How many relevant records were found, in the audit too."""
        return int(self.labels.sum()) + self.audited_found

    def unread(self) -> int:
        """How many records nobody has read."""
        return len(self.unread_chances)

    @cached_property
    def thinning_weights(self) -> Chances:
        """How many finds each record may bring beside others, in the order of reading."""
        chances = np.concatenate([self.read_chances, self.unread_chances])
        rank = np.arange(len(chances)) / len(chances) + NEAR
        return np.asarray(chances**TRUST * rank**-POWER)

    def audit(self) -> Audit:
        """The audit as a share of what was unread before it, 0 once reading went on since.

        Its finds are kept in any case: they speak against stopping.
        """
        is_fresh = self.audited_after == len(self.labels)
        share = self.audited / (self.audited + self.unread()) if is_fresh else 0.0
        return Audit(share, self.audited_found)


def thinning(reading: Reading) -> Stretches:
    """Stretches in the order of reading; the weight of a record falls with its rank."""
    weights, read = reading.thinning_weights, len(reading.labels)
    return stretches(reading.labels, weights[:read], _before_audit(reading, weights[read:]))


def look_alike(reading: Reading) -> Stretches:
    """Stretches that end in the least likely of those read; a record weighs the root of its chance.

    Where no chances are known, the order is that of the reading.
    """
    order = np.argsort(-reading.read_chances, kind="stable")
    weights = np.sqrt(reading.read_chances[order])
    unread = _before_audit(reading, np.sqrt(reading.unread_chances))
    return stretches(reading.labels[order], weights, unread)


def exclusion(reading: Reading, doubt: float) -> Callable[[int], bool]:
    """Tell of a number whether that many (or more) relevant records cannot be left unread.

    `doubt` is the wished error, 0.05 for "95 % sure". Either both tests exclude the number, or the
    audit alone does at half that error, by the exact hypergeometric test that assumes nothing. A
    quiet audit sharpens the test of thinning out, never that of those that look alike: else a small
    one could talk away a doubt that it is too small to settle.
    """
    thin, alike, audit = thinning(reading), look_alike(reading), reading.audit()

    def is_excluded(least: int) -> bool:
        if reading.audited and _by_audit_alone(least, reading) < doubt / 2:
            return True
        worst = chance_of_more(least, thin, THINNING, audit).min(initial=1.0)
        if worst >= min(_CERTAIN, THINNING_MARGIN * doubt):
            return False
        worst = chance_of_more(least, alike, LOOK_ALIKE, Audit(0.0, audit.found)).min(initial=1.0)
        return bool(worst < min(_CERTAIN, LOOK_ALIKE_MARGIN * doubt))

    return is_excluded


def have_thinned_out(labels: NDArray[np.bool_], pool: int, least: int, doubt: float) -> bool:
    """Whether a glance at the labels alone does not speak against `least` being excluded."""
    if len(labels) == pool:
        return True
    alike = np.ones(pool)
    reading = Reading(labels, alike[: len(labels)], alike[len(labels) :])
    worst = chance_of_more(least, thinning(reading), THINNING).min(initial=1.0)
    return bool(worst < _GLANCE * THINNING_MARGIN * doubt)


_CERTAIN = 0.75
_GLANCE = 3.5


def _by_audit_alone(least: int, reading: Reading) -> float:
    """How rarely a sample holds so few, had `least` been left unread besides what was found."""
    before = reading.unread() + reading.audited + len(reading.labels) - reading.audited_after
    held = least + reading.audited_found + int(reading.labels[reading.audited_after :].sum())
    if held > before:
        return 0.0
    from scipy.stats import hypergeom  # Half a second to load, and few ask.

    return float(hypergeom.cdf(reading.audited_found, before, held, reading.audited))


def _before_audit(reading: Reading, unread: Chances) -> float:
    """The weight of all that was unread before the audit, which took a fair share of it."""
    return float(unread.sum()) / (1 - reading.audit().share)
