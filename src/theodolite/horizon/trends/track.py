"""What became of earlier alerts: the track record that every new one carries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate, share_of
from theodolite.horizon.trends.choices import Step, TrendSettings
from theodolite.horizon.trends.comparing import compare
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.grouping import grouped
from theodolite.horizon.trends.looks import Look, Sign, look, spans
from theodolite.horizon.trends.progress import Progress, unseen

Numbers = NDArray[np.float64]

_QUIET: dict[Step, int] = {"month": 12, "quarter": 4, "year": 2}
"""After so many periods without a sign, a series that shows one again is a new alert."""

_LONGEST_WAIT = 2
"""How many times that long a rise may take to become a hit."""


@dataclass(frozen=True)
class Onset:
    """A sign seen for the first time, and what had become of it.

    `held` says whether the change could still be seen two to three periods later, `hit` whether
    the share was then `hit_growth` times its history on enough items, `lead` after how many
    periods that was first so. Each is None where that is not known yet.
    """

    period: int
    sign: Sign
    held: bool | None
    hit: bool | None
    lead: int | None


@dataclass(frozen=True)
class TrackRecord:
    """How alerts of one sort turned out, replayed period by period with what was known then.

    `looks` were made and `alerts` raised in them; `held` and `hit` are shares of those whose
    outcome is known, `lead` the median number of periods from alert to hit.
    """

    looks: int
    alerts: int
    held: Estimate
    hit: Estimate
    lead: float | None
    onsets: tuple[Onset, ...] = field(default=(), repr=False)

    def false_now(self, alerts: int) -> float | None:
        """How many of so many new alerts will not hold, if they turn out as earlier ones did."""
        return None if self.held.value is None else alerts * (1 - self.held.value)


def replay(
    series: Series, settings: TrendSettings, *, since: int = 0, progress: Progress = unseen
) -> list[Look]:
    """The looks that could have been made at the end of each period, with what was known then."""
    looks = []
    for period in range(series.known.periods):
        looks.append(look(series, period, settings, since=since))
        progress((period + 1) / series.known.periods)
    return [one for one in looks if one is not None]


def track_record(
    series: Series, looks: Sequence[Look], settings: TrendSettings, *, rises: bool, since: int = 0
) -> TrackRecord:
    """Judge every alert that was raised in earlier looks by what is known today.

    As in the looks, nothing from before the period `since` is compared with.
    """
    onsets = [
        one
        for period in _onsets(series, looks, settings, rises=rises, since=since)
        for one in period
    ]
    leads = [one.lead for one in onsets if one.lead is not None]
    return TrackRecord(
        len(looks),
        len(onsets),
        _share([one.held for one in onsets]),
        _share([one.hit for one in onsets]),
        float(median(leads)) if leads else None,
        tuple(onsets),
    )


def _share(outcomes: Sequence[bool | None]) -> Estimate:
    known = [one for one in outcomes if one is not None]
    return share_of(sum(known), len(known))


def _onsets(
    series: Series, looks: Sequence[Look], settings: TrendSettings, *, rises: bool, since: int
) -> Iterator[list[Onset]]:
    last_told: dict[int, int] = {}
    for one in looks:
        signs = one.rising if rises else one.fading
        long_ago = one.period - _QUIET[settings.by]
        groups = grouped(series, one.period, signs)
        # A group is news only if none of its phrases was told lately.
        new = [g[0] for g in groups if all(last_told.get(s.series, -9999) < long_ago for s in g)]
        last_told |= {sign.series: one.period for sign in signs}
        if new:
            judge = _Judge(series, one.period, new, settings, since)
            yield judge.outcomes(rises=rises)


@dataclass(frozen=True)
class _Judge:
    """Signs told for the first time at the end of one period, to be judged by what came later."""

    series: Series
    period: int
    signs: Sequence[Sign]
    settings: TrendSettings
    since: int

    def outcomes(self, *, rises: bool) -> list[Onset]:
        """What had become of each sign two to three periods later, as far as it is known."""
        later = self._ratios(range(self.period + 2, self.period + 4))
        if later is None:
            return [Onset(self.period, sign, None, None, None) for sign in self.signs]
        ratio, items = later
        least = self.settings.least_ratio
        held = ratio >= least if rises else ratio <= 1 / least
        hit = self._is_hit(ratio, items)
        leads = self._leads() if rises else [None] * len(self.signs)
        return [
            Onset(self.period, sign, bool(held[i]), bool(hit[i]) if rises else None, leads[i])
            for i, sign in enumerate(self.signs)
        ]

    def _is_hit(self, ratio: Numbers, items: Numbers) -> NDArray[np.bool_]:
        return (ratio >= self.settings.hit_growth) & (items >= self.settings.hit_items)

    def _leads(self) -> list[int | None]:
        found: list[int | None] = [None] * len(self.signs)
        for wait in range(_LONGEST_WAIT * _QUIET[self.settings.by] + 1):
            now = self._ratios(range(self.period + wait - 1, self.period + wait + 1))
            if now is not None:
                is_hit = self._is_hit(*now)
                found = [wait if one is None and is_hit[i] else one for i, one in enumerate(found)]
        return found

    def _ratios(self, span: range) -> tuple[Numbers, Numbers] | None:
        """Rise over the history each sign was judged by, and items, in a span as known today."""
        today = self.series.known.periods - 1
        counts = self.series.counts(today)
        if (
            not 0 <= span.start < span.stop <= today + 1
            or not counts.items[:, span.start : span.stop].any()
        ):
            return None
        ratio, items = np.zeros(len(self.signs)), np.zeros(len(self.signs))
        for window in {sign.window for sign in self.signs}:
            these = np.array([i for i, one in enumerate(self.signs) if one.window == window])
            rows = np.array([self.signs[i].series for i in these])
            before = spans(self.period, window, self.settings, self.since)[1]
            found = compare(counts.of(rows).windows(span, before), np.ones(len(rows)))
            never_before = np.isnan(found.ratio) & (found.recent > 0)
            ratio[these] = np.where(never_before, np.inf, np.nan_to_num(found.ratio, nan=0.0))
            items[these] = found.recent
        return ratio, items
