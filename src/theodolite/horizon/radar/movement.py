"""How blips moved from one edition of a radar to the next; what each was before is never lost."""

from dataclasses import dataclass, replace

from theodolite.evidence.pictures import Movement
from theodolite.horizon.radar.edition import Edition, Position, Spot, checked


@dataclass(frozen=True, slots=True)
class Difference:
    """The names of blips by what became of them between two editions."""

    new: tuple[str, ...]
    moved_in: tuple[str, ...]
    moved_out: tuple[str, ...]
    unmoved: tuple[str, ...]
    gone: tuple[str, ...]


def moved_since(edition: Edition, previous: Edition | None) -> Edition:
    """The edition with every blip's movement since the previous one, and its history.

    A blip is the same if its name is, in whatever case. It moved in or out if its ring did, judged
    by the rings' order; one that stays in its ring has not moved. One that had left and is back is
    new, with its old history. Without a previous edition nothing is changed.
    """
    checked(edition)
    if previous is None:
        return edition
    before = {spot.name.casefold(): spot for spot in (*previous.gone, *previous.spots)}
    stood = {spot.name.casefold() for spot in previous.spots}
    here = {spot.name.casefold() for spot in edition.spots}
    spots = []
    for spot in edition.spots:
        was = before.get(spot.name.casefold())
        is_new = spot.name.casefold() not in stood
        movement: Movement = "new" if was is None or is_new else _moved(spot, was, edition)
        history = () if was is None else _history(was, previous, is_gone=is_new)
        spots.append(replace(spot, movement=movement, history=history))
    gone = [
        replace(was, history=_history(was, previous, is_gone=name not in stood))
        for name, was in before.items()
        if name not in here
    ]
    return replace(edition, spots=tuple(spots), gone=tuple(gone))


def difference(edition: Edition, previous: Edition) -> Difference:
    """What became of the blips of the previous edition, and which are new, in numbered order."""
    now = moved_since(edition, previous)
    here = {spot.name.casefold() for spot in now.spots}

    def named(movement: Movement) -> tuple[str, ...]:
        return tuple(spot.name for spot in now.in_order() if spot.movement == movement)

    gone = tuple(s.name for s in previous.in_order() if s.name.casefold() not in here)
    return Difference(named("new"), named("in"), named("out"), named("unmoved"), gone)


def _moved(spot: Spot, was: Spot, edition: Edition) -> Movement:
    """By the order of the rings now; a ring that there is no longer tells nothing."""
    names = [ring.name for ring in edition.rings]
    if was.ring not in names or was.ring == spot.ring:
        return "unmoved"
    return "in" if names.index(spot.ring) < names.index(was.ring) else "out"


def _history(was: Spot, previous: Edition, *, is_gone: bool) -> tuple[Position, ...]:
    if is_gone:
        return was.history
    place = Position(previous.title, previous.on, was.sector, was.ring, was.years)
    return (*was.history, place)
