"""What lies ahead as a radar: editions with their blips, how these moved, and files of them."""

from theodolite.horizon.radar.edition import Edition, Position, Ring, Spot
from theodolite.horizon.radar.exchange import read_radar, write_byor, write_radar
from theodolite.horizon.radar.from_scan import edition_from
from theodolite.horizon.radar.movement import Difference, difference, moved_since
from theodolite.horizon.radar.picture import picture_of

__all__ = [
    "Difference",
    "Edition",
    "Position",
    "Ring",
    "Spot",
    "difference",
    "edition_from",
    "moved_since",
    "picture_of",
    "read_radar",
    "write_byor",
    "write_radar",
]
