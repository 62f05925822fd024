"""A radar on which nothing covers anything, that a keyboard walks through in order."""

import re
from collections.abc import Callable
from itertools import combinations, pairwise
from math import pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from theodolite.display import draw
from theodolite.display.radar_layout import RADIUS, apart, lay_out
from theodolite.evidence.estimate import Estimate, count_of
from theodolite.evidence.pictures import Blip, Movement, Radar
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.tabular import tables_of

SOURCE = SourceNote("a" * 64, "b" * 64, "0.1.0", settled_by="sectors and rings")
SVG = "{http://www.w3.org/2000/svg}"


def blip(name: str, place: tuple[int, int, float], movement: Movement = "unmoved") -> Blip:
    years = Estimate("mean", 2.0 * place[1] + 2.0 * place[2])
    return Blip(name, *place, movement, years, count_of(3), "Told twice.", "https://a.example/?b&c")


def radar(blips: tuple[Blip, ...], sectors: int = 3, rings: int = 2) -> Radar:
    names = tuple(f"Sector {number + 1} of things that matter" for number in range(sectors))
    meaning = "years until it matters"
    spans = ("Short", "Long", "Uncertain", "Afterwards", "Speculative", "Imaginable")[:rings]
    ends = tuple(2.0 * (ring + 1) for ring in range(rings))
    return Radar("r1", "A radar", names, spans, ends, meaning, blips, SOURCE)


FOUR = (
    blip("Adaptive treatment", (0, 0, 0.5), "new"),
    blip("Photon counting <b>", (0, 1, 0.0), "in"),
    blip("Helium", (1, 1, 0.25), "out"),
    blip("Twins", (2, 0, 1.0)),
)


@st.composite
def crowds(draw_: st.DrawFn) -> tuple[list[tuple[int, int, float]], int, int]:
    """Up to 120 blips, in some radars all in one place."""
    sectors, rings = draw_(st.integers(1, 12)), draw_(st.integers(1, 6))
    in_sectors = st.integers(0, draw_(st.integers(0, sectors - 1)))
    in_rings = st.integers(0, draw_(st.integers(0, rings - 1)))
    distances = st.sampled_from([0.0, 0.5, 1.0]) | st.floats(0.0, 1.0)
    one = st.tuples(in_sectors, in_rings, distances)
    many = draw_(st.sampled_from([0, 1, 7, 30, 120]))
    return draw_(st.lists(one, min_size=many, max_size=many)), sectors, rings


@settings(max_examples=60, deadline=None)
@given(crowds())
def test_no_blip_covers_another_or_leaves_its_sector_and_ring(
    crowd: tuple[list[tuple[int, int, float]], int, int],
) -> None:
    blips, sectors, rings = crowd
    layout = lay_out(blips, sectors=sectors, rings=rings, radius=RADIUS)
    half = layout.footprint
    assert layout.edges[-1] <= RADIUS + 1e-6
    for one, other in combinations(layout.places, 2):
        assert apart(one, other) >= 2 * half - 1e-6
    for (sector, ring, _), (away, turn) in zip(blips, layout.places, strict=True):
        assert layout.edges[ring] + half <= away + 1e-6
        assert away + half <= layout.edges[ring + 1] + 1e-6
        assert sector * 2 * pi / sectors <= turn + 1e-9
        assert turn <= (sector + 1) * 2 * pi / sectors + 1e-9


@settings(max_examples=60, deadline=None)
@given(crowds())
def test_of_two_in_one_place_the_nearer_is_never_farther_out(
    crowd: tuple[list[tuple[int, int, float]], int, int],
) -> None:
    blips, sectors, rings = crowd
    layout = lay_out(blips, sectors=sectors, rings=rings, radius=RADIUS)
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for (sector, ring, distance), (away, _) in zip(blips, layout.places, strict=True):
        cells.setdefault((sector, ring), []).append((distance, away))
    for members in cells.values():
        aways = [away for _, away in sorted(members)]
        assert all(one <= other + 1e-6 for one, other in pairwise(aways))


def test_a_blip_with_room_stands_exactly_where_it_says() -> None:
    layout = lay_out([(0, 1, 0.25)], sectors=2, rings=2, radius=RADIUS)
    near = layout.edges[1] + layout.footprint
    far = layout.edges[2] - layout.footprint
    assert layout.is_exact
    assert layout.places[0][0] == pytest.approx(near + 0.25 * (far - near))


