"""What changed from the first survey to the second, and what chance alone might have done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from theodolite.evidence.disclosure import Profile
from theodolite.evidence.estimate import Estimate, count_of, share_of
from theodolite.survey.comparison.compared import Compared, Members, compared, numbers_of
from theodolite.survey.comparison.differences import (
    Difference,
    mean_difference,
    paired_mean_difference,
    paired_share_difference,
    share_difference,
)
from theodolite.survey.comparison.linking import Links
from theodolite.survey.comparison.mapping import MappedQuestion
from theodolite.survey.comparison.waves import Waves
from theodolite.survey.multiplicity import adjust

RISK = 0.05
"""The chance of calling any change of a family real when none is."""

HIDDEN = Estimate("mean", None, shown=False)


@dataclass(frozen=True)
class ComparedQuestion:
    """A mapped question with who answered what in each survey."""

    question: MappedQuestion
    first: Compared
    second: Compared


@dataclass(frozen=True)
class Change:
    """One share or mean in both surveys, and the second minus the first, all as may be shown.

    `difference` is in percentage points for shares. `p` is of this change alone, `adjusted` after
    Holm's correction over its family; both are None where it was not or could not be tested.
    """

    question: MappedQuestion
    option: str
    first: Estimate
    second: Estimate
    difference: Estimate
    p: float | None = None
    adjusted: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the change is more than chance would make of its whole family."""
        return self.adjusted is not None and self.adjusted <= RISK

    @property
    def is_share(self) -> bool:
        """Whether shares are compared, and not means."""
        return bool(self.option)


def compare_options(waves: Waves) -> tuple[ComparedQuestion, ...]:
    """Every mapped question with options, put to both surveys."""
    return tuple(
        ComparedQuestion(
            one,
            compared(waves.first, one.first, [option.first for option in one.options]),
            compared(waves.second, one.second, [option.second for option in one.options]),
        )
        for one in waves.mapping.questions
        if one.options
    )


def find_changes(
    waves: Waves, asked: Iterable[ComparedQuestion], links: Links | None = None
) -> tuple[Change, ...]:
    """Every change the mapping asks for, corrected for testing so many at once (Holm 1979).

    With `links`, the change within the people who answered both. Of two answers that exclude each
    other only the first is tested, because the other tells the same. A change of shares and its
    interval come from the counts that may be shown, so that they never say more than the shares;
    whether it holds is judged by the exact ones, because rounding must not make a finding.
    """
    of_shares = [change for one in asked for change in _share_changes(waves, one, links)]
    of_means = [
        _mean_change(waves, question, links)
        for question in waves.mapping.questions
        if not question.options
    ]
    return _corrected([*of_shares, *of_means])


def _share_changes(waves: Waves, one: ComparedQuestion, links: Links | None) -> Iterator[Change]:
    options = one.question.options
    for number, option in enumerate(options[:1] if _exclude_each_other(one) else options):
        change = Change(one.question, option.name, HIDDEN, HIDDEN, HIDDEN)
        lines = (
            (one.first.chosen[number], one.first.counted),
            (one.second.chosen[number], one.second.counted),
        )
        yield (
            _shares(waves, change, lines)
            if links is None
            else _linked_shares(waves, change, lines, links)
        )


def _exclude_each_other(one: ComparedQuestion) -> bool:
    """Whether there are two answers, and everyone who is counted gave exactly one of them."""
    if len(one.question.options) != 2:
        return False
    sides = (one.first, one.second)
    return all(np.array_equal(side.chosen[0] ^ side.chosen[1], side.counted) for side in sides)


Line = tuple[Members, Members]
"""Who chose an answer, and who is counted."""


def _shares(waves: Waves, change: Change, lines: tuple[Line, Line]) -> Change:
    first, second = (
        wave.sample.share(*line) for wave, line in zip(waves.both(), lines, strict=True)
    )
    change = replace(change, first=first, second=second)
    if not (first.shown and second.shown):
        return change
    exact = [(int((chosen & counted).sum()), int(counted.sum())) for chosen, counted in lines]
    if not all(base for _, base in exact):
        return replace(change, difference=Estimate("mean", None))
    shown = [(share.count or 0, share.base or 0) for share in (first, second)]
    found = share_difference(*shown[1], *shown[0])
    p = share_difference(*exact[1], *exact[0]).p
    return replace(change, difference=_points(found, waves.first.sample.profile), p=p)


def _linked_shares(waves: Waves, change: Change, lines: tuple[Line, Line], links: Links) -> Change:
    """The shares among those who answered the question in both surveys."""
    (chosen, counted), (later, later_counted) = lines
    answered = counted[links.first] & later_counted[links.second]
    before, after = chosen[links.first][answered], later[links.second][answered]
    groups = (after & before, after & ~before, ~after & before, ~after & ~before)
    exact = tuple(int(group.sum()) for group in groups)
    profile = waves.first.sample.profile
    cells = [profile.protect(count_of(number)) for number in exact]
    if not all(cell.shown for cell in cells):
        hidden = Estimate("share", None, shown=False)
        return replace(change, first=hidden, second=hidden)
    both, gained, lost, neither = (cell.count or 0 for cell in cells)
    people = both + gained + lost + neither
    change = replace(
        change, first=share_of(both + lost, people), second=share_of(both + gained, people)
    )
    if people == 0:
        return replace(change, difference=Estimate("mean", None))
    found = paired_share_difference(both, gained, lost, neither)
    return replace(change, difference=_points(found, profile), p=paired_share_difference(*exact).p)


def _mean_change(waves: Waves, question: MappedQuestion, links: Links | None) -> Change:
    before = numbers_of(waves.first, question.first)
    after = numbers_of(waves.second, question.second)
    compare = mean_difference if links is None else paired_mean_difference
    if links is not None:
        before, after = before[links.first], after[links.second]
        answered = ~np.isnan(before) & ~np.isnan(after)
        before, after = before[answered], after[answered]
    before, after = before[~np.isnan(before)], after[~np.isnan(after)]
    first, second = (
        wave.sample.mean(values, np.ones(len(values), dtype=bool))
        for wave, values in zip(waves.both(), (before, after), strict=True)
    )
    if not (first.shown and second.shown):
        return Change(question, "", first, second, HIDDEN)
    if not (len(before) and len(after)):
        return Change(question, "", first, second, Estimate("mean", None))
    found = compare(after, before)
    base = min(len(before), len(after))
    whole = Estimate("mean", found.value, base=base, low=found.low, high=found.high)
    difference = waves.first.sample.profile.protect(whole)
    return Change(question, "", first, second, difference, p=found.p)


def _points(found: Difference, profile: Profile) -> Estimate:
    """A difference of shares in percentage points; it comes from counts that may be shown."""
    assert found.low is not None, "a difference of shares has an interval"
    assert found.high is not None, "a difference of shares has an interval"
    return Estimate(
        "mean",
        100 * found.value,
        low=100 * found.low,
        high=100 * found.high,
        decimals=1 if profile.is_inside_use else 0,
    )


def _corrected(changes: list[Change]) -> tuple[Change, ...]:
    families: dict[str, dict[str, float]] = {}
    for place, change in enumerate(changes):
        if change.p is not None:
            families.setdefault(change.question.family, {})[str(place)] = change.p
    adjusted = {int(test.name): test.holm for test in adjust(families)}
    return tuple(
        replace(change, adjusted=adjusted.get(place)) for place, change in enumerate(changes)
    )
