"""Whether the numbers of a report fit together: anyone's report, by general rules only."""

from theodolite.survey.number_check.check import check_numbers
from theodolite.survey.number_check.grim import Percentage, possible_counts
from theodolite.survey.number_check.verdicts import Agreement, Doubt, NumberCheck, Unchecked

__all__ = [
    "Agreement",
    "Doubt",
    "NumberCheck",
    "Percentage",
    "Unchecked",
    "check_numbers",
    "possible_counts",
]
