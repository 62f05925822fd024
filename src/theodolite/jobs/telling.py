"""What is known, in the shape that pages show: counts, sentences, and figures as they are drawn."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from theodolite.display import draw
from theodolite.display.wording import with_interval
from theodolite.evidence.pictures import Radar, TrendLine
from theodolite.evidence.tabular import tables_of
from theodolite.horizon.duplicates.merging import representatives
from theodolite.horizon.gaps import deadlines, find_gaps
from theodolite.horizon.gaps.deadlines import RESPONSE, Deadline
from theodolite.horizon.radar import edition_from, moved_since, write_radar
from theodolite.horizon.radar import picture_of as radar_picture
from theodolite.horizon.radar.kept_editions import last_kept
from theodolite.horizon.scanned import Scanned
from theodolite.horizon.trends import Alert, Trends, picture_of
from theodolite.horizon.trends.pictures import source_of
from theodolite.horizon.trends.saying import (
    alert_sentence,
    bridge_sentence,
    false_alarm_sentence,
    record_sentences,
)
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.state import Outcome, replay
from theodolite.horizon.triage.things import about_things
from theodolite.horizon.watched import read_workspace_settings
from theodolite.horizon.yields import source_yields
from theodolite.reports.radar_folder import source_of as radar_source
from theodolite.store.drawings import forget_other_drawings, keep_drawing
from theodolite.store.findings import (
    Closing,
    Drawn,
    GapsTold,
    GapTold,
    RadarTold,
    Rise,
    TopicCount,
    TopicsTold,
    TrendsTold,
    YieldTold,
)
from theodolite.store.workspace import Workspace

RECENT = timedelta(days=28)
"""What counts as recent on a page of topics."""

RADAR = "radar"

Outcomes = Mapping[str, Outcome]


def outcomes_of(known: Scanned, acts: Iterable[Act]) -> Outcomes:
    """What is decided of each thing, whichever of its records it was decided on."""
    return replay(about_things(acts, representatives(known.items))).outcomes


def topics_told(known: Scanned, outcomes: Outcomes, *, now: datetime) -> TopicsTold:
    """How many items each topic has."""
    everything, kept, recent = Counter[str](), Counter[str](), Counter[str]()
    for item in known.items:
        codes = known.placed.by_identity[item.identity].belongs_to()
        everything.update(codes)
        kept.update(codes if outcomes.get(item.identity) == "kept" else ())
        recent.update(codes if item.observed_at >= now - RECENT else ())
    counts = tuple(
        TopicCount(one.code, everything[one.code], kept[one.code], recent[one.code])
        for one in known.framework.topics
    )
    return TopicsTold(counts, known.placed.calibration, known.placed.notes)


def yields_told(known: Scanned, outcomes: Outcomes) -> tuple[YieldTold, ...]:
    """What each source was worth."""
    kept = {who for who, what in outcomes.items() if what == "kept"}
    return tuple(
        YieldTold(one.source, one.items, one.accepted, one.first, one.alone, one.lead_days)
        for one in source_yields(known.items, kept)
    )


def gaps_told(known: Scanned, folder: Path, kept: Workspace, *, on: date) -> GapsTold:
    """Topics with demand and no guidance of ours, and what closes when."""
    ours = set(read_workspace_settings(folder).ours)
    own = [item for item in known.items if any(seen.source in ours for seen in item.trail)]
    named = {item.identity for item in own}
    others = [item for item in known.items if item.identity not in named]
    placements = {one.identity: one.belongs_to() for one in known.placed.items}
    found = find_gaps(known.items, known.framework, placements, records=own, on=on)
    closing = deadlines(
        others, on=on, placements=placements, records=own, responses=kept.entries(RESPONSE)
    )
    return GapsTold(
        tuple(GapTold(one.topic, one.name, one.sentence, one.items) for one in found.gaps),
        found.covered,
        found.records,
        found.notes,
        tuple(_closing(one) for one in (*closing.open, *closing.over)),
        closing.long_over,
    )


def _closing(one: Deadline) -> Closing:
    return Closing(one.identity, one.title, one.closes, one.sentence(), one.days_left < 0)


def radar_told(known: Scanned, folder: Path, *, at: datetime) -> RadarTold:
    """A draft of today's radar, compared with the last edition that was kept, and drawn."""
    on = at.date()
    draft = edition_from(known.trends, known.placed, known.items, known.framework, on=on)
    edition = moved_since(draft, last_kept(folder, before=on))
    whole = write_radar(edition)
    _draw(radar_picture(edition, radar_source(whole, edition), code=RADAR), at=at)
    return RadarTold(whole.decode(), RADAR)


def trends_told(known: Scanned, *, at: datetime, tell: Callable[[float, str], None]) -> TrendsTold:
    """Everything that is told of trends, each course drawn."""
    trends = known.trends
    figures = tuple(_courses(known, at=at, tell=tell))
    forget_other_drawings("trend-", [one.code for one in figures])
    return TrendsTold(
        trends.as_of,
        trends.periods,
        trends.counted,
        tuple(_rise(one, trends) for one in trends.rising()),
        tuple(_rise(one, trends) for one in trends.fading()),
        tuple(bridge_sentence(one) for one in trends.bridges if one.grows),
        tuple(one.name for one in trends.emerging),
        (false_alarm_sentence(trends, "rising"), false_alarm_sentence(trends, "fading")),
        tuple(line for one in trends.records for line in record_sentences(one, trends)),
        trends.notes,
        figures,
    )


def _rise(alert: Alert, trends: Trends) -> Rise:
    sentence = alert_sentence(alert, trends)
    return Rise(alert.sort, alert.direction, alert.name, alert.code, sentence, alert.items)


def _courses(
    known: Scanned, *, at: datetime, tell: Callable[[float, str], None]
) -> Iterator[Drawn]:
    source, taken = source_of(known.trends, known.items), set[str]()
    courses = known.trends.courses
    for number, course in enumerate(courses):
        shown = picture_of(course, known.trends, source)
        if shown.code in taken:
            shown = replace(shown, code=f"{shown.code}-{number}")
        taken.add(shown.code)
        _draw(shown, at=at)
        tell(0.85 + 0.15 * (number + 1) / len(courses), "")
        yield Drawn(shown.code, course.sort, course.name, course.code)


def _draw(shown: TrendLine | Radar, *, at: datetime) -> None:
    picture = draw(shown)
    keep_drawing(shown.code, (picture.title, picture.alt, picture.svg), _table(shown), at=at)


def _table(shown: TrendLine | Radar) -> dict[str, Any]:
    """The numbers of a figure as a table of words."""
    (table,) = tables_of(shown)
    rows = [
        [block.label, row.label, *(_cell(cells[0]) for cells in row.cells)]
        for block in table.blocks
        for row in block.rows
    ]
    return {"caption": shown.title, "columns": ["Part", "Row", *table.columns], "rows": rows}


def _cell(estimate: Any) -> str:
    if estimate is None or estimate.value is None:
        return ""
    return with_interval(estimate) if estimate.low is not None else f"{estimate.value:g}"
