"""Change answers by named recodes, in the plan's order, counting what each of them did."""

from theodolite.survey.recoding.percentages import read_percentage
from theodolite.survey.recoding.replay import RecodeCount, recode

__all__ = ["RecodeCount", "read_percentage", "recode"]
