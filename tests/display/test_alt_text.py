"""Who hears a figure learns the numbers that others see, and no others."""

import re
from dataclasses import replace

import pytest

from theodolite.display import describe, with_interval, written
from theodolite.display.notes import estimates_in
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, count_of, mean_of, share_of
from theodolite.evidence.pictures import Heatmap
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block, Row, Table

SOURCE = SourceNote("a" * 64, "b" * 64, "0.1.0")


def percentages(text: str) -> set[str]:
    return set(re.findall(r"\d+%", text))


def test_a_flow_tells_every_number(screening):
    assert describe(screening) == (
        "Flow of respondents: 125 received. "
        "Rejected, role is not in medical physics or clinical engineering: 5. "
        "Rejected, no hours on computing activities: 7. Kept for analysis: 113."
    )


def test_a_map_tells_every_region_in_every_wave(regions):
    alt = describe(regions)
    for _, wave in regions.waves:
        for place, number in zip(regions.places, wave, strict=True):
            told = written(number) if number.shown else "not shown"
            assert f"{place.name} {told}" in alt
    assert "[c]" not in alt


def test_intervals_tell_every_line_with_its_ends(needs):
    alt = describe(needs)
    for _, label, value in needs.lines:
        if value.shown and value.value is not None:
            assert f"{label} {with_interval(value)}" in alt
    assert "Web development not shown" in alt
    assert "System architecture no answers" in alt


def test_a_heatmap_tells_the_highest_and_the_lowest_of_each_column(skills):
    alt = describe(skills)
    assert percentages(alt) <= {written(e) for e in estimates_in(skills)}
    assert "Computing: highest for Security review (97%), lowest for" in alt
    for panel in skills.panels:
        for column in panel.columns:
            assert f"{column}: highest" in alt


def test_totals_are_not_mistaken_for_the_highest():
    rows = (
        Row("Physics", ((count_of(30),),)),
        Row("Engineering", ((count_of(12),),)),
        Row("All", ((count_of(42),),), is_total=True),
    )
    table = Table("t", "T", ("Support",), (Block("", rows),), SOURCE)
    alt = describe(Heatmap("h", "H", (table,), ("Background",), SOURCE))
    assert "highest for Physics (30), lowest for Engineering (12)" in alt
    assert "42" not in alt


def test_a_clustermap_tells_the_segments_from_top_to_bottom(make_clustermap):
    picture = make_clustermap()
    alt = describe(picture)
    assert alt.startswith("Clustermap of 113 respondents by 7 columns")
    order = list(dict.fromkeys(picture.segments.codes.tolist()))
    told = [
        alt.index(f"{picture.segments.names[i]}, {written(picture.segment_sizes[i])} respondents")
        for i in order
    ]
    assert told == sorted(told)


def test_a_segment_is_described_by_the_means_it_comes_with_and_by_no_others(make_clustermap):
    picture = make_clustermap()
    means = tuple(tuple(mean_of(10.0 * i, 28) for i in range(7)) for _ in picture.segments.names)
    alt = describe(replace(picture, segment_means=means))
    last, before = picture.columns[6], picture.columns[5]
    assert f"highest in {last} (60.0 on average) and {before} (50.0 on average)" in alt
    assert "on average" not in describe(replace(picture, segment_means=()))


def test_a_segment_too_small_to_show_is_not_described(make_clustermap):
    alt = describe(make_clustermap(shown=False))
    assert "Scientific application users: too few people to describe." in alt


def test_averaged_lines_are_said_to_be_averages(make_clustermap):
    alt = describe(make_clustermap(has_tree=False, per_line=88))
    assert "Each line is the average of about 88 respondents." in alt


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_what_is_hidden_cannot_be_heard(small):
    def told(count: int) -> str:
        protect = PROFILES["lt5_round5"].protect
        rows = tuple(
            Row(label, ((protect(share_of(n, 40)),),))
            for label, n in (("a", count), ("b", 20), ("c", 12))
        )
        table = Table("t", "T", ("Support",), (Block("", rows),), SOURCE)
        return describe(Heatmap("h", "H", (table,), ("Skills",), SOURCE))

    assert told(small) == told(1)
    assert "1 not shown" in told(small)


def test_a_number_of_respondents_that_is_hidden_is_said_to_be(make_clustermap):
    hidden = replace(make_clustermap(), respondents=Estimate("count", None, shown=False))
    assert "respondents whose number is not shown" in describe(hidden)


def test_alternative_texts_stay_as_reviewed(
    matches_snapshot, make_clustermap, skills, education, regions, needs
):
    for evidence in (make_clustermap(), skills, education, regions, needs):
        matches_snapshot(describe(evidence) + "\n", f"display/{evidence.code}.alt.txt")
