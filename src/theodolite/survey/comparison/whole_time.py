"""Whole-time equivalents: reported by departments, or from the shares of time people tell."""

from dataclasses import dataclass

import numpy as np

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.comparison.compared import Numbers, numbers_of
from theodolite.survey.comparison.waves import Wave
from theodolite.survey.resampling import mean_interval

HUNDRED = 100


@dataclass(frozen=True)
class WholeTime:
    """Whole-time equivalents of those who told enough to work them out, with a 95 % interval.

    `people` told their time and are counted; `silent` did not and are left out. The interval
    belongs to `per_hundred`, the equivalents of a hundred people.
    """

    people: int
    silent: int
    total: float
    per_hundred: float | None
    low: float | None = None
    high: float | None = None


def whole_time(wave: Wave, *, seed: int) -> WholeTime | None:
    """Whole-time equivalents of one survey; None where the mapping does not say how.

    Departments report them. For people it is the share of time on the mapped activities times the
    fraction of a whole-time post they work, added up; the interval comes from a bootstrap over
    people (see `resampling.mean_interval`).
    """
    settings = wave.settings
    if settings.whole_time:
        return _reported(wave)
    if not settings.time:
        return None
    each = _time_shares(wave) / HUNDRED * _fractions(wave)
    told = each[~np.isnan(each)]
    silent = len(each) - len(told)
    if not len(told):
        return WholeTime(0, silent, 0.0, None)
    low, high = mean_interval(told, seed=seed)
    mean = float(told.sum()) / len(told)
    return WholeTime(
        len(told), silent, mean * len(told), HUNDRED * mean, HUNDRED * low, HUNDRED * high
    )


def _reported(wave: Wave) -> WholeTime:
    """What departments add up to; those that left out either number are not counted."""
    equivalents = numbers_of(wave, wave.settings.whole_time)
    staff = _staff(wave)
    told = ~np.isnan(equivalents) & ~np.isnan(staff)
    people, total = round(float(staff[told].sum())), float(equivalents[told].sum())
    per_hundred = HUNDRED * total / people if people else None
    return WholeTime(people, int((~told).sum()), total, per_hundred)


def _staff(wave: Wave) -> Numbers:
    if not wave.settings.posts:
        raise UnusableSettings(
            f"The mapping of {wave.label!r} gives whole_time = {wave.settings.whole_time!r} but"
            " no number of posts to set it against. Add posts, the question with the number of"
            " staff."
        )
    return numbers_of(wave, wave.settings.posts)


def _time_shares(wave: Wave) -> Numbers:
    """The percentage of each one's time on the mapped activities; NaN where time was not told."""
    question = wave.sample.answers.questionnaire.question(wave.settings.time, where=wave.where)
    if question.kind != "share":
        raise UnusableSettings(
            f"The mapping of {wave.label!r} takes time from {question.code!r}, which is of kind"
            f" {question.kind!r}. Name a question that shares out 100, or make it one with"
            " a recode."
        )
    known = [part.code for part in question.parts]
    named = wave.settings.activities or tuple(known)
    for one in named:
        if one not in known:
            raise unknown_name(f"part of {question.code!r}", one, known, where=wave.where)
    shares = [numbers_of(wave, f"{question.code}.{one}") for one in named]
    return np.asarray(np.sum(shares, axis=0), dtype=np.float64)


def _fractions(wave: Wave) -> Numbers:
    working = wave.settings.working
    if working is None:
        return np.ones(wave.sample.answers.size)
    question = wave.sample.answers.questionnaire.question(working.question, where=wave.where)
    if question.kind != "single":
        return numbers_of(wave, working.question) / working.whole
    for option in working.fractions:
        question.option(option)
    given = wave.sample.answers.frame[question.code].to_list()
    return np.array([working.fractions.get(one, float("nan")) for one in given])
