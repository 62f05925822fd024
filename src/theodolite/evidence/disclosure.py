"""What may be shown: one named rule, applied to estimates before anyone formats or draws them.

Everything a reader sees of a share is computed from counts that the rule has already rounded, so
a percentage, a bar or a sentence can never say more than the table beside it.
"""

import math
from dataclasses import dataclass, replace

from theodolite.evidence.estimate import Estimate, count_of, share_of
from theodolite.evidence.table import Block, Row, Table


@dataclass(frozen=True, slots=True)
class Profile:
    """A disclosure rule: counts from 1 to `hide_below` − 1 are hidden, others rounded.

    `round_to` is the step that counts are rounded to (1 leaves them as they are);
    `is_inside_use` marks results that must not leave the society's own analysis area.
    """

    name: str
    hide_below: int
    round_to: int
    says: str
    is_inside_use: bool = False

    def protect(self, estimate: Estimate) -> Estimate:
        """The estimate as it may be shown; a hidden one keeps no value at all."""
        if self.is_inside_use or not estimate.shown:
            return estimate
        return _PROTECT[estimate.unit](estimate, self)

    def protect_table(self, table: Table) -> Table:
        """Every cell as it may be shown."""
        return replace(table, blocks=tuple(self.protect_block(block) for block in table.blocks))

    def protect_block(self, block: Block) -> Block:
        """Every cell of a block as it may be shown."""
        return replace(block, rows=tuple(self._protect_row(row) for row in block.rows))

    def _protect_row(self, row: Row) -> Row:
        cells = tuple(
            tuple(None if cell is None else self.protect(cell) for cell in column)
            for column in row.cells
        )
        return replace(row, cells=cells)

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
        return _hidden(estimate)
    count = profile._rounded(estimate.count)
    return count_of(count, profile._base(estimate.base))


def _protect_share(estimate: Estimate, profile: Profile) -> Estimate:
    assert estimate.count is not None, "a share needs its count to be protected"
    assert estimate.base is not None, "a share needs its base to be protected"
    if profile._hides(estimate.count) or profile._hides(estimate.base):
        return _hidden(estimate)
    return share_of(profile._rounded(estimate.count), profile._rounded(estimate.base))


def _protect_mean(estimate: Estimate, profile: Profile) -> Estimate:
    if profile._hides(estimate.base):
        return _hidden(estimate)
    mean = None if estimate.value is None else float(round(estimate.value))
    # Outwards, so that the interval still covers what it did.
    low = None if estimate.low is None else float(math.floor(estimate.low))
    high = None if estimate.high is None else float(math.ceil(estimate.high))
    base = profile._base(estimate.base)
    return replace(estimate, value=mean, base=base, low=low, high=high, decimals=0)


def _hidden(estimate: Estimate) -> Estimate:
    return Estimate(estimate.unit, None, shown=False)


_PROTECT = {"count": _protect_count, "share": _protect_share, "mean": _protect_mean}

PROFILES = {
    profile.name: profile
    for profile in (
        Profile("lt5_round5", 5, 5, "Counts of 1 to 4 are not shown; others to the nearest 5."),
        Profile(
            "nhs_secondary_care", 8, 5, "Counts of 1 to 7 are not shown; others to the nearest 5."
        ),
        Profile("ons_10_5", 10, 5, "Counts of 1 to 9 are not shown; others to the nearest 5."),
        Profile(
            "none",
            0,
            1,
            "Exact counts, small ones included: for inside use only, not for publication.",
            is_inside_use=True,
        ),
    )
}
