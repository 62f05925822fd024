"""What two people decided about each respondent, and how they settled where they differed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from theodolite.survey.synthetic.respondents import Respondent

KEEP, REJECT = "keep", "reject"
REASON = "Role outside scientific computing"
DOUBTFUL_POST = "Scientist in training"
"""The post of the two respondents whom one screener would have turned away wrongly."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The first and the second screener's view of a respondent, and what they agreed on."""

    respondent: str
    first: str
    second: str
    final: str
    reason: str


def decide(respondents: Sequence[Respondent]) -> tuple[Decision, ...]:
    """Two people's decisions on everyone whom no rule has rejected already.

    Each of them would have kept one of those rejected in the end, and rejected one of those kept.
    """
    judged = [one for one in respondents if one.has_hours]
    agreed = [one.name for one in judged if not one.cluster]
    doubted = [one.name for one in judged if one.cluster and one.answers["post"] == DOUBTFUL_POST]
    first = {*agreed[1:], doubted[0]}
    second = {agreed[0], *agreed[2:], doubted[1]}
    return tuple(
        Decision(
            one.name,
            _view(one.name, first),
            _view(one.name, second),
            _view(one.name, agreed),
            REASON if one.name in agreed else "",
        )
        for one in judged
    )


def _view(name: str, rejected: Collection[str]) -> str:
    return REJECT if name in rejected else KEEP
