"""Files of radars: the layout of "Build your own radar", and a fuller one that loses nothing."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from html import unescape
from typing import Any

from theodolite.evidence.pictures import Movement
from theodolite.horizon.harmless import harmless
from theodolite.horizon.radar.edition import (
    UNSTATED,
    Edition,
    Position,
    Ring,
    Spot,
    UnusableRadar,
    checked,
)

_STATUS: dict[Movement, str] = {
    "new": "new",
    "in": "moved in",
    "out": "moved out",
    "unmoved": "no change",
}
_MOVEMENTS: dict[str, Movement] = {said: movement for movement, said in _STATUS.items()}


def read_radar(payload: bytes, *, name: str, on: date) -> Edition:
    """A radar from JSON: an array as in "Build your own radar", or an object of our fuller layout.

    `name` and `on` become the title and the day of an array, which has neither. There, sectors and
    rings stand in the order in which they first come up.
    """
    try:
        told = json.loads(payload.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnusableRadar(
            f"{name} is not whole JSON: {error}. A radar's array of blips was expected, or an"
            " edition that we wrote. Export it again."
        ) from None
    try:
        return checked(_edition(told) if isinstance(told, dict) else _from_array(told, name, on))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise UnusableRadar(
            f"{name} is JSON but no radar: {type(error).__name__} at {error}. Every blip needs"
            " name, ring and quadrant. Compare it with a radar that we wrote."
        ) from None


def write_byor(edition: Edition) -> bytes:
    """An array that "Build your own radar" reads, with rings and sectors in their order.

    Where a sector or ring has no blip the layout cannot name it, nor any history.
    """
    ordered = sorted(
        edition.in_order(),
        key=lambda spot: (edition.ring_index(spot.ring), edition.sectors.index(spot.sector)),
    )
    return _as_json([_entry(spot) for spot in ordered])


def write_radar(edition: Edition) -> bytes:
    """Everything about an edition, its history included; `read_radar` gives the same back."""
    whole = {
        "title": edition.title,
        "on": edition.on.isoformat(),
        "meaning": edition.meaning,
        "sectors": list(edition.sectors),
        "rings": [asdict(ring) for ring in edition.rings],
        "blips": [_whole(spot) for spot in edition.spots],
        "gone": [_whole(spot) for spot in edition.gone],
    }
    return _as_json(whole)


def _from_array(told: Sequence[Mapping[str, Any]], name: str, on: date) -> Edition:
    spots = tuple(_spot(one) for one in told)
    return Edition(
        name,
        on,
        tuple(dict.fromkeys(spot.sector for spot in spots)),
        tuple(Ring(ring) for ring in dict.fromkeys(spot.ring for spot in spots)),
        UNSTATED,
        spots,
    )


def _edition(told: Mapping[str, Any]) -> Edition:
    return Edition(
        _said(told["title"]),
        date.fromisoformat(told["on"]),
        tuple(map(_said, told["sectors"])),
        tuple(Ring(_said(one["name"]), _years(one.get("upto_years"))) for one in told["rings"]),
        _said(told["meaning"]),
        tuple(map(_spot, told["blips"])),
        tuple(map(_spot, told.get("gone", ()))),
    )


def _spot(one: Mapping[str, Any]) -> Spot:
    spot = Spot(
        _said(one["name"]),
        _said(one["quadrant"]),
        _said(one["ring"]),
        movement=_movement(one),
        description=_plain(str(one.get("description", ""))),
    )
    return replace(
        spot,
        years=_years(one.get("years")),
        items=tuple(map(_said, one.get("items", ()))),
        count=_count(one.get("count")),
        sentence=_said(one.get("sentence", "")),
        address=_said(one.get("address", "")),
        history=tuple(_position(place) for place in one.get("history", ())),
    )


def _movement(one: Mapping[str, Any]) -> Movement:
    """Newer files have a status; older ones only say whether a blip is new, as truth or text."""
    status = str(one.get("status", "")).strip().lower()
    if status in _MOVEMENTS:
        return _MOVEMENTS[status]
    return "new" if str(one.get("isNew", "")).strip().lower() == "true" else "unmoved"


def _plain(html: str) -> str:
    """Descriptions may hold HTML, of which only the words are kept."""
    if "<" not in html and "&" not in html:
        return harmless(html)
    import nh3

    return harmless(unescape(nh3.clean(harmless(html), tags=set())))


def _position(place: Mapping[str, Any]) -> Position:
    return Position(
        _said(place["edition"]),
        date.fromisoformat(place["on"]),
        _said(place["sector"]),
        _said(place["ring"]),
        _years(place.get("years")),
    )


def _years(value: Any) -> float | None:
    if value is None:
        return None
    years = float(value)
    if not math.isfinite(years):
        raise ValueError(f"{years} years")
    return years


def _count(value: Any) -> int | None:
    if value is None:
        return None
    count = int(value)
    if count < 0:
        raise ValueError(f"a count of {count}")
    return count


def _said(told: object) -> str:
    """Anyone may have written the file: nothing in it may break a page or a drawing."""
    return harmless(str(told))


def _entry(spot: Spot) -> dict[str, Any]:
    return {
        "name": spot.name,
        "ring": spot.ring,
        "quadrant": spot.sector,
        "isNew": "TRUE" if spot.movement == "new" else "FALSE",
        "status": _STATUS[spot.movement],
        "description": _escaped(spot.description),
    }


def _escaped(text: str) -> str:
    """As HTML, which the layout's own readers take it for."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _whole(spot: Spot) -> dict[str, Any]:
    whole = _entry(spot) | {
        "years": spot.years,
        "items": list(spot.items),
        "count": spot.count,
        "sentence": spot.sentence,
        "address": spot.address,
    }
    history = [asdict(place) | {"on": place.on.isoformat()} for place in spot.history]
    return whole | {"history": history}


def _as_json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
