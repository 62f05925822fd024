"""Two surveys side by side: what changed, whom each reached, and how many there may be."""

from theodolite.survey.comparison.comparing import Comparison, compare, compared_waves
from theodolite.survey.comparison.differences import (
    Difference,
    mean_difference,
    paired_mean_difference,
    paired_share_difference,
    share_difference,
)
from theodolite.survey.comparison.mapping import SurveyMapping, read_mapping
from theodolite.survey.comparison.recapture import Recapture, recapture
from theodolite.survey.comparison.waves import Waves, read_waves

__all__ = [
    "Comparison",
    "Difference",
    "Recapture",
    "SurveyMapping",
    "Waves",
    "compare",
    "compared_waves",
    "mean_difference",
    "paired_mean_difference",
    "paired_share_difference",
    "read_mapping",
    "read_waves",
    "recapture",
    "share_difference",
]
