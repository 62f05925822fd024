"""A whole followed by its parts in brackets, and whether these add up to it."""

import re
from collections.abc import Iterator

from theodolite.survey.number_check.claims import COUNT, number
from theodolite.survey.number_check.facts import Facts
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Unchecked, Verdict

RULE = "sum of stated parts"
_WHOLE_AND_PARTS = re.compile(rf"\b({COUNT})\s+([a-z]+)\s+\(([^()]*)\)", re.IGNORECASE)
_PART = re.compile(rf"({COUNT})\s+[A-Za-z][A-Za-z' -]*", re.IGNORECASE)


def check_stated_parts(facts: Facts) -> Iterator[Verdict]:
    """Hold “12 sites (7 public and 5 private)” against the sum of what the bracket lists.

    Parts that add up to less may leave some out, which is no fault; more is.
    """
    for sentence in facts.sentences:
        for match in _WHOLE_AND_PARTS.finditer(sentence.text):
            pieces = [p for p in re.split(r",\s*(?:and\s+)?|\s+and\s+|;\s*", match[3]) if p]
            parts = [found for piece in pieces if (found := _PART.fullmatch(piece.strip()))]
            if len(parts) > 1 and len(parts) == len(pieces) and facts.step == 1:
                counts = [number(part[1]) for part in parts]
                yield _judge(sentence.where, match[0], number(match[1]), counts)


def _judge(where: str, printed: str, whole: int, counts: list[int]) -> Verdict:
    added = sum(counts)
    told = f"{' + '.join(map(str, counts))} = {added}"
    if added == whole:
        return Agreement(RULE, where, printed, told)
    if added < whole:
        return Unchecked(where, printed, "The parts add up to less; some may not be listed.")
    return Doubt(RULE, "likely", where, printed, str(whole), f"The parts are {told}.")
