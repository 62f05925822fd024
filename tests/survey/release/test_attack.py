"""An attack tells what a release gives away, where, and from which numbers."""

import numpy as np

from tests.evidence.small_tables import hidden, hidden_but_totals, printed, rounded
from theodolite.evidence.disclosure import OTHERS_HIDDEN, PROFILES
from theodolite.evidence.printed import (
    Printed,
    PrintedBlock,
    PrintedRow,
    PrintedTable,
    PrintedText,
)
from theodolite.evidence.released import Released
from theodolite.survey.release import attack
from theodolite.survey.synthetic.published import PRIMARY

ROUNDED, EXACT = PROFILES["lt5_round5"], PROFILES["lt5_suppress"]
TABLE_1 = np.array(list(PRIMARY.values()))


def release(*tables, profile=None, texts=(), name="report.html", **more):
    words = tuple(PrintedText(text, "paragraph 1") for text in texts)
    return Released("release", (Printed(name, words, tables),), profile=profile, **more)


def lines(*rows, columns=("A", "B", "All"), title="T", heading=""):
    printed_rows = tuple(PrintedRow((label,), tuple((c,) for c in cells)) for label, *cells in rows)
    return PrintedTable(title, columns, (PrintedBlock(heading, printed_rows),), "")


def sentences(found, kind):
    return [one.sentence for one in found.weaknesses if one.kind == kind]


def test_table_1_with_exact_totals_gives_up_four_cells_each_with_its_reason():
    found = attack(release(printed(TABLE_1, hidden_but_totals)))
    solved = sentences(found, "solved")
    assert found.hidden == 16
    assert len(solved) == 4
    assert solved[0] == (
        "'T', row 0, column 0: hidden, but must be 3, from row 0, All = 42; row 0, column 1 = 18;"
        " row 0, column 2 = 21 (and what these add up with)."
    )


def test_a_table_that_names_its_rule_and_is_rounded_gives_nothing_up():
    safe = np.array([[20, 30, 41], [2, 17, 33], [8, 3, 60]])
    assert attack(release(printed(safe, rounded), profile=ROUNDED)).weaknesses == ()


def test_two_fours_under_a_rounded_total_are_solved():
    counts = np.array([[4, 4, 0], [20, 30, 40]])
    found = attack(release(printed(counts, rounded), profile=ROUNDED))
    assert len(sentences(found, "solved")) == 2


def test_a_note_that_marks_may_be_more_is_believed():
    table = printed(np.array([[4, 4, 0], [20, 30, 40]]), rounded)
    assert not attack(release(table, profile=ROUNDED, texts=[OTHERS_HIDDEN])).weaknesses


def test_a_count_that_must_be_small_though_its_mark_could_be_anything_is_bounded():
    counts = np.array([[2, 1, 20], [1, 2, 30], [15, 40, 50]])
    found = attack(release(printed(counts, hidden), profile=EXACT))
    assert "must be between 1 and 2" in sentences(found, "bounded")[0]


def test_a_share_of_a_base_is_a_count():
    table = lines(("Respondents", "10", "25"), ("Yes", "30%", "40%"), columns=("A", "B"))
    shares = lines(("Yes", "[c]", "10"), columns=("A", "B"), title="again")
    found = attack(release(table, shares))
    assert "'again', Yes, A: hidden, but must be 3" in sentences(found, "solved")[0]


def test_a_number_hidden_in_one_table_and_shown_in_another_is_solved():
    tables = (
        lines(("Yes", "[c]", "20", "30")),
        lines(("Yes", "12", "20", "30"), title="again"),
    )
    found = attack(release(*tables, profile=EXACT))
    assert "must be 12" in sentences(found, "solved")[0]


def test_small_counts_in_cells_and_words_are_named():
    table = lines(("Yes", "3", "20", "25"))
    found = attack(release(table, profile=ROUNDED, texts=["Wales: 2 respondents", "in 3 segments"]))
    assert sentences(found, "small") == [
        "'T', Yes, A: 3 is printed in report.html, although the rule hides counts of 1 to 4.",
        "report.html, paragraph 1: '2 respondents' is said, although the rule hides counts of"
        " 1 to 4.",
    ]


def test_a_question_is_attacked_however_it_is_called():
    table = lines(("x", "3", "20", "25"), heading="Meaningful work")
    assert len(sentences(attack(release(table, profile=ROUNDED)), "small")) == 1


def test_a_mean_or_probability_of_1_is_not_a_small_count():
    means = (("mean",), ("mean",), ("count",))
    row = PrintedRow(("Groups",), (("1",), ("[c]",), ("25",)), means)
    table = PrintedTable("T", ("Probability", "B", "All"), (PrintedBlock("", (row,)),), "")
    found = attack(release(table, profile=ROUNDED))
    assert (found.weaknesses, found.hidden) == ((), 0)


def test_a_share_is_the_same_as_a_fraction_and_a_difference_as_its_percentage():
    """A workbook holds 95 % as 0.95, and by that a difference of −0.31 may be read as −31 %."""
    data = Printed("findings.json", (), (lines(("Women", "95/100", "-0.31", "1.00")),))
    book = Printed("tables.xlsx", (), (lines(("Women", "0.95", "-31%", "100%")),))
    assert attack(Released("release", (data, book), profile=ROUNDED)).weaknesses == ()


def test_two_files_that_print_a_cell_differently_are_named():
    page = Printed("report.html", (), (lines(("Yes", "57%", "20", "[c]"), title="Table 2 T"),))
    book = Printed("tables.xlsx", (), (lines(("Yes", "57%", "25", "30"), title="Table 5: T"),))
    data = Printed("findings.json", (), (lines(("Yes", "20/35", "20", "[c]")),))
    found = attack(Released("release", (data, page, book), profile=ROUNDED))
    assert sentences(found, "disagrees") == [
        "'T', Yes, B: findings.json prints 20, tables.xlsx prints 25.",
        "'T', Yes, All: findings.json prints [c], tables.xlsx prints 30.",
    ]


def test_inside_use_is_said_at_once_and_nothing_else():
    table = printed(TABLE_1, hidden_but_totals)
    found = attack(release(table, profile=PROFILES["none"], about_people=("segments.csv",)))
    assert [one.kind for one in found.weaknesses] == ["inside use"]
    assert "must not be released" in found.weaknesses[0].sentence


def test_files_about_single_people_are_named():
    table = lines(("Yes", "15", "20", "35"))
    found = attack(release(table, profile=ROUNDED, about_people=("segments.csv",)))
    assert [(one.kind, one.file) for one in found.weaknesses] == [("about people", "segments.csv")]
