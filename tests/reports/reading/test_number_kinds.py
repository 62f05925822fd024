"""What a printed number is follows from what is said of it, never from a title."""

import pytest

from theodolite.evidence.printed import Printed, PrintedBlock, PrintedRow, PrintedTable, PrintedText
from theodolite.evidence.remarks import SEVERAL_ANSWERS, WEIGHTED, mean_remark
from theodolite.reports.reading.number_kinds import with_kinds


def printed(heading, *texts, units=(), title="T", said=""):
    row = PrintedRow(("a",), tuple((text,) for text in texts), units)
    columns = tuple(f"column {i}" for i in range(len(texts)))
    table = PrintedTable(title, columns, (PrintedBlock(heading, (row,)),), "table 1")
    return Printed("report.html", (PrintedText(said, "paragraph 1"),), (table,))


def block(document):
    return document.tables[0].blocks[0]


def units(document):
    return [unit for column in block(document).rows[0].units for unit in column]


@pytest.mark.parametrize("heading", ["Time (Mean, hours.)", "Time Mean, hours.", "(Mean.)"])
def test_the_remark_under_a_heading_tells_of_means(heading):
    (read,) = with_kinds([printed(heading, "3", "[c]")])
    assert units(read) == ["mean", "mean"]
    assert block(read).title in ("Time", "")


@pytest.mark.parametrize(
    "heading", ["Meaningful work", "Mean, or not?", "Mean time", "Several answers possible", ""]
)
def test_a_title_tells_nothing(heading):
    (read,) = with_kinds([printed(heading, "3", "[c]")])
    assert (units(read), block(read).title) == ([None, None], heading)
    assert not block(read).is_several


@pytest.mark.parametrize("heading", [f"Skills ({SEVERAL_ANSWERS})", f"Skills {SEVERAL_ANSWERS}"])
def test_the_remark_tells_that_several_answers_were_possible(heading):
    (read,) = with_kinds([printed(heading, "30")])
    assert (block(read).title, block(read).is_several) == ("Skills", True)


def test_every_remark_that_is_written_is_read():
    for unit in ("", "percent", "hours a week", "£ (thousands)"):
        (read,) = with_kinds([printed(f"Q (a) ({mean_remark(unit)})", "3")])
        assert (units(read), block(read).title) == (["mean"], "Q (a)"), unit


def test_one_decimal_tells_of_its_row_but_not_of_percentages():
    (read,) = with_kinds([printed("", "35%", "0.53", "1", "[c]")])
    assert units(read) == [None, "mean", "mean", "mean"]


def test_a_percentage_in_a_weighted_report_is_a_share_without_a_count():
    (read,) = with_kinds([printed("", "35%", "40", said=f"{WEIGHTED} region; counts are of …")])
    assert units(read) == ["share", None]


def test_a_file_for_programs_tells_which_numbers_elsewhere_are_means():
    told = printed("", "0.9999", "1", units=(("mean",), ("mean",)))
    book = printed("Groups", "1", "1", title="Table 3: T")
    assert units(with_kinds([told, book])[1]) == ["mean", "mean"]
    other = printed("Groups", "1", "1", title="Another")
    assert units(with_kinds([told, other])[1]) == [None, None]
