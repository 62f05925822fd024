"""Differences between two screeners, how they were settled, and the decisions that come of both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import transaction

from theodolite.settings.errors import CorrectableError
from theodolite.store.history import write_down
from theodolite.store.models import Assessment, Screening, Settlement, Survey
from theodolite.store.surveys.answers import analysis_answers
from theodolite.survey.agreement import Agreement, agreement
from theodolite.survey.answers.answers import RESPONDENT
from theodolite.survey.decisions import Decision, Decisions, Verdict


class CannotSettle(CorrectableError):
    """Someone settles what is not theirs to settle, or is settled."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What both screeners openly decided on one respondent."""

    respondent: str
    first: Assessment
    second: Assessment

    @property
    def differs(self) -> bool:
        """Whether one keeps whom the other rejects."""
        return self.first.verdict != self.second.verdict


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds where two screeners differ."""

    verdict: str
    reason: str


def pairs_of(screening: Screening) -> tuple[Pair, ...]:
    """All respondents among the answers on whom both decisions are open, by name."""
    there = _respondents_of(screening.survey)
    return tuple(pair for pair in _all_pairs(screening) if pair.respondent in there)


def decided_but_gone(screening: Screening) -> int:
    """How many were decided on whom the newest upload does not have; their decisions wait."""
    return len(_all_pairs(screening)) - len(pairs_of(screening))


def _respondents_of(survey: Survey) -> frozenset[str]:
    """Everyone in the answers; nobody while these are deleted, or do not fit the questionnaire.

    Whoever works on the answers is told so there; whoever only comes by is not kept from it.
    """
    try:
        return frozenset(analysis_answers(survey).frame[RESPONDENT])
    except CorrectableError:
        return frozenset()


def _all_pairs(screening: Screening) -> tuple[Pair, ...]:
    by_screener: dict[str, dict[str, Assessment]] = {screening.first: {}, screening.second: {}}
    for one in screening.assessments.filter(is_open=True).order_by("respondent"):
        by_screener.setdefault(one.screener, {})[one.respondent] = one
    first, second = by_screener[screening.first], by_screener[screening.second]
    return tuple(
        Pair(respondent, assessment, second[respondent])
        for respondent, assessment in first.items()
        if respondent in second
    )


def settled(screening: Screening) -> dict[str, Settled]:
    """What holds by now, for each respondent on whom a difference was settled."""
    said: dict[str, dict[str, Settlement]] = {}
    for one in screening.settlements.order_by("settled_at", "pk"):
        said.setdefault(one.respondent, {})[one.by] = one
    found = {}
    for respondent, words in said.items():
        holds = _what_holds(screening, words)
        if holds is not None:
            found[respondent] = holds
    return found


def conflicts(screening: Screening) -> tuple[Pair, ...]:
    """The differences that nobody has settled yet."""
    done = settled(screening)
    return tuple(one for one in pairs_of(screening) if one.differs and one.respondent not in done)


def settle(
    screening: Screening, respondent: str, settlement: Settled, *, by: str, at: datetime
) -> None:
    """Say what should hold where the screeners differ, with its line in the history."""
    with transaction.atomic():
        held: Screening = Screening.objects.select_for_update().get(pk=screening.pk)
        _check_may_settle(held, by)
        _check_differs(held, respondent)
        reason = settlement.reason if settlement.verdict == "reject" else ""
        values = {"verdict": settlement.verdict, "reason": reason, "settled_at": at}
        Settlement.objects.update_or_create(
            screening=held, respondent=respondent, by=by, defaults=values
        )
        told = {"verdict": settlement.verdict, "reason": reason}
        subject = f"{held.survey.key}/{respondent}"
        write_down("screening settled", subject, by, told, at=at)


def settlers(screening: Screening) -> tuple[str, ...]:
    """Who settles: the adjudicator, or both screeners together."""
    return (
        (screening.adjudicator,) if screening.adjudicator else (screening.first, screening.second)
    )


def decisions_of(survey: Survey) -> Decisions:
    """The open decisions of a survey's screening, as the plan reads them."""
    screening = Screening.objects.filter(survey=survey).first()
    return Decisions(tuple(_decisions(screening))) if screening is not None else Decisions(())


def agreement_of(screening: Screening) -> Agreement | None:
    """How far the two screeners agree, over all respondents whose decisions are open."""
    pairs = pairs_of(screening)
    if not pairs:
        return None
    return agreement([one.first.verdict for one in pairs], [one.second.verdict for one in pairs])


def _decisions(screening: Screening) -> Iterator[Decision]:
    done = settled(screening)
    for row, pair in enumerate(pairs_of(screening), start=2):
        final = done.get(pair.respondent) if pair.differs else None
        yield Decision(
            respondent=pair.respondent,
            first=cast("Verdict", pair.first.verdict),
            second=cast("Verdict", pair.second.verdict),
            final=cast("Verdict", final.verdict) if final else "",
            reason=_reason(screening, pair, final),
            row=row,
        )


def _reason(screening: Screening, pair: Pair, final: Settled | None) -> str:
    """As with rules, the criterion that stands first gives the reason; other words come after."""
    if pair.differs:
        return final.reason if final else ""
    given = [one for one in (pair.first.reason, pair.second.reason) if one]
    listed = [one for one in screening.reasons if one in given]
    return next(iter(listed + given), "")


def _what_holds(screening: Screening, said: Mapping[str, Settlement]) -> Settled | None:
    words = [said[key] for key in settlers(screening) if key in said]
    if len(words) < len(settlers(screening)) or len({one.verdict for one in words}) > 1:
        return None
    return Settled(words[0].verdict, next((one.reason for one in words if one.reason), ""))


def _check_may_settle(screening: Screening, by: str) -> None:
    if by not in settlers(screening):
        who = "the adjudicator" if screening.adjudicator else "the two screeners"
        raise CannotSettle(
            f"Only {who} of this survey can settle its differences, and you are not among them."
            " Ask the analyst to name you."
        )


def _check_differs(screening: Screening, respondent: str) -> None:
    if not any(one.differs and one.respondent == respondent for one in pairs_of(screening)):
        raise CannotSettle(
            f"There is nothing to settle about {respondent}: the two screeners agree, or have not"
            " both decided. Go back to the list of conflicts."
        )
