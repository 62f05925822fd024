"""Weights that make respondents resemble the population, and what weighting does to variances."""

from theodolite.survey.weighting.calibration import calibrate
from theodolite.survey.weighting.distances import Distance
from theodolite.survey.weighting.raking import post_stratify, rake
from theodolite.survey.weighting.refusals import CannotReplicate, CannotWeight
from theodolite.survey.weighting.replication import Replicates, bootstrap, jackknife, replicated
from theodolite.survey.weighting.targets import Targets
from theodolite.survey.weighting.trimming import trim

__all__ = [
    "CannotReplicate",
    "CannotWeight",
    "Distance",
    "Replicates",
    "Targets",
    "bootstrap",
    "calibrate",
    "jackknife",
    "post_stratify",
    "rake",
    "replicated",
    "trim",
]