def test_every_blip_is_a_link_with_a_title_in_the_order_of_the_numbers() -> None:
    root = etree.fromstring(draw(radar(FOUR)).svg.encode())
    links = list(root.iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["https://a.example/?b&c"] * 4
    titles = [link.findtext(f"{SVG}title") for link in links]
    assert titles == [link.get("aria-label") for link in links]
    assert titles[1] == (
        "2. Photon counting <b>: Sector 1 of things that matter, Long, moved in."
        " About 2.0 years until it matters. Seen in 3 items. Told twice."
    )
    assert [[text.text for text in link.iter(f"{SVG}text")] for link in links] == [
        ["1"],
        ["2"],
        ["3"],
        ["4"],
    ]
    assert root.get("role") == "group"


def test_an_address_that_is_no_web_page_is_no_link_but_can_be_reached() -> None:
    sly = Blip("Sly", 0, 0, 0.5, "new", Estimate("mean", None), count_of(1), "", "javascript:x()")
    svg = draw(radar((sly,))).svg
    assert "javascript" not in svg
    assert re.search(r'<g class="blip" tabindex="0" role="img" aria-label="1\. Sly', svg)


def test_where_the_keyboard_is_can_be_seen_and_nothing_needs_a_script() -> None:
    svg = draw(radar(FOUR)).svg
    assert ".blip:focus{outline:2px" in svg
    assert "<script" not in svg
    assert "http://www.w3.org" in svg
    assert not re.search(r'(?:src|xlink:href)="http', svg)


def test_movement_is_told_by_shape_and_not_by_colour_alone() -> None:
    root = etree.fromstring(draw(radar(FOUR)).svg.encode())
    drawn = [len(list(link.iter(f"{SVG}path"))) for link in root.iter(f"{SVG}a")]
    assert drawn == [2, 2, 2, 1]
    pointed = [
        any("C" not in path.get("d") for path in link.iter(f"{SVG}path"))
        for link in root.iter(f"{SVG}a")
    ]
    assert pointed == [False, True, True, False]


def test_the_same_radar_is_drawn_in_the_same_bytes() -> None:
    assert draw(radar(FOUR)).svg == draw(radar(FOUR)).svg


def test_someone_who_hears_the_radar_is_told_what_moved_and_what_is_near() -> None:
    alt = draw(radar(FOUR)).alt
    assert alt.startswith("Radar of 4 blips in 3 sectors")
    assert "Distance from the centre: years until it matters." in alt
    assert "New: Adaptive treatment. Moved in: Photon counting <b>. Moved out: Helium." in alt
    assert "Nearest in Sector 3 of things that matter: Twins, Short." in alt


def test_the_table_holds_the_same_numbers_under_each_sector() -> None:
    (table,) = tables_of(radar(FOUR))
    assert [len(block.rows) for block in table.blocks] == [2, 1, 1]
    row = table.blocks[1].rows[0]
    assert row.label == "3. Helium (Long; moved out)"
    assert [cell[0].value for cell in row.cells if cell[0]] == [2.5, 3.0]


def test_a_crowded_radar_says_that_distances_are_not_exact() -> None:
    crowd = tuple(blip(f"Thing {number}", (0, 0, 0.5)) for number in range(40))
    assert any("not exact" in note for note in draw(radar(crowd)).notes)
    assert draw(radar(FOUR)).notes == ()


@pytest.mark.parametrize(("sectors", "rings"), [(1, 2), (2, 3), (5, 2), (8, 6), (9, 1), (20, 2)])
def test_names_and_numbers_keep_clear_of_each_other(sectors: int, rings: int) -> None:
    """Boxes as matplotlib sets them, turned names as turned boxes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from shapely import Polygon, affinity, box

    blips = tuple(blip(f"Thing {n}", (n % sectors, n % rings, 0.5)) for n in range(3 * sectors))
    ordered = tuple(sorted(blips, key=lambda one: (one.sector, one.ring)))
    figure = draw(radar(ordered, sectors, rings)).figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes: list[Polygon] = []
    for text in figure.axes[0].texts:
        turn = text.get_rotation()
        anchor = figure.axes[0].transData.transform(text.get_position())
        text.set_rotation(0.0)
        extent = text.get_window_extent(renderer)
        text.set_rotation(turn)
        flat = box(extent.x0, extent.y0, extent.x1, extent.y1).buffer(-1.5)
        boxes.append(affinity.rotate(flat, turn, origin=tuple(anchor)))
    for one, other in combinations(boxes, 2):
        assert one.intersection(other).area < 1.0


def test_the_radar_is_as_it_was_looked_at(matches_snapshot: Callable[[str, str], None]) -> None:
    matches_snapshot(draw(radar(FOUR)).svg, "display/radar.svg")
