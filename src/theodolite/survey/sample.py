"""The respondents that were kept, how they fall into groups, and the rules they are counted by."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.evidence.disclosure import Profile
from theodolite.evidence.estimate import Estimate, count_of, mean_of, share_of
from theodolite.evidence.rounding import Rounding
from theodolite.evidence.source_note import SourceNote
from theodolite.settings.errors import UnusableSettings
from theodolite.survey import estimates
from theodolite.survey.answers.answers import Answers
from theodolite.survey.estimates import Design, DesignEstimate
from theodolite.survey.place_names import same_name, spellings
from theodolite.survey.population import Population
from theodolite.survey.questionnaire import Option, Question
from theodolite.survey.segments import Segments

SEGMENT = "segment"
"""The name that tables and figures use to ask for columns by segment."""

FEW = "Other (each named by few)"
"""Where places are counted that too few people typed for them to be named."""


@dataclass(frozen=True)
class Groups:
    """Respondents divided: `codes` holds an index into `labels` for each, −1 for no group.

    Labels may repeat, or be called like the column for everyone; so groups go by number.
    """

    title: str
    labels: tuple[str, ...]
    codes: NDArray[np.int64]

    def members(self) -> tuple[NDArray[np.bool_], ...]:
        """Who is in each group, in the order of the labels."""
        return tuple(np.asarray(self.codes == number) for number in range(len(self.labels)))


@dataclass(frozen=True)
class Sample:
    """Kept respondents with their segments, and the disclosure rule every count goes through.

    With a `population`, shares and means are weighted to it; counts always count respondents.
    """

    answers: Answers
    profile: Profile
    source: SourceNote
    segments: Segments | None = None
    rounding: Rounding = "half_up"
    population: Population | None = None

    def note(self, *questions: str) -> SourceNote:
        """The source note of a number counted from these questions."""
        return replace(self.source, questions=tuple(dict.fromkeys(questions)))

    def count(self, members: NDArray[np.bool_], base: int | None = None) -> Estimate:
        """How many of the respondents are in `members`, as it may be shown."""
        return self.counted(int(members.sum()), base)

    def counted(self, number: int, base: int | None = None) -> Estimate:
        """A number of people already counted, as it may be shown."""
        return self.profile.protect(count_of(number, base))

    def share(self, chosen: NDArray[np.bool_], answered: NDArray[np.bool_]) -> Estimate:
        """The share of those who `answered` that are also in `chosen`, as it may be shown."""
        counted = self.share_counted(int((chosen & answered).sum()), int(answered.sum()))
        if self.population is None or counted.value is None:
            return counted
        return self._weighted(counted, estimates.share(chosen, self._design, among=answered))

    def share_counted(self, count: int, base: int) -> Estimate:
        """A share of `base` people already counted, as it may be shown."""
        return self.profile.protect(share_of(count, base))

    def mean(self, values: NDArray[np.float64], members: NDArray[np.bool_]) -> Estimate:
        """The mean of what `members` answered (NaN where nothing), as it may be shown."""
        given = values[members & ~np.isnan(values)]
        # An exact sum, so that not even the last bit depends on the order of the respondents.
        mean = math.fsum(given) / len(given) if len(given) else None
        counted = self.profile.protect(mean_of(mean, len(given)))
        if self.population is None or counted.value is None:
            return counted
        return self._weighted(counted, estimates.mean(values, self._design, among=members))

    @property
    def _design(self) -> Design:
        assert self.population is not None, "only a weighted sample has a design"
        return self.population.design

    def _weighted(self, counted: Estimate, found: DesignEstimate) -> Estimate:
        """The weighted value in place of the counted one, where that may be shown."""
        weighted = replace(counted, value=found.value, low=found.low, high=found.high, count=None)
        return self.profile.protect_weighted(weighted)

    def everyone(self) -> NDArray[np.bool_]:
        """All respondents that were kept."""
        return np.ones(self.answers.size, dtype=bool)

    def groups(self, by: str, *, where: str = "the plan") -> Groups:
        """Divide the respondents by segment, or by the options of a single-answer question."""
        if by == SEGMENT:
            return self._by_segment(where)
        if not by:
            return Groups("", (), np.full(self.answers.size, -1))
        question = self.answers.questionnaire.question(by, where=where)
        if question.kind not in ("single", "place"):
            raise UnusableSettings(
                f"{where} wants columns by {by!r}, which is of kind {question.kind!r}."
                " Respondents can only be divided by a single-answer question or by segment."
            )
        options, given = self.single_answers(question)
        index = {option.code: i for i, option in enumerate(options)}
        return Groups(
            question.text,
            tuple(option.label for option in options),
            np.array([index.get(one, -1) for one in given], dtype=np.int64),
        )

    def single_answers(self, question: Question) -> tuple[tuple[Option, ...], pl.Series]:
        """What there was to choose from or was typed, and which of these each respondent gave."""
        given = self.answers.frame[question.code]
        if question.options:
            return question.options, given
        listed = self.places(given.to_list())
        named = sorted(
            {one for one in listed if one is not None}, key=lambda one: (one == FEW, one)
        )
        return tuple(map(Option, named)), pl.Series(question.code, listed, dtype=pl.String)

    def places(self, typed: Sequence[str | None], *, known: Iterable[str] = ()) -> list[str | None]:
        """Typed places as they may be listed: each under one spelling, the rare ones together.

        Places in `known` keep that name, however few people typed it.
        """
        spelt = spellings(one for one in typed if one is not None)
        spelt |= (keep := {same_name(one): one for one in known})
        named = [None if one is None else spelt.get(same_name(one), one) for one in typed]
        times = Counter(named)
        rare = {one for one, number in times.items() if not self.counted(number).shown}
        rare -= {None, *keep.values()}
        return [FEW if one in rare else one for one in named]

    def _by_segment(self, where: str) -> Groups:
        if self.segments is None:
            raise UnusableSettings(
                f"{where} wants columns by segment, but the plan has no [clustering]."
                " Add it, choose a question for the columns, or none at all (by = '')."
            )
        return Groups("Segment", self.segments.names, self.segments.membership)

    def numbers(self, field: str) -> NDArray[np.float64]:
        """One numeric column of the answers; NaN where nothing was answered."""
        return self.answers.frame[field].cast(pl.Float64).fill_null(float("nan")).to_numpy()
