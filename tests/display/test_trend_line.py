"""A share over time drawn, told and tabulated from the same numbers."""

from dataclasses import replace

import pytest

from theodolite.display import describe, draw
from theodolite.evidence.estimate import Estimate, share_of
from theodolite.evidence.pictures import TrendLine
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.tabular import tables_of, tidy_rows

PERIODS = tuple(f"{2023 + m // 12}-{m % 12 + 1:02d}" for m in range(18))


@pytest.fixture(scope="module")
def trend() -> TrendLine:
    """A phrase in a few of 400 items a month, rising; two months of which nothing is known."""
    counts = [2, 3, 1, 2, 4, None, None, 3, 2, 4, 3, 6, 9, 12, 15, 14, 18, 20]
    shares = tuple(share_of(0, 0) if one is None else share_of(one, 400) for one in counts)
    forecast = tuple(
        Estimate("share", 0.05 + 0.003 * i, low=0.035 - 0.002 * i, high=0.07 + 0.007 * i)
        for i in range(4)
    )
    unchanged = tuple(Estimate("share", 0.05, low=0.03, high=0.075) for _ in range(4))
    return TrendLine(
        code="trend-phrase-ferrite",
        title="Phrase “ferrite sensing”",
        by="month",
        periods=PERIODS,
        shares=shares,
        source=SourceNote("a" * 64, "b" * 64, "0.1.0"),
        ahead=("2024-07", "2024-08", "2024-09", "2024-10"),
        method="damped trend",
        forecast=forecast,
        unchanged=unchanged,
        marks=((13, "rise told 2024-02"), (15, "rise told 2024-04")),
        verdict="Over 12 earlier starts the damped trend forecast was off by 0.80.",
    )


def test_the_figure_is_as_it_was_looked_at(trend: TrendLine, matches_snapshot) -> None:
    matches_snapshot(draw(trend).svg, "display/trend.svg")


def test_a_figure_without_forecast_has_no_names_at_its_side(
    trend: TrendLine, matches_snapshot
) -> None:
    bare = replace(trend, forecast=(), unchanged=(), marks=((13, "fall told 2024-02"),), verdict="")
    picture = draw(bare)
    assert "if nothing changes" not in picture.svg
    matches_snapshot(picture.svg, "display/trend-without-forecast.svg")


def test_the_figure_says_what_it_shows_without_a_caption(trend: TrendLine) -> None:
    svg = draw(trend).svg
    for words in ("ferrite sensing", "Share of all items by month, with 95% intervals",
                  "rise told 2024-02", "forecast (damped trend)", "if nothing changes",
                  "with 80% interval", "Over 12 earlier starts"):  # fmt: skip
        assert words in svg


def test_the_same_trend_gives_the_same_bytes(trend: TrendLine) -> None:
    assert draw(trend).svg == draw(trend).svg
    assert draw(trend).png(72) == draw(trend).png(72)


def test_who_hears_it_learns_what_who_sees_it_does(trend: TrendLine) -> None:
    told = describe(trend)
    assert told.startswith("Line chart of Phrase “ferrite sensing”: its share of items by month.")
    assert "It was 0.5% (0.14–1.8%) in 2023-01 and 5% (3.26–7.6%) in 2024-06." in told
    assert "Nothing is known of 2 months." in told
    assert "Rise told 2024-02." in told
    assert "By 2024-10 the forecast (damped trend) is 5.9% (2.9–9.1%)" in told
    assert "if nothing changes, it is 5% (3–7.5%)" in told
    assert ".." not in told


def test_a_trend_of_one_known_period_can_be_drawn(trend: TrendLine) -> None:
    lone = replace(
        trend,
        shares=tuple(e if i == 4 else share_of(0, 0) for i, e in enumerate(trend.shares)),
        forecast=(), unchanged=(), marks=(),
    )  # fmt: skip
    assert draw(lone).svg


def test_a_trend_of_nothing_can_be_drawn_and_says_so(trend: TrendLine) -> None:
    nothing = replace(
        trend, shares=(share_of(0, 0),) * 18, forecast=(), unchanged=(), marks=(), verdict=""
    )
    assert draw(nothing).svg
    assert "Nothing is known of 18 months" in describe(nothing)


def test_its_table_has_every_number_in_percent(trend: TrendLine) -> None:
    (table,) = tables_of(trend)
    assert [block.label for block in table.blocks] == [
        "Observed", "Forecast (damped trend)", "If nothing changes",
    ]  # fmt: skip
    rows = list(tidy_rows(table))
    assert rows[0][3] == "2023-01"
    assert rows[0][6] == pytest.approx(0.5)
    assert rows[5][6] is None
    assert len(rows) == 18 + 4 + 4
