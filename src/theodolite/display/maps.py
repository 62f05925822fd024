"""Numbers by region, one panel for each wave, all on one scale."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from theodolite.display.outlines import Land, draw_land, has_room, land_of
from theodolite.display.scale import Scale, draw_bar, scale_of
from theodolite.display.sheet import WIDTH, Lettering, blank_sheet, cut_to, write
from theodolite.display.tiles import TileGrid, draw_tiles, tile_grid
from theodolite.display.wording import has_value, written
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import RegionMap

_TITLE = Lettering(9.0, is_bold=True)
_TITLE_HEIGHT = 6.0
_GAP = 8.0


def paint(region_map: RegionMap) -> Figure:
    """Places with outlines as a map, the others as tiles; the scale below."""
    axes = blank_sheet()
    waves = region_map.waves
    outlined = [i for i, place in enumerate(region_map.places) if place.outlines]
    others = [i for i, place in enumerate(region_map.places) if not place.outlines]
    across, width = _panels_across(region_map), _panel_width(region_map)
    land = land_of([region_map.places[i] for i in outlined], width) if outlined else None
    tiles = tile_grid([region_map.places[i] for i in others], width, is_beside_land=bool(land))
    scale = _scale(region_map)
    y = bottom = 0.0
    for number, (label, numbers) in enumerate(waves):
        left = (number % across) * (width + _GAP)
        y = bottom if number % across == 0 else y
        write(axes, (left, y + 2.0), label, _TITLE)
        parts = [numbers[i] for i in outlined], [numbers[i] for i in others]
        bottom = _panel(axes, (left, y + _TITLE_HEIGHT), (land, tiles, scale), parts)
    return cut_to(axes, bottom + draw_bar(axes, 0.0, bottom, scale) + 0.5)


def has_every_number(region_map: RegionMap) -> bool:
    """Whether each number finds room in its region; a tile always has room."""
    outlined = [i for i, place in enumerate(region_map.places) if place.outlines]
    if not outlined:
        return True
    land = land_of([region_map.places[i] for i in outlined], _panel_width(region_map))
    return all(
        has_room(region, written(numbers[i]))
        for _, numbers in region_map.waves
        for i, region in zip(outlined, land.regions, strict=True)
    )


def _panel_width(region_map: RegionMap) -> float:
    across = _panels_across(region_map)
    return (WIDTH - _GAP * (across - 1)) / across


def _panels_across(region_map: RegionMap) -> int:
    columns = 1 + max((place.tile[0] for place in region_map.places if place.tile), default=3)
    return max(1, min(len(region_map.waves), 2 if columns <= 5 else 1))


def _panel(
    axes: Axes,
    at: tuple[float, float],
    frame: tuple[Land | None, TileGrid, Scale],
    parts: tuple[list[Estimate], list[Estimate]],
) -> float:
    """One wave; gives where the next thing may start."""
    land, tiles, scale = frame
    left, top = at
    if land is not None:
        draw_land(axes, (left, top), (land, scale), parts[0])
        top += land.height + 3.0
    draw_tiles(axes, (left, top), (tiles, scale), parts[1])
    return top + tiles.height + 4.0


def _scale(region_map: RegionMap) -> Scale:
    numbers = [estimate for _, wave in region_map.waves for estimate in wave]
    unit = numbers[0].unit if numbers else "count"
    return scale_of(unit, [n.value for n in numbers if has_value(n) and n.value is not None])
