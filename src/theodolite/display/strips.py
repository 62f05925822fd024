"""Strips of coloured labels beside a clustermap, and the legends that explain them."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from theodolite.display.runs import LinePlaces, runs_of
from theodolite.display.sheet import (
    Box,
    Lettering,
    fill,
    line_height,
    widest,
    wrapped,
    write,
    write_lines,
)
from theodolite.display.theme import PALE, label_colour
from theodolite.display.wording import listed
from theodolite.evidence.pictures import Strip

_WIDTH, _GAP = 4.2, 1.2
_TITLE = Lettering(8.0, turn=90)
_MOST_TITLE = 34.0
_LEGEND_TITLE = Lettering(7.5, is_bold=True)
_ENTRY = Lettering(8.0)
_SWATCH = 3.0
_NO_ANSWER = "no answer"


def strip_pitch(strips: Sequence[Strip]) -> float:
    """How far apart strips stand so that their upright titles do not touch."""
    most = max((len(_title(strip)) for strip in strips), default=1)
    return max(_WIDTH + _GAP, most * line_height(_TITLE) + 0.6)


def title_height(strips: Sequence[Strip]) -> float:
    """How much room the upright titles need above the strips."""
    return max((widest(_title(strip), _TITLE) for strip in strips), default=0.0)


def draw_strip(
    axes: Axes, strip: Strip, left: float, places: LinePlaces, colours: Sequence[str]
) -> None:
    """The strip's runs of colour, broken where segments are set apart, under its title."""
    boxes: list[Box] = []
    shades: list[str] = []
    for segment in places.runs:
        for run in runs_of(strip.codes[segment.first : segment.end]):
            top = float(places.tops[segment.first + run.first])
            bottom = float(places.bottoms[segment.first + run.end - 1])
            boxes.append((left, top, _WIDTH, bottom - top))
            shades.append(PALE if run.code < 0 else colours[run.code])
    fill(axes, boxes, shades)
    at = (left + _WIDTH / 2, float(places.tops[0]) - 1.2)
    write_lines(axes, at, _title(strip), _TITLE)


def colours_of(strip: Strip) -> tuple[str, ...]:
    """A colour for each of the strip's names."""
    return tuple(label_colour(i) for i in range(len(strip.names)))


def draw_legends(axes: Axes, strips: Sequence[Strip], place: tuple[float, float, float]) -> float:
    """A legend for each set of names, in columns; gives the height they took.

    `place` is the left edge, the top and the width.
    """
    left, top, width = place
    y = top
    for names in dict.fromkeys(strip.names for strip in strips):
        alike = [strip for strip in strips if strip.names == names]
        title = listed([alike[0].title, *(_as_continued(s.title) for s in alike[1:])])
        y = _draw_legend(axes, title, _entries(alike), (left, y, width)) + 3.0
    return max(0.0, y - 3.0 - top)


def _entries(alike: Sequence[Strip]) -> list[tuple[str, str]]:
    entries = list(zip(alike[0].names, colours_of(alike[0]), strict=True))
    has_gaps = any((strip.codes < 0).any() for strip in alike)
    return [*entries, (_NO_ANSWER, PALE)] if has_gaps else entries


def _draw_legend(
    axes: Axes,
    title: str,
    entries: Sequence[tuple[str, str]],
    place: tuple[float, float, float],
) -> float:
    left, top, width = place
    lines = wrapped(title, width, _LEGEND_TITLE)
    for i, line in enumerate(lines):
        write(axes, (left, top + 1.5 + i * line_height(_LEGEND_TITLE)), line, _LEGEND_TITLE)
    top += len(lines) * line_height(_LEGEND_TITLE) + 1.0
    longest = widest([name for name, _ in entries], _ENTRY) + _SWATCH + 5.0
    columns = max(1, min(len(entries), int(width // longest)))
    rows = -(-len(entries) // columns)
    pitch = line_height(_ENTRY) + 0.8
    for i, (name, colour) in enumerate(entries):
        x, y = left + (i // rows) * (width / columns), top + (i % rows) * pitch
        fill(axes, [(x, y, _SWATCH, _SWATCH)], [colour])
        write(axes, (x + _SWATCH + 1.4, y + _SWATCH / 2), name, _ENTRY)
    return top + rows * pitch


def _title(strip: Strip) -> tuple[str, ...]:
    return wrapped(strip.title, _MOST_TITLE, _TITLE)


def _as_continued(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
