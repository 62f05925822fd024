"""On 108,098 regulatory notices COVID and artificial intelligence rise and fade when they did.

The stream has no notices from June to December of 2020 and 2021 and in parts of 2024 and 2025, so
everything here goes by shares, and months without notices are unknown. When a notice was observed
is not recorded: it counts as seen on the day it was published.
"""

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from theodolite.horizon.files import read_payload
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.trends import TrendSettings, find_trends
from theodolite.horizon.trends.choices import Step
from theodolite.horizon.trends.counts import Series
from theodolite.horizon.trends.known_items import known_items
from theodolite.horizon.trends.looks import look
from theodolite.horizon.trends.periods import label
from theodolite.horizon.trends.watching import uses_of_watched

FILE = Path(__file__).parents[2] / "../shared/data/streams/federal_register_2020_2026.csv.gz"
COVID, AI = "covid|coronavirus", "artificial intelligence"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not FILE.exists(), reason="the shared streams are not here"),
]


@pytest.fixture(scope="module")
def notices() -> tuple[Item, ...]:
    seen = Seen("federal register", FILE.name, datetime(2026, 2, 10, tzinfo=UTC))
    return read_payload(gzip.decompress(FILE.read_bytes()), seen).items


@pytest.fixture(scope="module")
def told(notices: tuple[Item, ...]) -> dict[tuple[Step, str, str], list[str]]:
    """For each step, phrase and direction, the periods whose look told it, replayed one by one."""
    found: dict[tuple[Step, str, str], list[str]] = {}
    steps: tuple[Step, ...] = ("month", "quarter")
    for by in steps:
        settings = TrendSettings(by=by, seen="published")
        known = known_items(notices, None, settings)
        series = Series(((COVID,), (AI,)), uses_of_watched(known.texts(), (COVID, AI)), known)
        for period in range(known.periods):
            seen = look(series, period, settings)
            for direction, signs in (
                (("rising", seen.rising), ("fading", seen.fading)) if seen else ()
            ):
                for sign in signs:
                    name = series.names[sign.series][0]
                    when = label(known.first + period, by)
                    found.setdefault((by, name, direction), []).append(when)
    return found


def test_covid_is_found_among_all_phrases_in_march_2020_knowing_nothing_later(
    notices: tuple[Item, ...],
) -> None:
    settings = TrendSettings(seen="published", forecasts=0)
    trends = find_trends(notices, as_of=date(2020, 3, 31), settings=settings)
    (alert,) = [one for one in trends.rising() if "covid" in (one.name, *one.also)]
    assert alert is trends.rising()[0]
    assert alert.ratio > 20
    assert alert.raised == "2020-03"
    assert trends.counted < 7_000
    before = find_trends(notices, as_of=date(2020, 2, 29), settings=settings)
    assert not before.rising()


def test_covid_is_told_in_march_2020_and_never_again_as_a_rise_once_it_fades(told) -> None:
    rising, fading = told["month", COVID, "rising"], told["month", COVID, "fading"]
    assert rising[0] == "2020-03"
    assert rising[-1] < "2021-06"
    assert "2022-01" < fading[0] <= "2023-02"
    assert {"2023-06", "2023-12", "2024-04"} <= set(fading)


def test_artificial_intelligence_rises_in_2023_and_not_before(told) -> None:
    """Its share is flat through 2022 (23 of 28,033), then 39 of 28,317 and 28 of 10,620."""
    by_month = told["month", AI, "rising"]
    by_quarter = told["quarter", AI, "rising"]
    assert not [when for when in (*by_month, *by_quarter) if "2022-01" <= when < "2023"]
    assert "2023-05" <= by_month[0] <= "2023-12"
    assert "2023 Q2" <= min(one for one in by_quarter if one >= "2022") <= "2024 Q1"
    assert {"2024-03", "2024-04"} <= set(by_month)
    assert ("month", AI, "fading") not in told or told["month", AI, "fading"][0] >= "2025"
