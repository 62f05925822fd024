"""Prose bound to data: a sentence whose every number is an estimate."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from theodolite.evidence.disclosure import hidden
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.rounding import Rounding
from theodolite.evidence.source_note import SourceNote


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with {named} places for numbers and names, and the estimates that fill them.

    When any number it needs may not be shown, the sentence is replaced by `if_hidden`, and what
    only the sentence names (a reason that tells the number, say) must not be kept either.
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

    def as_told(self) -> "Statement":
        """The sentence itself, or its stand-in with nothing that only the sentence would say."""
        return self if self.is_shown() else self.withheld()

    def withheld(self) -> "Statement":
        """The stand-in alone: the words it names, and no number."""
        named = dict.fromkeys(re.findall(r"\{(\w+)\}", self.if_hidden))
        values = {name: self.values[name] for name in named}
        return replace(
            self,
            template=self.if_hidden,
            values={n: hidden(v) if isinstance(v, Estimate) else v for n, v in values.items()},
        )
