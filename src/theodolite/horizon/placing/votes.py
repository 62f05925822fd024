"""How signs decide: each votes for an answer, and the answer says which did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from theodolite.horizon.placing.placed import Judgement


@dataclass(frozen=True, slots=True)
class Vote:
    """One reason for one answer, and how much it counts."""

    answer: str
    counts: float
    because: str


def decided(votes: Iterable[Vote], answers: Sequence[str]) -> Judgement:
    """The answer with most votes and its reasons; a tie, or no vote, cannot tell.

    >>> decided([Vote("short", 1, "“in force”"), Vote("long", 2, "“by 2040”")], ["short", "long"])
    Judgement(answer='long', because=('“by 2040”',), by='')
    """
    cast = tuple(votes)
    counted = [(sum(v.counts for v in cast if v.answer == answer), answer) for answer in answers]
    most = max((count for count, _ in counted), default=0.0)
    leading = [answer for count, answer in counted if count == most]
    if not most:
        return Judgement()
    if len(leading) > 1:
        return Judgement(because=tuple(f"{v.because} for {v.answer}" for v in cast))
    return Judgement(leading[0], tuple(v.because for v in cast if v.answer == leading[0]))
