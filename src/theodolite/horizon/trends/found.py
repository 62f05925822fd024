"""What a search for trends found, in a shape that can be told, drawn and kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from theodolite.evidence.estimate import Estimate
from theodolite.horizon.trends.bridging import Bridge
from theodolite.horizon.trends.choices import TrendSettings
from theodolite.horizon.trends.growth import Growth
from theodolite.horizon.trends.track import TrackRecord
from theodolite.horizon.trends.trajectories import Trajectory

Sort = Literal["topic", "watched", "phrase"]
Direction = Literal["rising", "fading"]


@dataclass(frozen=True)
class Alert:
    """A topic or phrase that rises or fades, with everything needed to judge the claim.

    `also` are phrases that say the same or rest on the same items. The share over the last
    `window` periods is `share`, against `history` before; `ratio` compares the two within each
    source. `raised` is the period since which it has been told. `held`, `hit` and `lead` are the
    track record of earlier alerts of its sort (see TrackRecord); `items` are identities of the
    newest items behind it. `false_alarms` is how many of the alerts of its sort and direction,
    told or not, chance alone is expected to have raised at most.
    """

    sort: Sort
    direction: Direction
    name: str
    also: tuple[str, ...]
    window: int
    share: Estimate
    history: Estimate
    expected: float
    ratio: float
    p_value: float
    raised: str
    scores: Mapping[str, float]
    held: Estimate
    hit: Estimate
    lead: float | None
    items: tuple[str, ...]
    code: str = ""
    false_alarms: float = 0.0


@dataclass(frozen=True)
class Course:
    """A series over time with its trajectory: one estimate for each period, and those ahead.

    `alerts` are the periods in which a rise ("rising") or fall ("fading") was first told.
    """

    sort: Sort
    name: str
    shares: tuple[Estimate, ...]
    ahead: tuple[str, ...]
    trajectory: Trajectory
    alerts: tuple[tuple[int, Direction], ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Emerging:
    """A phrase or topic likely to multiply soon, by a score trained on earlier outcomes.

    The score orders the list; how often such lists were right is in the record of the sort.
    """

    sort: Sort
    name: str
    also: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Records:
    """The track record of one sort of series, rising and fading, and what was tested last."""

    sort: Sort
    series: int
    tested: int
    rising: TrackRecord
    fading: TrackRecord
    growth: Growth


@dataclass(frozen=True)
class Trends:
    """Everything found in a stream as known at a date.

    `periods` are labels of all periods, `counted` how many items stand in them. `alerts` are told
    surest first; `untold` says how many more there are of each direction. `notes` are sentences
    on what could not be counted, compared or said.
    """

    as_of: date
    periods: tuple[str, ...]
    counted: int
    settings: TrendSettings
    alerts: tuple[Alert, ...]
    emerging: tuple[Emerging, ...]
    bridges: tuple[Bridge, ...]
    courses: tuple[Course, ...]
    records: tuple[Records, ...]
    notes: tuple[str, ...]
    untold: Mapping[Direction, int] = field(default_factory=dict)

    def rising(self) -> tuple[Alert, ...]:
        """Alerts of what rises."""
        return tuple(one for one in self.alerts if one.direction == "rising")

    def fading(self) -> tuple[Alert, ...]:
        """Alerts of what fades."""
        return tuple(one for one in self.alerts if one.direction == "fading")

    def expected_false_alarms(self, direction: Direction) -> float:
        """How many alerts of a direction, told or not, chance is expected to raise at most."""
        by_sort = {one.sort: one.false_alarms for one in self.alerts if one.direction == direction}
        return sum(by_sort.values())
