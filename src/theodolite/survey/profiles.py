"""What sets each segment apart: its mean shares, and the answers it gives more or less often."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.survey.choices import Choice, choices
from theodolite.survey.plan import TableBlock, TablePlan
from theodolite.survey.sample import SEGMENT, Sample
from theodolite.survey.tabulation import tabulate

NOTABLE = 0.10
"""A share is worth mentioning when it differs from everyone's by ten percentage points."""

MENTIONED = 3


@dataclass(frozen=True)
class _Contrast:
    """One answer's share in a segment beside its share among everyone."""

    answer: str
    here: Estimate
    everyone: Estimate

    @property
    def difference(self) -> float:
        """How many percentage points (as a fraction of 1) the segment lies above everyone."""
        assert self.here.value is not None, "only shown shares are compared"
        assert self.everyone.value is not None, "only shown shares are compared"
        return self.here.value - self.everyone.value


def mean_shares(sample: Sample, question: str) -> Table:
    """The mean of each part of the clustering question, by segment."""
    asked = sample.answers.questionnaire.question(question, where="[clustering]")
    plan = TablePlan(
        "segment-means",
        f"What each segment does: {asked.text}",
        (TableBlock((question,), label=asked.text),),
        by=SEGMENT,
        measure="mean",
    )
    return tabulate(sample, plan)


def characteristics(sample: Sample, questions: Iterable[str]) -> tuple[Statement, ...]:
    """For each segment that anything sets apart: the answers it gives most and least often."""
    assert sample.segments is not None, "segments are found before they are characterised"
    asked = tuple(dict.fromkeys(questions))
    return tuple(
        one
        for number in range(len(sample.segments.names))
        for one in _characteristic(sample, number, asked)
    )


def _characteristic(sample: Sample, number: int, questions: tuple[str, ...]) -> Iterator[Statement]:
    members = sample.groups(SEGMENT).members()[number]
    contrasts = sorted(
        _contrasts(sample, members, questions), key=lambda one: (-one.difference, one.answer)
    )
    more = [one for one in contrasts if one.difference >= NOTABLE][:MENTIONED]
    less = [one for one in reversed(contrasts) if one.difference <= -NOTABLE][:MENTIONED]
    sentences, values = ["{segment} (respondents: {size})."], _named(sample, number)
    if values["description"]:
        sentences.append("{description}")
    for intro, mentioned, key in (("More often", more, "more"), ("Less often", less, "less")):
        if mentioned:
            sentences.append(_listed(f"{intro} than among all respondents", mentioned, key, values))
    found = Statement(
        code=f"segment-{number + 1}-profile",
        template=" ".join(sentences),
        source=sample.note(*questions),
        values=values,
        rounding=sample.rounding,
        if_hidden="One segment is too small for its profile to be shown.",
    )
    if len(sentences) > 1 or not found.is_shown():
        yield found


def _named(sample: Sample, number: int) -> dict[str, Estimate | str]:
    assert sample.segments is not None, "segments are found before they are characterised"
    return {
        "segment": sample.segments.names[number],
        "size": sample.count(sample.segments.membership == number),
        "description": sample.segments.decisions[number].description,
    }


def _contrasts(
    sample: Sample, members: NDArray[np.bool_], questions: tuple[str, ...]
) -> Iterator[_Contrast]:
    everyone = sample.everyone()
    for code in questions:
        question = sample.answers.questionnaire.question(code)
        for line in _telling(choices(sample, question, where="the segment profile")):
            shares = [sample.share(line.chosen, line.answered & who) for who in (members, everyone)]
            if all(share.shown and share.value is not None for share in shares):
                yield _Contrast(f"{question.text}: {line.label}", *shares)


def _telling(lines: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The answers worth comparing: of two that exclude each other, one tells all."""
    return lines[:1] if len(lines) == 2 else lines


def _listed(
    intro: str, mentioned: list[_Contrast], key: str, values: dict[str, Estimate | str]
) -> str:
    phrases = []
    for i, one in enumerate(mentioned):
        values[f"{key}_{i}"] = one.answer
        values[f"{key}_{i}_here"] = one.here
        values[f"{key}_{i}_all"] = one.everyone
        phrases.append(f"{{{key}_{i}}} ({{{key}_{i}_here}} against {{{key}_{i}_all}})")
    return f"{intro}: {'; '.join(phrases)}."
