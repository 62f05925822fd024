"""What may be shown: one named rule, applied to estimates before anyone formats or draws them.

Everything a reader sees of a share is computed from counts that the rule has already rounded, so
a percentage, a bar or a sentence can never say more than the table beside it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from theodolite.evidence.estimate import Estimate, count_of, share_of

OTHERS_HIDDEN = "A larger count may also not be shown where it would give away one of these."
"""Printed where [c] may stand for more than the small counts of the rule."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A disclosure rule: counts from 1 to `hide_below` − 1 are hidden, others rounded.

    `round_to` is the step that counts are rounded to (1 leaves them as they are);
    `is_inside_use` marks results that must not leave the society's own analysis area.
    `hides_others` says that exact counts are shown, so that larger ones must be hidden wherever
    they would tell that a hidden one is small.
    """

    name: str
    hide_below: int
    round_to: int
    says: str
    is_inside_use: bool = False
    hides_others: bool = False

    def protect(self, estimate: Estimate) -> Estimate:
        """The estimate as it may be shown; a hidden one keeps no value at all."""
        if self.is_inside_use or not estimate.shown:
            return estimate
        return _PROTECT[estimate.unit](estimate, self)

    def protect_weighted(self, estimate: Estimate) -> Estimate:
        """A weighted share in whole percents, or mean, of people whose count may be shown."""
        if self.is_inside_use or not estimate.shown or estimate.value is None:
            return estimate
        base = self._base(estimate.base)
        if estimate.unit == "mean":
            return _coarsened(estimate, base=base)
        return replace(
            estimate,
            value=round(estimate.value * 100) / 100,
            low=None if estimate.low is None else math.floor(estimate.low * 100) / 100,
            high=None if estimate.high is None else math.ceil(estimate.high * 100) / 100,
            base=base,
            decimals=0,
        )

    def counts_behind(self, printed: int) -> tuple[int, int]:
        """The least and the greatest count that this rule prints as that number.

        >>> PROFILES["lt5_round5"].counts_behind(5), PROFILES["lt5_round5"].counts_behind(10)
        ((5, 7), (8, 12))
        """
        if printed == 0 or self.is_inside_use:
            return printed, printed
        below, above = self.round_to // 2, (self.round_to - 1) // 2
        return max(printed - below, min(printed, self.hide_below)), printed + above

    def _hides(self, count: int | None) -> bool:
        return count is not None and 0 < count < self.hide_below

    def _rounded(self, count: int) -> int:
        return self.round_to * int(count / self.round_to + 0.5)

    def _base(self, base: int | None) -> int | None:
        """The base as it may be told: a small one would be as telling as a small count."""
        return None if base is None or self._hides(base) else self._rounded(base)


def _protect_count(estimate: Estimate, profile: Profile) -> Estimate:
    assert estimate.count is not None, "a number of respondents needs its count to be protected"
    if profile._hides(estimate.count):
        return hidden(estimate)
    count = profile._rounded(estimate.count)
    return count_of(count, profile._base(estimate.base))


def _protect_share(estimate: Estimate, profile: Profile) -> Estimate:
    assert estimate.count is not None, "a share needs its count to be protected"
    assert estimate.base is not None, "a share needs its base to be protected"
    others = estimate.base - estimate.count if profile.hides_others else 0
    if any(profile._hides(number) for number in (estimate.count, estimate.base, others)):
        return hidden(estimate)
    return share_of(profile._rounded(estimate.count), profile._rounded(estimate.base))


def _protect_mean(estimate: Estimate, profile: Profile) -> Estimate:
    if profile._hides(estimate.base):
        return hidden(estimate)
    return _coarsened(estimate, base=profile._base(estimate.base))


def _coarsened(estimate: Estimate, *, base: int | None) -> Estimate:
    """A mean in two figures and no finer than whole units: more would tell the sum behind it."""
    value, low, high = estimate.value, estimate.low, estimate.high
    return replace(
        estimate,
        value=None if value is None else _to_two_figures(value, round),
        # Outwards, so that the interval still covers what it did.
        low=None if low is None else _to_two_figures(low, math.floor),
        high=None if high is None else _to_two_figures(high, math.ceil),
        base=base,
        decimals=0,
    )


def _to_two_figures(value: float, rounded: Callable[[float], int]) -> float:
    digits = math.floor(math.log10(abs(value))) if value else 0
    step = 10 ** max(0, digits - 1)
    return float(rounded(value / step) * step)


def hidden(estimate: Estimate) -> Estimate:
    """The same kind of number without any value."""
    return Estimate(estimate.unit, None, shown=False)


def _rounding(name: str, hide_below: int, step: int) -> Profile:
    return Profile(
        name,
        hide_below,
        step,
        f"Counts of 1 to {hide_below - 1} are not shown; others to the nearest {step},"
        " so numbers may not add up.",
    )


_PROTECT = {"count": _protect_count, "share": _protect_share, "mean": _protect_mean}

PROFILES = {
    profile.name: profile
    for profile in (
        _rounding("lt5_round5", 5, 5),
        _rounding("nhs_secondary_care", 8, 5),
        _rounding("ons_10_5", 10, 5),
        Profile(
            "lt5_suppress",
            5,
            1,
            f"Counts of 1 to 4 are not shown; others are exact. {OTHERS_HIDDEN}",
            hides_others=True,
        ),
        Profile(
            "none",
            0,
            1,
            "Exact counts, small ones included: for inside use only, not for publication.",
            is_inside_use=True,
        ),
    )
}
