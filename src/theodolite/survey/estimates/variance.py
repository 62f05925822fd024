"""The variance that a design gives to anything that is a weighted sum, exactly or nearly so."""

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.estimates.design import Adjustment, Design, Stage
from theodolite.survey.estimates.projection import unexplained

Numbers = NDArray[np.float64]


def covariance(linearised: Numbers, design: Design) -> Numbers:
    """The covariances of the weighted sums of some columns (Taylor linearisation).

    `linearised` is respondents × columns, before weighting: what each respondent contributes to
    the estimate, 0 for those outside the group estimated. Fitting weights to known margins leaves
    only what the margins do not explain (Deville & Särndal 1992); later stages of sampling count
    by the fraction sampled before (Lumley 2010, section 2.1).
    """
    sums = linearised * design.weights[:, None]
    for adjustment in design.adjustments:
        sums = _left_by(adjustment, sums)
    parts = [_stage_covariance(sums, stage) for stage in design.stages]
    return np.asarray(np.sum(parts, axis=0))


def variance(linearised: Numbers, design: Design) -> float:
    """The variance of the weighted sum of one column."""
    return float(covariance(linearised[:, None], design)[0, 0])


def _left_by(adjustment: Adjustment, sums: Numbers) -> Numbers:
    """What the margins that weights were fitted to do not explain of each one's part of the sum."""
    after = adjustment.after[:, None]
    values = np.divide(sums, after, out=np.zeros_like(sums), where=after > 0)
    return unexplained(adjustment.columns, adjustment.before, values) * after


def _stage_covariance(sums: Numbers, stage: Stage) -> Numbers:
    totals = _summed(sums, stage.units, len(stage.strata))
    means = _summed(totals, stage.strata, len(stage.sampled)) / stage.sampled[:, None]
    apart = totals - means[stage.strata]
    return np.asarray(apart.T @ (apart * stage.factors[stage.strata, None]))


def _summed(values: Numbers, groups: NDArray[np.int64], count: int) -> Numbers:
    """The sum of each column within each group."""
    columns = [np.bincount(groups, weights=column, minlength=count) for column in values.T]
    return np.stack(columns, axis=1)
