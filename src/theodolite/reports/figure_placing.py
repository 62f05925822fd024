"""Where a figure goes that does not fit on what is left of a page."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

_LEAST_SCALE = 0.8


@dataclass(frozen=True, slots=True)
class Room:
    """What a page has left where a figure would stand, and what the figure needs, in points.

    `needed` is the height of the whole figure, `picture` the part of it that can shrink.
    """

    anchor: str
    page: int
    left: float
    needed: float
    picture: float

    @property
    def scale(self) -> float:
        """How large the picture can be drawn here, 1 being its full size, in whole percents."""
        words = self.needed - self.picture
        return min(1.0, math.floor(100 * (self.left - words) / self.picture) / 100)


@dataclass(frozen=True, slots=True)
class Place:
    """Here, here together with the heading above it, or at the top of the next page."""

    place: Literal["here", "with heading", "next page"]
    scale: float = 1.0


Placing = Mapping[str, Place]


def settle_next(
    rooms: Sequence[Room], placing: Placing, chapters: Sequence[Sequence[str]]
) -> Placing:
    """The placing with the next figure in it that would leave a gap, or as it was if none does.

    `chapters` hold the anchors of figures in order, and "" for anything else. A figure right under
    its heading moves together with it. One that ends its chapter is left alone: nothing could fill
    the gap. Later figures of a chapter never overtake one that goes to the next page.
    """
    for place, room in enumerate(rooms):
        if room.anchor in placing or room.scale == 1:
            continue
        (chapter,) = (chapter for chapter in chapters if room.anchor in chapter)
        if room.scale >= _LEAST_SCALE:
            return {**placing, room.anchor: Place("here", room.scale)}
        if room.anchor != chapter[-1]:
            late = [one.anchor for one in rooms[place:] if one.page == room.page]
            return {**placing, **{one: Place("next page") for one in late if one in chapter}}
        if room.anchor == chapter[0]:
            return {**placing, room.anchor: Place("with heading")}
    return placing
