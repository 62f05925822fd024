"""Numbers become text here and nowhere else, so that a figure, a table and a sentence agree."""

import math
import re
from collections.abc import Sequence
from difflib import get_close_matches

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.rounding import Rounding, percent, rounded
from theodolite.evidence.statement import Statement

HIDDEN = "[c]"
NO_VALUE = "–"

_PLACE = re.compile(r"\{(\w+)\}")


class UnfilledPlace(ValueError):
    """A sentence has a place that no value was given for."""


def written(estimate: Estimate, rounding: Rounding = "half_up") -> str:
    """The number as readers see it; `[c]` where it may not be shown, a dash where there is none.

    >>> from theodolite.evidence.estimate import count_of, mean_of, share_of
    >>> written(count_of(1250)), written(share_of(4, 32)), written(share_of(4, 32), "half_even")
    ('1,250', '13%', '12%')
    >>> written(mean_of(7.25, 40)), written(share_of(0, 0)), written(Estimate("count", None))
    ('7.3', '–', '–')
    >>> written(Estimate("count", None, shown=False))
    '[c]'
    """
    if not estimate.shown:
        return HIDDEN
    if not has_value(estimate):
        return NO_VALUE
    return _number(estimate, rounding) + _sign(estimate)


def with_interval(estimate: Estimate, rounding: Rounding = "half_up") -> str:
    """The number with the ends of its interval, where it has one.

    >>> from theodolite.evidence.estimate import count_of, share_of
    >>> with_interval(share_of(21, 46)), with_interval(count_of(21))
    ('46% (32–60%)', '21')
    """
    text = written(estimate, rounding)
    if not has_value(estimate) or estimate.low is None or estimate.high is None:
        return text
    low, high = (_end(estimate, end, rounding) for end in (estimate.low, estimate.high))
    between = " to " if estimate.low < 0 else "–"
    return f"{text} ({low}{between}{high}{_sign(estimate)})"


def sentence(statement: Statement) -> str:
    """The statement with its numbers written in, or its stand-in when one may not be shown."""
    template = statement.template if statement.is_shown() else statement.if_hidden

    def fill(place: re.Match[str]) -> str:
        return _filling(statement, place[1])

    return _PLACE.sub(fill, template)


def listed(names: Sequence[str]) -> str:
    """Names in a row, as one says them.

    >>> listed(["coding"]), listed(["coding", "support", "teaching"])
    ('coding', 'coding, support and teaching')
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def plain(value: float) -> str:
    """A number that is not an estimate, such as a mark on a scale, to two decimals at most.

    >>> plain(2500.0), plain(0.5), plain(3)
    ('2,500', '0.5', '3')
    """
    text = f"{rounded(value, decimals=2):,.2f}"
    return text.rstrip("0").rstrip(".")


def has_value(estimate: Estimate) -> bool:
    """Whether there is a number that may be shown."""
    return estimate.shown and estimate.value is not None and not math.isnan(estimate.value)


def _number(estimate: Estimate, rounding: Rounding) -> str:
    assert estimate.value is not None, "only an estimate with a value has a number"
    if estimate.unit == "share" and estimate.count is not None and estimate.base:
        return str(percent(estimate.count, estimate.base, rounding))
    if estimate.unit == "count" and estimate.count is not None:
        return f"{estimate.count:,}"
    return _end(estimate, estimate.value, rounding)


def _end(estimate: Estimate, value: float, rounding: Rounding) -> str:
    """A value that comes without counts, in the estimate's unit."""
    factor = 100 if estimate.unit == "share" else 1
    decimals = estimate.decimals if estimate.unit == "mean" else 0
    return f"{rounded(value, rounding, decimals=decimals, factor=factor):,}"


def _sign(estimate: Estimate) -> str:
    return "%" if estimate.unit == "share" else ""


def _filling(statement: Statement, place: str) -> str:
    if place not in statement.values:
        given = list(statement.values)
        near = get_close_matches(place, given) or given
        raise UnfilledPlace(
            f"The sentence {statement.code!r} has a place {{{place}}} that no value fills. "
            f"Every place needs a value of the same name. "
            f"Change the place to one of: {', '.join(near) or '(no values are given)'}."
        )
    value = statement.values[place]
    return value if isinstance(value, str) else written(value, statement.rounding)
