"""Every figure is the same on every run, readable, and carries its own description."""

import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.parsers import expat

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from shapely import Polygon, affinity, box

from theodolite.display import Picture, draw, draw_pixels
from theodolite.display.clustermap import TreeDoesNotFit
from theodolite.display.heatmap import PanelsDiffer
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, count_of, mean_of
from theodolite.evidence.pictures import Heatmap
from theodolite.evidence.place import Place, places_from_geojson, tiled
from theodolite.evidence.table import Block, Row

CASES = (
    "clustermap",
    "skills",
    "education",
    "screening",
    "regions",
    "needs",
    "two columns",
    "nine segments",
    "thousand lines",
)


@pytest.fixture(scope="module")
def drawn(make_clustermap, skills, education, screening, regions, needs) -> dict[str, Picture]:
    evidence = {
        "clustermap": make_clustermap(),
        "skills": skills,
        "education": education,
        "screening": screening,
        "regions": regions,
        "needs": needs,
        "two columns": make_clustermap((2, 3), 2),
        "nine segments": make_clustermap((40, *8 * (5,)), 10, has_tree=False, per_line=88),
        "thousand lines": make_clustermap((300, 300, 200, 200), 10),
    }
    return {name: draw(one) for name, one in evidence.items()}


def texts_in(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def outline(text: Text) -> Polygon:
    """The letters of a text on the page, in pixels, turned as they are."""
    scale = text.get_figure(root=True).dpi / 72
    width, height, drop = (
        scale * size
        for size in text_to_path.get_text_width_height_descent(
            text.get_text(), text.get_fontproperties(), ismath=False
        )
    )
    left = -width * {"left": 0, "center": 0.5, "right": 1}[text.get_ha()]
    x, y = text.get_transform().transform(text.get_position())
    level = box(left, -drop, left + width, height - drop)
    return affinity.translate(affinity.rotate(level, text.get_rotation(), origin=(0, 0)), x, y)


def outlines(figure: Figure) -> list[tuple[str, Polygon]]:
    FigureCanvasAgg(figure)
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    return [(text.get_text(), outline(text)) for text in texts]


@pytest.mark.parametrize("case", CASES)
def test_no_text_touches_another_or_leaves_the_page(drawn, case):
    figure = drawn[case].figure
    page = box(0, 0, *figure.bbox.size).buffer(0.5)
    written = outlines(figure)
    outside = [text for text, shape in written if not page.contains(shape)]
    assert not outside
    touching = [
        (one[0], other[0])
        for one, other in combinations(written, 2)
        if one[1].intersection(other[1]).area > 0.5
    ]
    assert not touching


@pytest.mark.parametrize("case", CASES)
def test_no_text_is_smaller_than_seven_points_on_paper(drawn, case):
    figure = drawn[case].figure
    assert figure.get_figwidth() == pytest.approx(170 / 25.4)
    assert min(text.get_fontsize() for text in figure.findobj(Text) if text.get_text()) >= 7


@pytest.mark.parametrize("case", CASES)
def test_the_svg_describes_itself_and_keeps_its_text(drawn, case):
    picture = drawn[case]
    expat.ParserCreate().Parse(picture.svg, True)
    escaped = picture.alt.replace("&", "&amp;").replace("<", "&lt;")
    assert f'desc">{escaped}</desc>' in picture.svg
    assert re.match(r'<svg role="img" aria-labelledby="[\w-]+-title [\w-]+-desc"', picture.svg)
    assert texts_in(picture.svg)
    assert not re.search(r"style|<script|<image|font-family=\"'DejaVu|\d{4}-\d\d-\d\d", picture.svg)


@pytest.mark.parametrize("case", CASES)
def test_text_keeps_its_width_where_our_typeface_is_not_installed(drawn, case):
    texts = re.findall(r"<text[^>]*>", drawn[case].svg)
    assert [one for one in texts if 'lengthAdjust="spacingAndGlyphs"' not in one] == []


def test_drawing_again_gives_the_same_bytes(make_clustermap, skills, regions):
    for evidence in (make_clustermap(), skills, regions):
        assert draw(evidence).svg == draw(evidence).svg


def test_another_process_gives_the_same_bytes(
    drawn, make_clustermap, skills, regions, needs, tmp_path
):
    evidence = (make_clustermap(), skills, regions, needs)
    (tmp_path / "evidence").write_bytes(pickle.dumps(evidence))
    program = (
        "import pickle, pathlib; from theodolite.display import draw\n"
        f"evidence = pickle.loads(pathlib.Path({str(tmp_path / 'evidence')!r}).read_bytes())\n"
        f"svgs = [draw(one).svg for one in evidence]\n"
        f"pathlib.Path({str(tmp_path / 'svgs')!r}).write_bytes(pickle.dumps(svgs))\n"
    )
    source = str(Path(__file__).parents[2] / "src")
    subprocess.run(  # noqa: S603 -- our own program, in our own interpreter
        [sys.executable, "-c", program],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": source, "TZ": "Asia/Tokyo"},
    )
    there = pickle.loads((tmp_path / "svgs").read_bytes())  # noqa: S301 -- written just above
    assert there == [drawn[name].svg for name in ("clustermap", "skills", "regions", "needs")]


def test_pictures_in_one_page_share_no_ids(drawn):
    ids = [
        name
        for case in ("clustermap", "skills", "education", "screening", "regions", "needs")
        for name in re.findall(r' id="([^"]+)"', drawn[case].svg)
    ]
    assert len(ids) == len(set(ids))


def test_the_reader_s_own_settings_of_matplotlib_change_nothing(screening):
    import matplotlib as mpl

    before = draw(screening).svg
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path", "figure.facecolor": "red"}):
        assert draw(screening).svg == before
        assert mpl.rcParams["font.size"] == 30


def test_pixels_are_made_on_request_and_the_same_each_time(drawn):
    picture = drawn["screening"]
    small, again, large = picture.png(dpi=72), picture.png(dpi=72), picture.png(dpi=200)
    assert small == again
    assert small.startswith(b"\x89PNG")
    assert abs(int.from_bytes(large[16:20], "big") - 170 / 25.4 * 200) < 1


def test_pixels_of_a_figure_already_drawn_are_those_of_one_drawn_for_them(
    make_clustermap, skills, outlined_regions
):
    for evidence in (make_clustermap(), skills, outlined_regions):
        assert draw(evidence).png(dpi=50) == draw_pixels(evidence, dpi=50)


def test_the_marks_of_a_scale_of_huge_numbers_do_not_touch(smallest):
    heatmap = next(one for one in smallest if isinstance(one, Heatmap))
    row = Row("pay", ((mean_of(187_654_321.0, 40),),))
    table = replace(heatmap.panels[0], blocks=(Block("", (row,)),))
    written = outlines(draw(replace(heatmap, panels=(table,))).figure)
    assert [text for text, _ in written][-2:] == ["0", "200,000,000"]
    for one, other in combinations(written, 2):
        assert not one[1].intersects(other[1]), f"{one[0]} touches {other[0]}"


def test_a_notebook_gets_the_figure_and_its_text(drawn):
    picture = drawn["screening"]
    bundle = picture._repr_mimebundle_(include=None, exclude=None)
    assert bundle == {"image/svg+xml": picture.svg, "text/plain": picture.alt}


def test_the_smallest_figures_can_be_drawn(smallest):
    for evidence in smallest:
        picture = draw(evidence)
        for _, shape in outlines(picture.figure):
            assert shape.is_valid
        assert texts_in(picture.svg)


@pytest.mark.parametrize("small", [2, 3, 4])
def test_what_is_hidden_leaves_no_trace(regions, small):
    def with_number(count: int) -> Picture:
        protected = PROFILES["lt5_round5"].protect(count_of(count))
        waves = tuple((label, (protected, *numbers[1:])) for label, numbers in regions.waves)
        return draw(replace(regions, waves=waves))

    assert with_number(small).svg == with_number(1).svg
    assert "[c]" in texts_in(with_number(small).svg)


def test_hidden_numbers_are_explained_once(regions, skills):
    for evidence in (regions, skills):
        assert [note for note in draw(evidence).notes if "[c]" in note]
        explained = draw(replace(evidence, notes=("[c] hides small numbers.",)))
        assert explained.notes == ("[c] hides small numbers.",)


def test_averaged_lines_and_bases_are_noted_under_the_figure(drawn):
    assert drawn["nine segments"].notes == ("Each line is the average of about 88 respondents.",)
    assert "Activities in quality system: Asked of employees." in drawn["education"].notes


def test_every_cell_of_a_heatmap_is_printed(drawn, skills):
    from theodolite.display import written

    printed = texts_in(drawn["skills"].svg)
    for panel in skills.panels:
        for row in panel.rows():
            for column in row.cells:
                assert written(column[0]) in printed


def test_names_in_any_script_or_with_signs_are_drawn_as_they_are(regions):
    names = ("日本", "R&D <b> $x^2$", "Île-de-France", "Ελλάδα")
    waves = (("2019", tuple(count_of(n) for n in (5, 6, 7, 8))),)
    svg = draw(replace(regions, places=tiled(names, {}), waves=waves)).svg
    assert not re.search(r"textLength[^>]*>日本", svg)  # as wide as it is
    assert {"日本", "R&amp;D &lt;b&gt; $x^2$", "Île-de-France", "Ελλάδα"} <= set(texts_in(svg))


def test_segments_that_do_not_stand_together_are_named_at_each_run(make_clustermap):
    picture = make_clustermap(has_tree=False)
    codes = picture.segments.codes
    merged = replace(picture.segments, codes=np.where(codes == codes[-1], codes[0], codes))
    printed = texts_in(draw(replace(picture, segments=merged)).svg)
    assert printed.count("continued") == 1


def test_a_tree_of_other_lines_is_refused(make_clustermap):
    picture = make_clustermap()
    shorter = replace(picture, values=picture.values[:100])
    with pytest.raises(TreeDoesNotFit, match="spans 113 lines, but the picture has 100"):
        draw(shorter)


def test_panels_with_other_rows_are_refused(skills, education):
    mixed = replace(skills, panels=(skills.panels[0], education.panels[0]))
    with pytest.raises(PanelsDiffer, match="are not those of"):
        draw(mixed)


def test_missing_values_do_not_stop_a_clustermap(make_clustermap):
    picture = make_clustermap()
    gaps = picture.values.copy()
    gaps[5, 2] = np.nan
    assert "nan" not in draw(replace(picture, values=gaps)).svg


def test_leaves_that_span_equal_lines_are_drawn_as_bars(make_clustermap):
    picture = make_clustermap((3, 4), 3)
    tree = picture.row_tree
    grown = replace(tree, sizes=tree.sizes + 1)
    doubled = replace(
        picture,
        values=np.repeat(picture.values, 2, axis=0),
        segments=replace(picture.segments, codes=np.repeat(picture.segments.codes, 2)),
        strips=(),
        row_tree=grown,
    )
    assert draw(doubled).svg != draw(replace(doubled, row_tree=None)).svg


@pytest.mark.real_data
def test_outlines_are_drawn_with_their_numbers(outlined_regions):
    picture = draw(outlined_regions)
    printed = texts_in(picture.svg)
    for number in ("11", "14", "21", "[c]"):
        assert number in printed
    assert not [
        pair
        for pair in combinations(outlines(picture.figure), 2)
        if pair[0][1].intersection(pair[1][1]).area > 0.5
    ]


@pytest.mark.real_data
def test_numbers_without_room_on_a_map_are_noted(geography, outlined_regions):
    text = (geography / "boundaries_icb22.geojson").read_text()
    places = places_from_geojson(text, key="icb22_code", name="icb22_name")
    waves = (("2019", tuple(count_of(100 + i) for i, _ in enumerate(places))),)
    crowded = draw(replace(outlined_regions, places=places, waves=waves))
    assert any("too small for a number" in note for note in crowded.notes)
    assert f"{places[-1].name} {99 + len(places)}" in crowded.alt
    assert not any("too small" in note for note in draw(outlined_regions).notes)


@pytest.mark.real_data
def test_places_without_an_outline_follow_as_tiles(outlined_regions):
    places = (*outlined_regions.places, Place("none", "Not stated"))
    waves = tuple((label, (*n, count_of(21))) for label, n in outlined_regions.waves)
    printed = texts_in(draw(replace(outlined_regions, places=places, waves=waves)).svg)
    assert printed.count("Not stated") == 2


def test_a_map_of_hidden_numbers_only_can_be_drawn(regions):
    hidden = Estimate("count", None, shown=False)
    waves = (("2019", tuple(hidden for _ in regions.places)),)
    assert texts_in(draw(replace(regions, waves=waves)).svg).count("[c]") == 12


def test_figures_stay_as_reviewed(matches_snapshot, drawn):
    for case in ("screening", "needs", "regions"):
        matches_snapshot(drawn[case].svg, f"display/{case}.svg")
