"""An edition of a radar as a picture to be drawn."""

from theodolite.evidence.estimate import Estimate, count_of
from theodolite.evidence.pictures import Blip, Radar
from theodolite.evidence.source_note import SourceNote
from theodolite.horizon.radar.edition import Edition, Spot


def picture_of(edition: Edition, source: SourceNote, *, code: str = "radar") -> Radar:
    """The radar with its blips in numbered order."""
    ends = [ring.upto_years for ring in edition.rings if ring.upto_years is not None]
    return Radar(
        code,
        edition.title,
        edition.sectors,
        tuple(ring.name for ring in edition.rings),
        tuple(ends) if len(ends) == len(edition.rings) else (),
        edition.meaning,
        tuple(_blip(spot, edition) for spot in edition.in_order()),
        source,
    )


def _blip(spot: Spot, edition: Edition) -> Blip:
    return Blip(
        spot.name,
        edition.sectors.index(spot.sector),
        edition.ring_index(spot.ring),
        edition.distance(spot),
        spot.movement,
        Estimate("mean", spot.years),
        Estimate("count", None) if spot.count is None else count_of(spot.count),
        spot.sentence or spot.description,
        spot.address,
    )
