"""What counts as demand, as guidance and as late, with the usual answers."""

from dataclasses import dataclass, field

from theodolite.horizon.item import Kind
from theodolite.horizon.trends.choices import TrendSettings
from theodolite.settings.settings_file import STRICT


@dataclass(frozen=True)
class GapSettings:
    """How gaps are looked for.

    Guidance is a record of one of the `guidance` kinds; one older than `review_years` is told as
    old. Sightings count for `remembered_years`. An item belongs to a key topic if the words of
    both are at least `least_alike` alike (cosine of their TF-IDF vectors). Deadlines that passed
    up to `late_days` ago are told. `trends` says how rising topics are found.
    """

    guidance: tuple[Kind, ...] = ("guidance", "standard", "policy")
    review_years: float = 5.0
    remembered_years: float = 3.0
    least_alike: float = 0.12
    late_days: int = 180
    trends: TrendSettings = field(default_factory=lambda: TrendSettings(by="quarter"))

    __pydantic_config__ = STRICT
