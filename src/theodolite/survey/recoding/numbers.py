"""Numbers become bands, and grids of scales become shares of 100."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Question
from theodolite.survey.recoding.recoded import (
    Recoded,
    described,
    result_question,
)


def banded(frame: pl.DataFrame, source: Question, recode: Recode) -> Recoded:
    """Cut numbers into bands; an upper bound belongs to its band, and what is over has its own."""
    _check_bounds(source, recode)
    labels = list(_labels(source, recode.bands))
    numbers = frame.to_series().cast(pl.Float64).fill_null(np.nan).to_numpy()
    low = -np.inf if source.low is None else source.low
    band = np.searchsorted(np.array(recode.bands), numbers)
    fits = (numbers >= low) & (band < len(labels))
    inside = [labels[at] if fit else None for at, fit in zip(band, fits, strict=True)]
    question = replace(
        result_question(source, recode),
        kind="single",
        options=described(labels, source, recode),
        low=None,
        high=None,
        unit="",
    )
    return Recoded(
        question,
        pl.DataFrame({question.code: pl.Series(inside, dtype=pl.String)}),
        changed=pl.Series(fits),
        unreadable=_listed_where(~fits & ~np.isnan(numbers), numbers[:, np.newaxis]),
        expected=f"a number in one of the bands {', '.join(labels)}",
        notes=_between_whole_numbers(numbers, labels),
    )


def shares_of_total(frame: pl.DataFrame, source: Question, recode: Recode) -> Recoded:
    """Turn a grid of scales into shares: (value − zero) / Σ(value − zero) · 100.

    A part left empty beside answered ones counts as none. Where nothing is above `zero`, or
    something is below it, there are no shares, and the answers are listed.
    """
    given = frame.cast(pl.Float64).fill_null(np.nan).to_numpy()
    is_empty = np.isnan(given)
    above = np.where(is_empty, 0.0, given - recode.zero)
    totals = above.sum(axis=1)
    answered = ~is_empty.all(axis=1)
    fits = answered & (above >= 0).all(axis=1) & (totals > 0)
    shares = 100 * above[fits] / totals[fits, np.newaxis]
    question = replace(
        result_question(source, recode), kind="share", options=(), low=None, high=None, unit="%"
    )
    partly = int((fits & is_empty.any(axis=1)).sum())
    return Recoded(
        question,
        _spread(shares, fits, question),
        changed=pl.Series(fits),
        unreadable=_listed_where(answered & ~fits, given),
        expected=f"no part below {recode.zero:g} and at least one above it",
        notes=(f"Left a part empty, which counts as none: {partly}.",) if partly else (),
    )


def _check_bounds(source: Question, recode: Recode) -> None:
    bounds = recode.bands
    if any(lower >= upper for lower, upper in pairwise(bounds)):
        raise UnusableSettings(
            f"Recode {recode.name!r} has the bands {_listed(bounds)}, which do not rise."
            " Write each upper bound once, the lowest first."
        )
    if source.low is not None and bounds[0] < source.low:
        raise UnusableSettings(
            f"Recode {recode.name!r} ends its first band at {bounds[0]:g}, but question"
            f" {source.code!r} starts at {source.low:g}. Start the bands higher."
        )


def _labels(source: Question, bounds: tuple[float, ...]) -> Iterator[str]:
    """A name for each band; whole bounds are named as whole numbers, from 21 to 40."""
    low, high = source.low, source.high
    yield f"up to {bounds[0]:.10g}" if low is None else _span(low, bounds[0])
    is_whole = all(bound.is_integer() for bound in bounds)
    for lower, upper in pairwise(bounds):
        yield _span(lower + 1, upper) if is_whole else f"over {lower:.10g} to {upper:.10g}"
    if high is None or high > bounds[-1]:
        yield f"over {bounds[-1]:.10g}"


def _span(lower: float, upper: float) -> str:
    return f"{lower:.10g}" if lower == upper else f"{lower:.10g}–{upper:.10g}"


def _between_whole_numbers(numbers: NDArray[np.float64], labels: list[str]) -> tuple[str, ...]:
    """Say how many answers a band such as 21–40 holds that lie between 20 and 21."""
    given = numbers[~np.isnan(numbers)]
    between = int((given != np.floor(given)).sum())
    if not between or not any("–" in label for label in labels):
        return ()
    return (f"Not whole, so that 20.5 would stand with 21: {between}.",)


def _spread(
    shares: NDArray[np.float64], fits: NDArray[np.bool_], question: Question
) -> pl.DataFrame:
    spread = np.full((len(fits), len(question.parts)), np.nan)
    spread[fits] = shares
    return pl.DataFrame(spread, schema=list(question.fields())).fill_nan(None)


def _listed_where(unfit: NDArray[np.bool_], given: NDArray[np.float64]) -> pl.Series:
    listed = [_listed(line) if bad else None for line, bad in zip(given, unfit, strict=True)]
    return pl.Series(listed, dtype=pl.String)


def _listed(values: Iterable[float]) -> str:
    return ", ".join("–" if np.isnan(one) else f"{one:.10g}" for one in values)
