"""A radar: sectors round a centre, rings outwards, every blip numbered and told in a list below."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, degrees, pi, sin, tan

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Polygon

from theodolite.display.radar_layout import LARGEST, RADIUS, Layout, layout_of
from theodolite.display.radar_links import MARK
from theodolite.display.radar_names import write_names
from theodolite.display.sheet import (
    WIDTH,
    Lettering,
    Pen,
    Point,
    blank_sheet,
    cut_to,
    line_height,
    room_for,
    strokes,
    widest,
    wrapped,
    write,
    write_lines,
)
from theodolite.display.theme import INK, PAPER, QUIET
from theodolite.display.wording import plain
from theodolite.evidence.pictures import Movement, Radar

_BAND = 13.0
_CENTRE = (WIDTH / 2, RADIUS + _BAND)
_RING_COLOURS = ("#E9EFF0", "#F6F9F9")
_FILLS: dict[Movement, tuple[str, str]] = {
    "new": (INK, PAPER),
    "in": ("#B9D7F2", INK),
    "out": ("#F3D9A4", INK),
    "unmoved": (PAPER, INK),
}
_KEY: dict[Movement, str] = {
    "new": "new",
    "in": "moved in (points to the centre)",
    "out": "moved out (points outwards)",
    "unmoved": "not moved",
}
# Of what a blip fills, the disc takes this much; the rest is for the arrow and air.
_DISC = 0.74
_MOVED_DISC = 0.64
_SECTOR = Lettering(9.0, is_bold=True, anchor="center")
_RING = Lettering(8.0, anchor="center")
_SMALL = Lettering(7.0, colour=QUIET, anchor="center")


def paint(radar: Radar) -> Figure:
    """The disc with its blips, what distance means below it, and the names of all blips."""
    axes = blank_sheet()
    layout = layout_of(radar)
    _disc(axes, radar, layout)
    _sector_names(axes, radar)
    for number, (blip, place) in enumerate(zip(radar.blips, layout.places, strict=True), start=1):
        _blip(axes, (number, blip.movement), _at(*place), (layout.footprint, place[1]))
    y = _ruler(axes, radar, layout.edges, _CENTRE[1] + RADIUS + _BAND)
    y = _key(axes, y + 4.0)
    return cut_to(axes, write_names(axes, radar, y + 5.0))


def _at(away: float, turn: float) -> Point:
    return (_CENTRE[0] + away * sin(turn), _CENTRE[1] - away * cos(turn))


def _disc(axes: Axes, radar: Radar, layout: Layout) -> None:
    for ring, edge in reversed(list(enumerate(layout.edges[1:]))):
        colour = _RING_COLOURS[ring % 2]
        axes.add_patch(Circle(_CENTRE, edge, facecolor=colour, edgecolor=QUIET, linewidth=0.5))
    if len(radar.sectors) > 1:
        turns = [2 * pi * sector / len(radar.sectors) for sector in range(len(radar.sectors))]
        lines = [[_at(layout.edges[0], turn), _at(RADIUS, turn)] for turn in turns]
        strokes(axes, lines, Pen(0.7, QUIET))
    axes.add_patch(
        Circle(_CENTRE, layout.edges[0], facecolor=PAPER, edgecolor=QUIET, linewidth=0.5)
    )


def _sector_names(axes: Axes, radar: Radar) -> None:
    """Along the rim, each within its own sector; turned so that none stands on its head."""
    many = len(radar.sectors)
    for sector, name in enumerate(radar.sectors):
        turn = (sector + 0.5) * 2 * pi / many
        lines, lettering = _fitted(name, many)
        is_below = cos(turn) < -0.05
        lean = degrees(-turn) + (180.0 if is_below else 0.0)
        away = RADIUS + 1.8 + len(lines) * line_height(lettering) / 2
        upright = Lettering(lettering.size, is_bold=True, anchor="center", turn=lean)
        write_lines(axes, _at(away, turn), lines, upright)


def _fitted(name: str, sectors: int) -> tuple[tuple[str, ...], Lettering]:
    """The name in at most three lines, set smaller or cut where its sector is narrow."""
    room = 2 * (RADIUS + 2.0) * tan(min(pi / sectors, pi / 4)) - 3.0
    for size in (9.0, 8.0, 7.0, 6.0, 5.0):
        lettering = Lettering(size, is_bold=True, anchor="center")
        lines = wrapped(name, room, lettering)
        is_low = len(lines) * line_height(lettering) <= _BAND - 2.5
        if is_low and widest(lines, lettering) <= room:
            return lines, lettering
    return (_cut(name, room, lettering),), lettering


def _cut(name: str, room: float, lettering: Lettering) -> str:
    """As much of a name as there is room for, with an ellipsis; the list has all of it."""
    while name and room_for(f"{name}…", lettering) > room:
        name = name[:-1].rstrip()
    return f"{name}…"


def _blip(axes: Axes, told: tuple[int, Movement], at: Point, look: tuple[float, float]) -> None:
    """A numbered disc; its fill and its arrow tell its movement, in black and white too."""
    (number, movement), (footprint, turn) = told, look
    url = f"{MARK}{number}"
    colour, ink = _FILLS[movement]
    line = 0.9 * footprint / LARGEST
    for shape in _shapes(movement, at, footprint, turn):
        shape.set(facecolor=colour, edgecolor=INK, linewidth=line, url=url)
        axes.add_patch(shape)
    size = 2.25 * footprint * (0.8 if number > 99 else 1.0)
    lettering = Lettering(size, is_bold=True, colour=ink, anchor="center")
    write(axes, at, str(number), lettering)
    axes.texts[-1].set_url(url)


def _shapes(
    movement: Movement, at: Point, footprint: float, turn: float
) -> Iterator[Circle | Polygon]:
    """A disc; one that moved comes to a point where it went, and a new one has a second line."""
    disc = (_MOVED_DISC if movement in ("in", "out") else _DISC) * footprint
    if movement in ("in", "out"):
        outwards = 1.0 if movement == "out" else -1.0
        along = (outwards * sin(turn), -outwards * cos(turn))
        across = (along[1], -along[0])
        # From the tip at the edge of the footprint, straight to where the disc is just touched.
        touch, half = disc**2 / footprint, disc * (1 - (disc / footprint) ** 2) ** 0.5
        corners = [(0.98 * footprint, 0.0), (touch, half), (touch, -half)]
        yield Polygon(
            [
                (at[0] + a * along[0] + b * across[0], at[1] + a * along[1] + b * across[1])
                for a, b in corners
            ]
        )
    yield Circle(at, disc)
    if movement == "new":
        yield Circle(at, 0.95 * footprint, fill=False)


def _ruler(axes: Axes, radar: Radar, edges: Sequence[float], y: float) -> float:
    """What distance means: the rings from the centre outwards, with their ends if they have any."""
    left = _CENTRE[0]
    strokes(axes, [[(left, y), (left + edges[-1], y)]], Pen(0.6, INK))
    ticks = [0.0, *edges[1:]]
    strokes(axes, [[(left + edge, y - 1.0), (left + edge, y + 1.0)] for edge in ticks], Pen(0.6))
    rows = _ring_names(axes, radar, [left + tick for tick in ticks], y)
    if radar.ends:
        for edge, end in zip(ticks, (0.0, *radar.ends), strict=True):
            write(axes, (left + edge, y - 2.6), plain(end), _SMALL)
    meaning = Lettering(8.0, colour=QUIET)
    # Room to spare, because a reader's browser may set the words in a wider typeface.
    lines = wrapped(f"Distance from the centre: {radar.meaning}", 0.82 * left, meaning)
    height = max(rows * line_height(_RING) + 3.0, len(lines) * line_height(meaning))
    write_lines(axes, (0.0, y + len(lines) * line_height(meaning) / 2 - 1.5), lines, meaning)
    return y + height


def _ring_names(axes: Axes, radar: Radar, ticks: Sequence[float], y: float) -> int:
    """Each name under its ring, in how many lines; every other one lower where rings are narrow."""
    spans = list(pairwise(ticks))
    told = [
        wrapped(name, far - near - 1.5, _RING)
        for (near, far), name in zip(spans, radar.rings, strict=True)
    ]
    rooms = [far - near for near, far in spans]
    is_narrow = any(widest(lines, _RING) > room for lines, room in zip(told, rooms, strict=True))
    upper = max(len(lines) for lines in told[::2])
    for ring, ((near, far), lines) in enumerate(zip(spans, told, strict=True)):
        skipped = upper if is_narrow and ring % 2 else 0
        middle = y + 2.2 + (skipped + len(lines) / 2) * line_height(_RING)
        write_lines(axes, ((near + far) / 2, middle), lines, _RING)
    lower = max((len(lines) for lines in told[1::2]), default=0)
    return upper + lower if is_narrow else max(upper, lower)


def _key(axes: Axes, y: float) -> float:
    """What each mark means."""
    x = 3.0
    lettering = Lettering(7.5)
    for movement, words in _KEY.items():
        for shape in _shapes(movement, (x, y), 2.4, pi / 2):
            shape.set(facecolor=_FILLS[movement][0], edgecolor=INK, linewidth=0.7)
            axes.add_patch(shape)
        write(axes, (x + 4.0, y), words, lettering)
        x += 4.0 + 1.12 * room_for(words, lettering) + 6.0
    return y + 2.4
