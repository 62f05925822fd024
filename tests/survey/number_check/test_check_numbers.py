"""What the number checker says of small made-up reports, read as text."""

from pathlib import Path

import pytest

from theodolite.reports.reading import read_printed
from theodolite.survey.number_check import NumberCheck, check_numbers

TABLE = (
    "\n\nTable 1: members by branch\n"
    "\tBranch\tNorth\tSouth\tEast\n"
    "Size\t\t20\t14\t9\n"
    "Craft\t\t\t\t\n"
    "Land\tFarming\t8\t4\t2\n"
    "\tForestry\t2\t2\t1\n"
    "Sea\tFishing\t6\t5\t4\n"
    "\tSailing\t4\t3\t2\n\n"
)


@pytest.fixture
def check(tmp_path: Path):
    def of(text: str) -> NumberCheck:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return check_numbers(read_printed(path))

    return of


def said(found: NumberCheck) -> list[tuple[str, str]]:
    return [(doubt.severity, doubt.expected) for doubt in found.doubts]


def test_sound_statements_are_not_doubted(check) -> None:
    found = check(
        f"In all 43 members answered.{TABLE}"
        "Farming (n = 14) and fishing (n = 15) lead sailing (n = 9) and forestry (n = 5)."
        " Of the North, 40% of the 20 members and 8 of 20 (40%) said yes."
        " 33% of all respondents had farming, and 35% of respondents had fishing."
        " North (20), South (14) and East (9) took part."
    )
    assert said(found) == []
    assert found.checked() >= 8


def test_a_count_that_is_not_the_tables_is_doubted_with_the_sum(check) -> None:
    found = check(f"Most are in farming (n = 16), then sailing (n = 9).{TABLE}")
    assert said(found) == [("certain", "14 (Table 1, 8 + 4 + 2)")]


def test_a_list_of_every_row_must_add_up_to_the_table(check) -> None:
    found = check(
        f"Farming (n = 14), forestry (n = 5), fishing (n = 16) and sailing (n = 9).{TABLE}"
    )
    assert ("certain", "43") in said(found)
    assert "14 + 5 + 16 + 9 = 44" in [doubt.printed for doubt in found.doubts]


@pytest.mark.parametrize(
    ("sentence", "doubts"),
    [
        ("65% of the 43 branches agreed.", []),
        ("73% of the 43 branches agreed.", [("certain", "31 of 43 (72.1%) or 32 of 43 (74.4%)")]),
        ("65% of the 43 branches agreed, and 73% said more.",
         [("likely", "31 of 43 (72.1%) or 32 of 43 (74.4%)")]),
        ("About 73% of the 43 branches agreed.", []),
        ("9 of 20 members (54%) agreed.", [("certain", "9 of 20 (45.0%)")]),
        ("54% (9/20) agreed.", [("certain", "9 of 20 (45.0%)")]),
        ("There are 12 sites (7 public and 6 private).", [("likely", "12")]),
        ("There are 12 sites (7 public and 4 private).", []),
        ("Income rose by 73% of 2015 levels and 12% of 30 mg was lost.", []),
        ("73% of members in 43 places agreed.", []),
    ],
)  # fmt: skip
def test_percentages_and_sums_in_a_sentence(check, sentence: str, doubts: list) -> None:
    assert said(check(sentence)) == doubts


def test_a_share_for_a_row_is_held_against_every_stated_whole(check) -> None:
    text = f"In all 43 responses came.{TABLE}"
    assert said(check(f"{text}33% of respondents had farming as a craft.")) == []
    wrong = check(f"{text}39% of respondents had farming, it seems.")
    assert said(wrong) == [("certain", "14 of 43 (32.6%)")]


def test_more_answers_than_people_need_a_note(check) -> None:
    several = TABLE.rstrip("\n") + "\nTools owned\t\t\t\t\nAxe\t\t15\t9\t8\nNet\t\t10\t9\t5\n\n"
    assert [doubt.severity for doubt in check(several).doubts] == ["likely"]
    noted = several.replace("Tools owned", "Tools owned (tick all that apply)")
    assert check(noted).doubts == ()


def test_unnamed_columns_are_named_by_the_only_order_of_sizes_that_fits(check) -> None:
    heat = "Figure 2: skills\nReading -\t35%\t14%\t33%\nWriting -\t45%\t7%\t11%\n\n"
    found = check(f"{TABLE}{heat}Only 45% of North were good at writing, and 7% of South.")
    assert any("North (20), South (14), East (9)" in agreed.how for agreed in found.agreements)
    assert said(found) == []
    wrong = check(f"{TABLE}{heat}Only 40% of North were good at writing.")
    assert said(wrong) == [("likely", "45%")]


def test_a_gap_told_twice_needs_one_base(check) -> None:
    text = "We had 50 responses, although 8 respondents did not give their employer. "
    assert check(f"{text}In all 16% did not name their workplace.").doubts == ()
    found = check(f"{text}In all 12% did not name their workplace.")
    assert said(found) == [("look", "8 of 50 (16.0%)")]


def test_rounded_counts_are_not_held_to_their_sums(check) -> None:
    table = "\tNorth\tSouth\nYes\t10\t5\nNo\t15\t5\nTotal\t30\t10\n\n"
    assert check(table).doubts != ()
    assert check(f"{table}Counts are rounded to the nearest 5.").doubts == ()


def test_every_doubt_is_one_plain_sentence_with_its_place(check) -> None:
    doubt = check("1 Findings\n\n73% of the 43 branches agreed.").doubts[0]
    assert doubt.sentence() == (
        "Line 3, under “1 Findings”: “73% of the 43 branches agreed.”. Expected: 31 of 43 (72.1%)"
        " or 32 of 43 (74.4%). No whole number of 43 is 73%, however it is rounded."
    )


def test_what_cannot_be_checked_is_counted_with_its_reason(check) -> None:
    found = check("Then 73% agreed.")
    assert [one.printed for one in found.unchecked] == ["Then 73% agreed."]
    assert any("charts" in sentence for sentence in found.not_seen)


@pytest.mark.parametrize(
    "table",
    [
        "\tPrice\tPieces\tTotal\nPen\t3\t4\t12\nInk\t7\t2\t14\n",
        "\tNorth\tSouth\nStaff\t10\t9\nof which new\t6\t2\nGuests\t5\t1\nTotal\t15\t10\n",
        "\tNorth\tSouth\nA\t1\t2\nSubtotal\t1\t2\nB\t3\t4\nSubtotal\t3\t4\nTotal\t4\t6\n",
        "\tNorth\tSouth\nOld\t\t\nA\t1\t2\nTotal\t1\t2\nNew\t\t\nB\t3\t4\nTotal\t3\t4\n"
        "Grand total\t4\t6\n",
        "\tNorth\tSouth\nTotal\t9\t8\nYes\t4\t4\nNo\t5\t3\n",
        "\tNorth\tSouth\nYes\t<5\t4\nNo\t5\t3\nTotal\t8\t7\n",
        "Mean hours\tNorth\tSouth\nMean of A\t4\t4\nMedian of B\t5\t3\nRespondents\t6\t5\n",
    ],
)
def test_tables_that_add_up_in_their_own_way_are_left_alone(check, table: str) -> None:
    assert check(f"{table}\n").doubts == ()
