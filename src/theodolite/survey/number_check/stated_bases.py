"""Percentages whose base stands beside them: “62% of the 29”, “18 of 29 (62%)”, “62% (18/29)”."""

import re

from theodolite.survey.number_check.claims import COUNT, Claim, number
from theodolite.survey.number_check.facts import Facts
from theodolite.survey.number_check.grim import around, can_tell, possible_counts, ratio
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Severity, Unchecked, Verdict

RULE = "impossible percentages"
RATIO_RULE = "share of a count"

_OF = r"\s+(?:out\s+)?of\s+(?:the\s+|all\s+|our\s+|these\s+)*"
_RATIO_BEFORE = re.compile(rf"\b({COUNT}){_OF}({COUNT})\b[^.;()%\d]{{0,60}}\(\s*$", re.IGNORECASE)
_RATIO_AFTER = re.compile(rf"\s*\(\s*({COUNT})(?:{_OF}|\s*/\s*)({COUNT})\s*\)", re.IGNORECASE)
_COUNT_BEFORE = re.compile(rf"\b({COUNT})[^.;()%\d]{{0,40}}\(\s*$", re.IGNORECASE)
_BASE_BEFORE = re.compile(rf"\b{COUNT}{_OF}({COUNT})\b", re.IGNORECASE)
_BASE_AFTER = re.compile(rf"{_OF}({COUNT})\s+([a-z]+)(?:\s+[a-z]+)?", re.IGNORECASE)
_UNITS = {"mg", "g", "kg", "ml", "km", "m", "mm", "cm", "million", "billion", "thousand", "pounds"}
_OTHER_BASE = re.compile(r"\s+(?:of|in|among|amongst)\b|\s*\)|\s+respectively", re.IGNORECASE)


def judge_ratio(claim: Claim, facts: Facts) -> Verdict | None:
    """Hold a percentage against the count and the base printed beside it."""
    beside = _RATIO_BEFORE.search(claim.before) or _RATIO_AFTER.match(claim.after)
    if beside and number(beside[2]):
        return _judge_count(claim, number(beside[1]), number(beside[2]), "certain")
    count, bases = _COUNT_BEFORE.search(claim.before), _BASE_BEFORE.findall(claim.before)
    if count and bases and claim.after.startswith(")") and number(bases[-1]):
        return _judge_count(claim, number(count[1]), number(bases[-1]), "likely")
    return None


def judge_stated_base(claim: Claim, facts: Facts) -> Verdict | None:
    """Hold a percentage against its base, or the base of an earlier one that it goes on from."""
    if base := _base_after(claim.after):
        return _judge_base(claim, base, "certain")
    earlier = re.search(
        r"(?:%|per ?cent)(?!.*(?:%|per ?cent))(.*?)\b(?:and|while|but|,)[^%]*$", claim.before
    )
    if earlier is None or _OTHER_BASE.match(claim.after):
        return None
    base = _base_after(earlier[1])
    return _judge_base(claim, base, "likely") if base else None


def _base_after(text: str) -> int | None:
    found = _BASE_AFTER.match(text)
    if not found or found[2].lower() in _UNITS or re.match(r"(19|20)\d\d$", found[1]):
        return None
    return number(found[1]) or None


def _judge_count(claim: Claim, count: int, base: int, severity: Severity) -> Verdict:
    where, printed, told = claim.sentence.where, claim.snippet(), ratio(count, base)
    if count in possible_counts(claim.percentage, base):
        return Agreement(RATIO_RULE, where, printed, told)
    why = f"{count} of {base} is not {claim.percentage}, however it is rounded."
    return Doubt(RATIO_RULE, severity, where, printed, told, why)


def _judge_base(claim: Claim, base: int, severity: Severity) -> Verdict:
    where, printed = claim.sentence.where, claim.snippet()
    if counts := possible_counts(claim.percentage, base):
        if not can_tell(claim.percentage, base):
            return Unchecked(where, printed, f"With a base of {base} every percentage is possible.")
        return Agreement(RULE, where, printed, ratio(counts[0], base))
    why = f"No whole number of {base} is {claim.percentage}, however it is rounded."
    if severity == "likely":
        why += f" The base of {base} is carried over from the percentage before."
    return Doubt(RULE, severity, where, printed, around(claim.percentage, base), why)
