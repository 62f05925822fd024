"""What respondents did not tell: one base for the same gap, and no more on a map than told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from theodolite.survey.number_check.claims import (
    COUNT,
    Claim,
    Sentence,
    number,
    percentages,
    snippet,
)
from theodolite.survey.number_check.facts import Facts
from theodolite.survey.number_check.grim import possible_counts, ratio
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Verdict

RULE = "mixed bases"
_DID_NOT_TELL = (
    r"(?:did not|didn['’]t|would not|failed to|chose not to|declined to)\s+"
    r"(?:declare|reveal|disclose|give|state|report|provide|name|indicate|specify|identify)\s+"
    r"(?:(?:an?|the|their|its|any)\s+)?(?:\w+ing\s+)?(\w+)"
)
_COUNT = re.compile(
    rf"\b({COUNT})\s+(?:respondents|people|participants|of them|staff)?\s*{_DID_NOT_TELL}",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"\s*(?:of (?:the )?\w+\s+)?{_DID_NOT_TELL}", re.IGNORECASE)
_PLACES = {
    "affiliation", "employer", "hospital", "institution", "location", "organisation",
    "organization", "place", "region", "site", "trust", "workplace",
}  # fmt: skip
_MAPPED = re.compile(
    r"\b(?:choropleths?|maps?|regional (?:distribution|spread)|geographical distribution)\b"
    r".*?(?<![\d.])(\d[\d,]*)\s+(?:[a-z]+\s+){0,2}?(?:responses|respondents|participants)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Untold:
    """How many respondents did not tell something, and the words that say so."""

    sentence: Sentence
    printed: str
    count: int
    what: str


def check_undeclared(facts: Facts) -> Iterator[Verdict]:
    """Hold shares and maps against the count of those who did not tell."""
    untold = list(_untold(facts))
    for claim, what in shares_untold(facts):
        for one in untold:
            if _same(one.what, what):
                yield _judge_share(claim, one, facts)
    places = [one for one in untold if _kind(one.what) == "place" and one.count]
    for sentence in facts.sentences if places else ():
        for match in _MAPPED.finditer(sentence.text):
            if number(match[1]) in facts.wholes:
                yield _map_doubt(sentence, match, places[0])


def shares_untold(facts: Facts) -> Iterator[tuple[Claim, str]]:
    """Percentages of respondents who did not tell something, and what."""
    for sentence in facts.sentences:
        for claim in percentages(sentence):
            if match := _SHARE.match(claim.after):
                yield claim, match[1].lower()


def _untold(facts: Facts) -> Iterator[Untold]:
    for sentence in facts.sentences:
        for match in _COUNT.finditer(sentence.text):
            printed = snippet(sentence.text, *match.span(), around=10)
            yield Untold(sentence, printed, number(match[1]), match[2].lower())


def _kind(what: str) -> str:
    return "place" if what in _PLACES else what


def _same(one: str, other: str) -> bool:
    return _kind(one) == _kind(other)


def _judge_share(claim: Claim, untold: Untold, facts: Facts) -> Verdict:
    bases = [whole for whole in facts.wholes if whole >= untold.count]
    where, printed = claim.sentence.where, claim.snippet()
    for base in bases:
        if untold.count in possible_counts(claim.percentage, base):
            return Agreement(RULE, where, printed, ratio(untold.count, base))
    return Doubt(
        RULE,
        "look",
        where,
        printed,
        " or ".join(ratio(untold.count, base) for base in bases[:3]) or f"{untold.count} people",
        f"Elsewhere ({untold.sentence.where}): “{untold.printed}”. The share has another base, or"
        " another count, than any that is stated; say which.",
    )


def _map_doubt(sentence: Sentence, match: re.Match[str], untold: Untold) -> Doubt:
    mapped = number(match[1])
    return Doubt(
        RULE,
        "look",
        sentence.where,
        snippet(sentence.text, match.start(1), match.end(), around=30),
        f"at most {mapped - untold.count} on the map",
        f"Elsewhere ({untold.sentence.where}): “{untold.printed}”. Unless their places are known"
        " in another way, they cannot be on the map.",
    )
