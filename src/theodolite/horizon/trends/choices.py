"""What a search for trends asks of its data before it says anything, with the usual answers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from theodolite.settings.settings_file import STRICT

Step = Literal["month", "quarter", "year"]
Seen = Literal["observed", "published"]
Within = Literal["source", "venue"]

WINDOWS: dict[Step, tuple[int, ...]] = {"month": (1, 3, 12), "quarter": (1, 2, 4), "year": (1, 2)}
"""How many of the last periods are set against those before: a burst, a season, a slow rise."""


@dataclass(frozen=True)
class TrendSettings:
    """How trends are looked for; every number that a reader could dispute stands here.

    `seen` says when an item counts as known in a replay: when we observed it, or, for a file that
    kept no such dates, when it was published. Items are compared `within` the source that showed
    them first, or the venue that published them. `history` is how many periods a phrase is compared
    with at most. `false_alarms` bounds the expected share of signs that chance alone raises
    (Benjamini and Hochberg 1995), before those that rest on the same items become one alert. A rise
    must be `least_ratio` times its history, rest on `least_recent` items in its window, and on
    `least_known` in all. A hit is a share `hit_growth` times as high two to three periods later, on
    `hit_items` items or more. A text's phrases have up to `longest` words, and one in more than
    `most_share` of a source's items is its boilerplate. `told` is how many of the likeliest to grow
    are named. On the days of `label_breaks` topics were labelled anew. The first `forecasts` series
    get a trajectory of `ahead` periods. `watched` are phrases to judge by themselves: fewer tests,
    and so sooner than among all phrases.
    """

    by: Step = "month"
    seen: Seen = "observed"
    within: Within = "source"
    history: int = 36
    least_history: int = 2
    false_alarms: float = 0.1
    least_ratio: float = 1.5
    least_recent: int = 5
    least_known: int = 8
    hit_growth: float = 2.5
    hit_items: int = 20
    longest: int = 3
    most_share: float = 0.25
    told: int = 20
    label_breaks: tuple[date, ...] = ()
    ahead: int = 6
    forecasts: int = 6
    watched: tuple[str, ...] = ()

    __pydantic_config__ = STRICT
