"""Percentages of a group whose size a table gives: “40% of Name”, “X and Y were 20% and 30%”."""

import re
from collections.abc import Sequence

from theodolite.survey.number_check.claims import Claim, percentages
from theodolite.survey.number_check.facts import Facts, Quantity
from theodolite.survey.number_check.grim import around, can_tell, possible_counts, ratio
from theodolite.survey.number_check.names import stands_alone
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Unchecked, Verdict

RULE = "impossible percentages"
_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(\s*$")


def judge_named_base(claim: Claim, facts: Facts) -> Verdict | None:
    """Hold a percentage against the sizes that the group named beside it may have.

    One size that allows it is enough; a doubt needs that there is one size only.
    """
    groups = _of_name(claim, facts) or _name_in_front(claim, facts) or _respectively(claim, facts)
    sizes = sorted({quantity.count for quantity in groups if quantity.count})
    if not sizes:
        return None
    where, printed = claim.sentence.where, claim.snippet()
    allowing = [size for size in sizes if possible_counts(claim.percentage, size)]
    if not allowing and len(sizes) == 1:
        told = around(claim.percentage, sizes[0])
        why = f"No whole number of {groups[0].told()} is {claim.percentage}."
        return Doubt(RULE, "likely", where, printed, told, why)
    if not allowing:
        return Unchecked(where, printed, "The group's name could mean several sizes.")
    if not any(can_tell(claim.percentage, size) for size in allowing):
        return Unchecked(where, printed, "With so large a base every percentage is possible.")
    count = possible_counts(claim.percentage, allowing[0])[0]
    return Agreement(RULE, where, printed, f"possible: {ratio(count, allowing[0])}")


def _of_name(claim: Claim, facts: Facts) -> list[Quantity]:
    beginning = _OF.match(claim.after)
    if not beginning:
        return []
    return [q for start, _, q in facts.named_in(claim.after) if start == beginning.end()]


def _name_in_front(claim: Claim, facts: Facts) -> list[Quantity]:
    """“Column (38%)”."""
    bracket = _IN_BRACKETS.search(claim.before)
    if not bracket or not claim.after.startswith(")"):
        return []
    named = facts.named_in(claim.before)
    return [
        q
        for start, end, q in named
        if end == bracket.start() and q.kind == "column" and stands_alone(claim.before, start)
    ]


def _respectively(claim: Claim, facts: Facts) -> list[Quantity]:
    """Names and percentages told in one order: the last names before the first percentage."""
    told = list(percentages(claim.sentence))
    after = claim.sentence.text[told[-1].end :]
    if len(told) < 2 or not re.match(r",?\s+respectively\s*[.,;]", after):
        return []
    columns = _columns_in_order(told[0].before, facts)[-len(told) :]
    position = [one.start for one in told].index(claim.start)
    return columns[position] if len(columns) == len(told) else []


def _columns_in_order(text: str, facts: Facts) -> Sequence[list[Quantity]]:
    named: dict[int, list[Quantity]] = {}
    for start, _, quantity in facts.named_in(text):
        if quantity.kind == "column":
            named.setdefault(start, []).append(quantity)
    return list(named.values())
