"""Answers in the order a reader expects: from low to high where they have one, else by number."""

import re
from collections import Counter
from collections.abc import Sequence

from theodolite.survey.answers.spelling import loose_spelling

_LADDERS = (
    "strongly disagree / disagree; somewhat disagree; tend to disagree"
    " / neither agree nor disagree; neither agree or disagree; neutral; neither; undecided"
    " / agree; somewhat agree; tend to agree / strongly agree",
    "very dissatisfied / dissatisfied; somewhat dissatisfied; fairly dissatisfied"
    " / neither satisfied nor dissatisfied; neutral; neither"
    " / satisfied; somewhat satisfied; fairly satisfied / very satisfied",
    "never / rarely; seldom / sometimes; occasionally / often; frequently / very often / always",
    "never / yearly; annually; every few months / monthly / weekly / daily",
    "very unlikely / somewhat unlikely; unlikely / undecided; neutral; not sure"
    " / somewhat likely; likely / very likely",
    "very poor / poor / fair; average; acceptable / good / very good / excellent",
    "not at all confident / slightly confident; not very confident"
    " / somewhat confident; moderately confident / confident; fairly confident"
    " / very confident / extremely confident",
    "not at all important / slightly important / moderately important / important; very important"
    " / extremely important",
    "none / beginner; basic / intermediate; competent / advanced; proficient / expert",
)
_STEPS = tuple(
    {
        name.strip(): step
        for step, names in enumerate(ladder.split("/"), 1)
        for name in names.split(";")
    }
    for ladder in _LADDERS
)
_YES_TO_NO = {"yes": 0, "no": 1, "true": 0, "false": 1}
_LAST = re.compile(
    r"^(other|others|none|none of|prefer not|rather not|don't know|do not know|not sure|unsure"
    r"|not applicable|n/a|no answer)\b"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BELOW = re.compile(r"^(below|under|less|fewer|up to|<)")


def steps_of(answers: Sequence[str]) -> dict[str, int] | None:
    """The step each answer has on a known ladder of words, where all stand on one.

    >>> steps_of(["Agree", "Strongly Agree", "Disagree "])
    {'Agree': 4, 'Strongly Agree': 5, 'Disagree ': 2}
    >>> steps_of(["Agree", "Blue"]) is None
    True
    """
    for steps in _STEPS:
        found = {answer: steps.get(loose_spelling(answer)) for answer in answers}
        if len(set(found.values())) > 1 and None not in found.values():
            return {answer: step for answer, step in found.items() if step is not None}
    return None


def in_order(answers: Counter[str]) -> list[str]:
    """Sort answers by ladder, by the numbers they begin with, or most frequent first.

    >>> in_order(Counter({"No": 9, "Yes": 2, "Don't know": 30}))
    ['Yes', 'No', "Don't know"]
    >>> in_order(Counter({"11 or above": 5, "Below 3": 1, "3 to 10": 2}))
    ['Below 3', '3 to 10', '11 or above']
    """
    last = [answer for answer in answers if _LAST.match(loose_spelling(answer))]
    ladder = steps_of(list(answers))
    if ladder:
        return sorted(answers, key=lambda answer: (ladder[answer], answer))
    first = [answer for answer in answers if answer not in last]
    return [*_sorted(first, answers), *_by_frequency(last, answers)]


def _sorted(first: list[str], answers: Counter[str]) -> list[str]:
    if first and all(loose_spelling(answer) in _YES_TO_NO for answer in first):
        return sorted(first, key=lambda answer: _YES_TO_NO[loose_spelling(answer)])
    ladder = steps_of(first)
    if ladder:
        return sorted(first, key=lambda answer: (ladder[answer], answer))
    if len(first) > 1 and all(_NUMBER.search(answer) for answer in first):
        return sorted(first, key=_by_number)
    return _by_frequency(first, answers)


def _by_frequency(some: list[str], answers: Counter[str]) -> list[str]:
    return sorted(some, key=lambda answer: (-answers[answer], answer))


def _by_number(answer: str) -> tuple[float, bool, str]:
    found = _NUMBER.search(answer)
    number = float(found[0].replace(",", "")) if found else 0.0
    return number, not _BELOW.match(loose_spelling(answer)), answer
