"""Keep or reject respondents, each with a reason: rules first, then two people's decisions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from theodolite.settings.errors import unknown_name
from theodolite.survey.agreement import Agreement, agreement
from theodolite.survey.answers.answers import RESPONDENT, ROW, Answers
from theodolite.survey.decisions import Decision, Decisions, read_decisions
from theodolite.survey.errors import NobodyLeft
from theodolite.survey.matching import meets
from theodolite.survey.plan import Screening

__all__ = ["Decision", "Decisions", "Screened", "read_decisions", "screen"]


@dataclass(frozen=True)
class Screened:
    """Who is kept and who is not, and how that came about.

    `rejected` pairs each respondent with the reason, in the order of the export. `reasons` counts
    them: the plan's rules in their order (0 where a rule met nobody), then people's reasons in the
    order of their file. `agreement` is that of the two screeners over all respondents both looked
    at. `disagreements` are their differing decisions; `waiting` those still to be settled, whose
    respondents are kept until then. `unseen` is the number kept that no person looked at.
    """

    kept: Answers
    rejected: tuple[tuple[str, str], ...]
    received: int
    reasons: tuple[tuple[str, int], ...]
    agreement: Agreement | None
    disagreements: tuple[Decision, ...]
    waiting: tuple[Decision, ...]
    unseen: int
    warnings: tuple[str, ...]


def screen(
    answers: Answers, screening: Screening, *, decisions: Decisions | None = None
) -> Screened:
    """Apply the rules, the first that holds giving the reason, and then people's decisions.

    A respondent whom no rule rejects and nobody decided on is kept, and counted as unseen.
    """
    decisions = decisions or Decisions(())
    _check_known(answers, decisions)
    decided = {one.respondent: one for one in decisions.made}
    lines = _judged(answers, screening, decided)
    rejected = lines.filter(pl.col("reason").is_not_null()).sort(ROW)
    reasons = _counted(rejected["reason"].to_list(), screening, decisions)
    if rejected.height == answers.size:
        raise _nobody_left(answers, reasons)
    kept = answers.frame.filter(lines["reason"].is_null())
    staying = kept[RESPONDENT].to_list()
    waiting = tuple(one for one in decisions.made if one.is_open and one.respondent in staying)
    unseen = sum(one not in decided or not decided[one].is_seen for one in staying)
    return Screened(
        kept=replace(answers, frame=kept),
        rejected=tuple(rejected.select(RESPONDENT, "reason").iter_rows()),
        received=answers.size,
        reasons=reasons,
        agreement=_agreement(decisions),
        disagreements=tuple(one for one in decisions.made if one.differs),
        waiting=waiting,
        unseen=unseen,
        warnings=tuple(_warnings(waiting, unseen if decisions.made else 0)),
    )


def _judged(
    answers: Answers, screening: Screening, decided: Mapping[str, Decision]
) -> pl.DataFrame:
    """Respondent and row of everyone, with the reason for rejection or null."""
    by_rule = [
        pl.when(meets(answers, rule.when, where=f"Screening rule {rule.reason!r}")).then(
            pl.lit(rule.reason)
        )
        for rule in screening.rules
    ]
    reasons = [
        decided[one].rejected_for if one in decided else None for one in answers.frame[RESPONDENT]
    ]
    by_people = pl.Series(reasons, dtype=pl.String)
    return answers.frame.select(RESPONDENT, ROW, reason=pl.coalesce(*by_rule, by_people))


def _counted(
    found: Sequence[str], screening: Screening, decisions: Decisions
) -> tuple[tuple[str, int], ...]:
    counts = Counter(found)
    by_rule = [rule.reason for rule in screening.rules]
    by_people = [one.rejected_for for one in decisions.made if one.rejected_for in counts]
    return tuple(
        (str(reason), counts[str(reason)]) for reason in dict.fromkeys(by_rule + by_people)
    )


def _warnings(waiting: Sequence[Decision], unseen: int) -> Iterator[str]:
    if waiting:
        yield (
            f"Kept although the screeners have not settled on them: {len(waiting)}."
            " Write keep or reject into the column final."
        )
    if unseen:
        yield f"Kept although no person has looked at them: {unseen}."


def _agreement(decisions: Decisions) -> Agreement | None:
    both = [one for one in decisions.made if one.first and one.second]
    if not both:
        return None
    return agreement([one.first for one in both], [one.second for one in both])


def _nobody_left(answers: Answers, reasons: tuple[tuple[str, int], ...]) -> NobodyLeft:
    listed = "; ".join(f"{count} for {reason!r}" for reason, count in reasons if count)
    return NobodyLeft(
        f"Screening rejects all {answers.size} respondents: {listed}."
        " Look at the rule or decision that rejects the most, and loosen or remove it."
        if answers.size
        else "There are no respondents to screen. Look whether the export holds any answers."
    )


def _check_known(answers: Answers, decisions: Decisions) -> None:
    known = answers.frame[RESPONDENT].to_list()
    there = set(known)
    for one in decisions.made:
        if one.respondent not in there:
            where = f"row {one.row} of {decisions.name}"
            raise unknown_name("respondent", one.respondent, known, where=where)
