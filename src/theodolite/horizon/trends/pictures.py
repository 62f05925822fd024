"""Courses of topics and phrases as pictures to be drawn and tables to be read."""

import re
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import version

from theodolite.evidence.pictures import TrendLine
from theodolite.evidence.source_note import SourceNote
from theodolite.horizon.item import Item
from theodolite.horizon.trends.found import Course, Trends
from theodolite.horizon.trends.trajectories import LEVEL

_TOLD = {"rising": "rise told", "fading": "fall told"}


def picture_of(course: Course, trends: Trends, source: SourceNote) -> TrendLine:
    """One topic or phrase over time, its forecast, and when it was first told of."""
    likely = course.trajectory
    return TrendLine(
        code=f"trend-{course.sort}-{_plain(course.code or course.name)}",
        title=f"{_SORTS[course.sort]} “{course.name}”",
        by=trends.settings.by,
        periods=trends.periods,
        shares=course.shares,
        source=source,
        ahead=course.ahead,
        method=likely.method,
        forecast=likely.forecast,
        unchanged=likely.unchanged,
        level=LEVEL,
        marks=tuple((at, f"{_TOLD[way]} {trends.periods[at]}") for at, way in course.alerts),
        verdict=likely.sentence(),
    )


def source_of(trends: Trends, items: Iterable[Item]) -> SourceNote:
    """The trail from figures back to what the items said, the settings and the code."""
    said = sha256()
    for digest in sorted(item.digest() for item in items):
        said.update(digest.encode())
    settings = sha256(repr((trends.as_of, trends.settings)).encode()).hexdigest()
    return SourceNote(said.hexdigest(), settings, version("theodolite"))


_SORTS = {"topic": "Topic", "watched": "Watched phrase", "phrase": "Phrase"}


def _plain(name: str) -> str:
    """A name as it may stand in the name of a file.

    >>> _plain("COVID-19|coronavirus")
    'covid-19-coronavirus'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "unnamed"
