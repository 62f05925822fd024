"""Prose bound to data: a sentence whose every number is an estimate."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.rounding import Rounding
from theodolite.evidence.source_note import SourceNote


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with {named} places for numbers and names, and the estimates that fill them.

    When any number it needs may not be shown, the sentence is replaced by `if_hidden`.
    """

    code: str
    template: str
    source: SourceNote
    values: Mapping[str, Estimate | str] = field(default_factory=dict)
    if_hidden: str = "This finding rests on too few people to be shown."
    rounding: Rounding = "half_up"

    def is_shown(self) -> bool:
        """Whether every estimate in the sentence may be shown."""
        estimates = [v for v in self.values.values() if isinstance(v, Estimate)]
        return all(estimate.shown for estimate in estimates)
