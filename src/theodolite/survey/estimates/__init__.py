"""Estimates that know how respondents were sampled and weighted: means, shares, tests."""

from theodolite.survey.estimates.association import Association, associate
from theodolite.survey.estimates.comparison import Effect, difference, regress
from theodolite.survey.estimates.design import (
    Adjustment,
    Design,
    clustered,
    simple,
    stratified,
)
from theodolite.survey.estimates.design_estimate import DesignEstimate
from theodolite.survey.estimates.domains import by_group
from theodolite.survey.estimates.effective_sample import effective_sample, weighting_effect
from theodolite.survey.estimates.means import mean, ratio, total
from theodolite.survey.estimates.pooling import Pooled, pool
from theodolite.survey.estimates.quantiles import quantile
from theodolite.survey.estimates.rao_scott import AssociationTest, rao_scott
from theodolite.survey.estimates.refusals import CannotEstimate, NobodyAnswered
from theodolite.survey.estimates.shares import count_interval, share, shares

__all__ = [
    "Adjustment",
    "Association",
    "AssociationTest",
    "CannotEstimate",
    "Design",
    "DesignEstimate",
    "Effect",
    "NobodyAnswered",
    "Pooled",
    "associate",
    "by_group",
    "clustered",
    "count_interval",
    "difference",
    "effective_sample",
    "mean",
    "pool",
    "quantile",
    "rao_scott",
    "ratio",
    "regress",
    "share",
    "shares",
    "simple",
    "stratified",
    "total",
    "weighting_effect",
]
