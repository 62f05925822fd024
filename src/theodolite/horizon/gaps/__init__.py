"""What is asked for and not yet answered: topics without guidance, and what closes when."""

from theodolite.horizon.gaps.choices import GapSettings
from theodolite.horizon.gaps.deadlines import Deadline, Deadlines, deadlines
from theodolite.horizon.gaps.finding import Gap, Gaps, find_gaps

__all__ = ["Deadline", "Deadlines", "Gap", "GapSettings", "Gaps", "deadlines", "find_gaps"]
