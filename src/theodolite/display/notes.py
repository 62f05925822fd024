"""What stands under a figure: the notes it came with, and those the drawing itself calls for."""

from collections.abc import Iterator

from theodolite.display.picture import Drawable
from theodolite.display.radar_layout import layout_of
from theodolite.display.wording import HIDDEN
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import (
    Clustermap,
    Curves,
    Flow,
    Heatmap,
    Radar,
    RegionMap,
    TrendLine,
)


def notes_for(evidence: Drawable) -> tuple[str, ...]:
    """Every note once, in the order a reader needs them."""
    notes = [*evidence.notes, *_notes_of_tables(evidence), *_notes_of_lines(evidence)]
    notes += [*_notes_of_maps(evidence), *_notes_of_radars(evidence)]
    is_hidden = any(not estimate.shown for estimate in estimates_in(evidence))
    if is_hidden and not any(HIDDEN in note for note in notes):
        notes.append(f"{HIDDEN}: not shown, because it rests on too few people.")
    return tuple(dict.fromkeys(notes))


def estimates_in(evidence: Drawable) -> Iterator[Estimate]:
    """Every number that the figure shows."""
    match evidence:
        case Clustermap():
            yield from (evidence.respondents, *evidence.segment_sizes)
        case Heatmap():
            yield from _cells(evidence)
        case Flow():
            yield from (evidence.received, evidence.kept, *(n for _, n in evidence.rejected))
        case RegionMap():
            yield from (estimate for _, wave in evidence.waves for estimate in wave)
        case Curves():
            yield from (estimate for _, curve in evidence.curves for estimate in curve)
        case TrendLine():
            yield from (*evidence.shares, *evidence.forecast, *evidence.unchanged)
        case Radar():
            yield from (number for blip in evidence.blips for number in (blip.years, blip.items))
        case _:
            yield from (estimate for _, _, estimate in evidence.lines)


def _cells(heatmap: Heatmap) -> Iterator[Estimate]:
    for panel in heatmap.panels:
        for row in panel.rows():
            yield from (column[0] for column in row.cells if column[0] is not None)


def _notes_of_tables(evidence: Drawable) -> Iterator[str]:
    if isinstance(evidence, Heatmap):
        for panel in evidence.panels:
            yield from panel.notes
            for block in panel.blocks:
                if block.note:
                    yield f"{block.label}: {block.note}" if block.label else block.note


def _notes_of_lines(evidence: Drawable) -> Iterator[str]:
    if isinstance(evidence, Clustermap) and evidence.respondents_per_line > 1:
        yield f"Each line is the average of about {evidence.respondents_per_line:,} respondents."


def _notes_of_maps(evidence: Drawable) -> Iterator[str]:
    if isinstance(evidence, RegionMap):
        # Laying out a map needs matplotlib, which is slow to load.
        from theodolite.display.maps import has_every_number

        if not has_every_number(evidence):
            yield "Regions too small for a number show only its colour; the description has it."


def _notes_of_radars(evidence: Drawable) -> Iterator[str]:
    if isinstance(evidence, Radar) and not layout_of(evidence).is_exact:
        yield (
            "Where many blips share a sector and a ring they stand in rows: their order from the"
            " centre is right, their distance is not exact."
        )
