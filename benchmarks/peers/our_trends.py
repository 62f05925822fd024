"""Seconds to find trends in a file of notices, reading it and loading modules left out."""

import gzip
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from theodolite.horizon.files import read_payload
from theodolite.horizon.item import Seen
from theodolite.horizon.trends import Trends, TrendSettings, find_trends
from theodolite.horizon.trends.known_items import known_items
from theodolite.horizon.trends.phrases import phrases_of
from theodolite.horizon.trends.variants import join_variants


def first_rise(trends: Trends, name: str, year: str) -> int:
    """The number of months from the start of a year to the first rise told from then on."""
    (course,) = [one for one in trends.courses if one.name == name]
    told = [trends.periods[at] for at, way in course.alerts if way == "rising"]
    first = min(when for when in told if when >= year)
    return 12 * (int(first[:4]) - int(year)) + int(first[5:])


path, asked = Path(sys.argv[1]), sys.argv[2]
seen = Seen(path.name, path.name, datetime(2026, 2, 10, tzinfo=UTC))
items = read_payload(gzip.decompress(path.read_bytes()), seen).items
watched = ("covid|coronavirus", "artificial intelligence")
settings = TrendSettings(seen="published", watched=watched, forecasts=0)
begun = perf_counter()
if asked == "phrases":
    texts = known_items(items, None, settings).texts()
    found = join_variants(phrases_of(texts, least_texts=settings.least_known))
    told = {"seconds": perf_counter() - begun, "groups": len(found.groups)}
else:
    trends = find_trends(items, settings=settings)
    growth = trends.records[-1].growth
    told = {
        "seconds": perf_counter() - begun,
        "covid": first_rise(trends, watched[0], "2020") - 1,
        "ai": first_rise(trends, watched[1], "2023"),
        "precision": growth.precision.value,
        "base": growth.base.value,
    }
sys.stdout.write(json.dumps(told))
