"""Regions as a grid of equal tiles, so that a small one is as easy to read as a large one."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from theodolite.display.scale import Scale, colour_of
from theodolite.display.sheet import (
    Box,
    Lettering,
    fill,
    hatch,
    line_height,
    widest,
    wrapped,
    write,
    write_lines,
)
from theodolite.display.theme import FAINT, INK, PAPER, text_colour_on
from theodolite.display.wording import has_value, written
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.place import Place

_MOST_TILE = 21.0
_GAP = 1.0
_NAME_SIZE, _VALUE_SIZE = 7.0, 11.0


@dataclass(frozen=True, slots=True)
class TileGrid:
    """The place of each tile (column, row), its name in lines, and the size of them all."""

    places: tuple[tuple[int, int], ...]
    names: tuple[tuple[str, ...], ...]
    tile: float
    height: float


def tile_grid(places: Sequence[Place], width: float, *, is_beside_land: bool) -> TileGrid:
    """Tiles where the places say; in rows of four where they do not or where land is drawn too."""
    at = tuple(
        (i % 4, i // 4) if is_beside_land or place.tile is None else place.tile
        for i, place in enumerate(places)
    )
    columns = 1 + max((column for column, _ in at), default=0)
    rows = 1 + max((row for _, row in at), default=-1)
    tile = min(_MOST_TILE, width / columns)
    names = tuple(_name(place, tile) for place in places)
    return TileGrid(at, names, tile, rows * tile)


def draw_tiles(
    axes: Axes,
    at: tuple[float, float],
    frame: tuple[TileGrid, Scale],
    numbers: Sequence[Estimate],
) -> None:
    """A tile for each number: the region's name above, the number below."""
    grid, scale = frame
    side = grid.tile - _GAP
    for (column, row), name, number in zip(grid.places, grid.names, numbers, strict=True):
        box = (at[0] + column * grid.tile, at[1] + row * grid.tile, side, side)
        _draw_tile(axes, box, name, (number, colour_for(number, scale)))


def colour_for(number: Estimate, scale: Scale) -> str:
    """The colour of a region; that of paper where it has no value to show."""
    if not has_value(number) or number.value is None:
        return PAPER
    return colour_of(scale, number.value)


def _draw_tile(axes: Axes, box: Box, name: Sequence[str], shown: tuple[Estimate, str]) -> None:
    number, colour = shown
    ink = text_colour_on(colour) if number.shown else INK
    if number.shown:
        fill(axes, [box], [colour], edges=[FAINT] if colour == PAPER else [])
    else:
        hatch(axes, [box])
    left, top, side, _ = box
    middle = left + side / 2
    lettering = Lettering(_NAME_SIZE, colour=ink, anchor="center")
    pitch = line_height(lettering)
    block = len(name) * pitch + 1.25 * line_height(Lettering(_VALUE_SIZE))
    start = top + (side - block) / 2
    write_lines(axes, (middle, start + len(name) * pitch / 2), name, lettering)
    value = Lettering(_VALUE_SIZE, is_bold=True, colour=ink, anchor="center")
    write(axes, (middle, start + block - 0.5 * line_height(value)), written(number), value)


def _name(place: Place, tile: float) -> tuple[str, ...]:
    """The name in up to three lines; the code where the tile is too small for that."""
    lettering = Lettering(_NAME_SIZE)
    lines = wrapped(place.name, tile - _GAP - 0.6, lettering)
    if len(lines) <= 3 and widest(lines, lettering) <= tile - _GAP:
        return lines
    return wrapped(place.code, tile - _GAP - 0.6, lettering)
