"""Editions of a radar: what moved, what each blip was before, and files that lose nothing."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.evidence.source_note import SourceNote
from theodolite.horizon.radar import (
    Difference,
    Edition,
    Position,
    Ring,
    Spot,
    difference,
    moved_since,
    picture_of,
    read_radar,
    write_byor,
    write_radar,
)
from theodolite.settings.errors import CorrectableError

SPRING, AUTUMN = date(2026, 4, 1), date(2026, 10, 1)
RINGS = (Ring("short", 2.0), Ring("medium", 5.0), Ring("long", 15.0))
SECTORS = ("Imaging", "Workforce")


def edition(*spots: Spot, on: date = SPRING, gone: tuple[Spot, ...] = ()) -> Edition:
    return Edition(f"Radar of {on}", on, SECTORS, RINGS, "years until it matters", spots, gone)


BEFORE = edition(
    Spot("Photon counting", "Imaging", "medium", 3.0),
    Spot("Helium", "Imaging", "short"),
    Spot("Posts", "Workforce", "long"),
    Spot("Twins", "Workforce", "long"),
)
NOW = edition(
    Spot("photon counting", "Imaging", "short", 1.0),
    Spot("Helium", "Imaging", "long", 9.0),
    Spot("Posts", "Workforce", "long", 14.0),
    Spot("Proton arcs", "Imaging", "medium"),
    on=AUTUMN,
)


def test_a_blip_moves_with_its_ring_and_is_known_by_its_name() -> None:
    movements = {spot.name: spot.movement for spot in moved_since(NOW, BEFORE).spots}
    assert movements == {
        "photon counting": "in",
        "Helium": "out",
        "Posts": "unmoved",
        "Proton arcs": "new",
    }
    assert difference(NOW, BEFORE) == Difference(
        ("Proton arcs",), ("photon counting",), ("Helium",), ("Posts",), ("Twins",)
    )


def test_where_a_blip_was_before_is_kept_even_when_it_left_and_came_back() -> None:
    now = moved_since(NOW, BEFORE)
    assert now.spots[0].history == (
        Position("Radar of 2026-04-01", SPRING, "Imaging", "medium", 3.0),
    )
    assert [spot.name for spot in now.gone] == ["Twins"]
    back = edition(Spot("Twins", "Workforce", "short"), on=date(2027, 4, 1))
    (twins,) = moved_since(back, now).spots
    assert twins.movement == "new"
    assert [place.ring for place in twins.history] == ["long"]
    assert {spot.name for spot in moved_since(back, now).gone} == {
        "photon counting",
        "Helium",
        "Posts",
        "Proton arcs",
    }


def test_blips_are_numbered_by_sector_then_outwards() -> None:
    assert [spot.name for spot in NOW.in_order()] == [
        "photon counting",
        "Proton arcs",
        "Helium",
        "Posts",
    ]
    picture = picture_of(NOW, SourceNote("a", "b", "0"))
    assert [blip.distance for blip in picture.blips] == [0.5, 0.5, 0.4, 0.9]
    assert picture.ends == (2.0, 5.0, 15.0)


names = st.text("abcDEF &é", min_size=1, max_size=8).map(lambda text: " ".join(text.split()))
names = names.filter(bool)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
places = st.builds(Position, names, days, names, names, st.none() | st.floats(0, 9))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    def spot(name: str) -> Spot:
        ring = draw(st.sampled_from(RINGS))
        near = {"short": 0.0, "medium": 2.0, "long": 5.0}[ring.name]
        return Spot(
            name,
            draw(st.sampled_from(SECTORS)),
            ring.name,
            draw(st.none() | st.floats(near, ring.upto_years)),
            draw(st.sampled_from(["new", "in", "out", "unmoved"])),
            draw(st.sampled_from(["", "Says <b> & more", "Plain words"])),
            tuple(draw(st.lists(names, max_size=2))),
            draw(st.none() | st.integers(0, 99)),
            draw(names),
            draw(st.sampled_from(["", "https://a.example/?b&c"])),
            tuple(draw(st.lists(places, max_size=2))),
        )

    unique = draw(st.lists(names, max_size=6, unique_by=str.casefold))
    spots = tuple(map(spot, unique))
    return edition(*spots, gone=tuple(map(spot, draw(st.lists(names, max_size=2)))))


@given(editions())
def test_our_own_file_gives_the_same_edition_back(whole: Edition) -> None:
    assert read_radar(write_radar(whole), name="x", on=AUTUMN) == whole
    assert write_radar(whole) == write_radar(whole)


@given(editions().filter(lambda one: one.spots))
def test_the_layout_of_build_your_own_radar_keeps_places_and_movements(whole: Edition) -> None:
    told = json.loads(write_byor(whole))
    assert {tuple(one) for one in told} == {
        ("name", "ring", "quadrant", "isNew", "status", "description")
    }
    back = read_radar(write_byor(whole), name="x", on=AUTUMN)
    kept = [
        {(s.name, s.sector, s.ring, s.movement, s.description) for s in one.spots}
        for one in (back, whole)
    ]
    assert kept[0] == kept[1]
    order = [ring.name for ring in RINGS]
    assert [ring.name for ring in back.rings] == sorted(
        {spot.ring for spot in whole.spots}, key=order.index
    )


def test_a_radar_of_others_is_read_with_any_number_of_sectors_and_html_made_plain() -> None:
    others = [
        {"name": f"Thing {n}", "ring": "Adopt", "quadrant": f"Q{n}", "isNew": "true"}
        | {"description": "<b>Good</b> &amp; <script>alert(1)</script>cheap"}
        for n in range(7)
    ]
    read = read_radar(json.dumps(others).encode(), name="theirs", on=AUTUMN)
    assert len(read.sectors) == 7
    assert read.spots[0].movement == "new"
    assert read.spots[0].description == "Good & cheap"
    assert read.distance(read.spots[0]) == 0.5


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Spot("Helium", "Imaging", "shrot"), "Did you mean 'short'"),
        (Spot("Helium", "Imagine", "short"), "Did you mean 'Imaging'"),
        (Spot("Helium", "Imaging", "short", 9.0), "those years lie outside"),
        (Spot("Posts", "Imaging", "short"), "more than one blip"),
    ],
)
def test_an_edition_that_contradicts_itself_is_refused(wrong: Spot, said: str) -> None:
    with pytest.raises(CorrectableError, match=said):
        read_radar(write_radar(edition(wrong, *BEFORE.spots[2:])), name="x", on=AUTUMN)


NO_RADARS = [b"", b"[", b"[1]", b"{}", b"[]", b'[{"name": "x"}]', b"[" * 99_999, b'{"title": 1}']


@pytest.mark.parametrize("payload", NO_RADARS)
def test_what_is_no_radar_is_refused_in_a_sentence(payload: bytes) -> None:
    with pytest.raises(CorrectableError, match="radar"):
        read_radar(payload, name="theirs.json", on=AUTUMN)


def test_rings_must_end_one_after_another() -> None:
    rings = (Ring("a", 5.0), Ring("b", 2.0))
    with pytest.raises(CorrectableError, match="Put their order right"):
        moved_since(Edition("R", SPRING, SECTORS, rings, "m", ()), None)
