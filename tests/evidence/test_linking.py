"""Which printed cells are counts, told by what they are and never by how they are called."""

import pytest

from theodolite.evidence.as_printed import as_printed
from theodolite.evidence.bounding import possible_ranges
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, count_of, mean_of, share_of
from theodolite.evidence.linking import link
from theodolite.evidence.remarks import SEVERAL_ANSWERS
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.suppression import hide_others
from theodolite.evidence.table import Block, Row, Table

ROUNDED = PROFILES["lt5_round5"]


def row(label, *estimates, is_total=False, group=""):
    protected = tuple((ROUNDED.protect(one),) for one in estimates)
    return Row(label, protected, group=group, is_total=is_total)


def counts(label, *numbers, **more):
    return row(label, *map(count_of, numbers), **more)


def table(*blocks, columns=("A", "B", "All")):
    return as_printed(Table("t", "T", columns, blocks, SourceNote("", "", "")))


def linked_texts(printed):
    return [cell.text for cell in link([printed], ROUNDED).cells]


def solved(printed):
    system = link([printed], PROFILES["lt5_suppress"])
    hidden = {cell.number: cell.where for cell in system.cells if cell.is_hidden}
    ranges = possible_ranges(system.linked, hidden)
    return [hidden[number] for number, (low, high) in ranges.items() if low == high]


TWO_FOURS = (counts("x", 4, 4, 8), counts("y", 20, 30, 50))


@pytest.mark.parametrize(
    "heading", ["Meaningful work", "Mean, or not?", "Several answers and why", "The Mean."]
)
def test_a_question_is_protected_however_it_is_called(heading):
    printed = table(Block(heading, TWO_FOURS))
    assert hide_others([printed], ROUNDED).places == (f"T: {heading}: x, All",)


def test_a_column_called_value_is_protected_like_any_other():
    printed = table(Block("Q", TWO_FOURS), columns=("Value", "B", "All"))
    assert hide_others([printed], ROUNDED).places == ("T: Q: x, All",)


def test_means_printed_as_whole_numbers_are_not_taken_for_counts():
    """Nor hidden ones for small counts, whatever else stands in the row."""
    printed = table(
        Block("Gender", (row("Women", share_of(35, 100), mean_of(3.2, 100), mean_of(7, 3)),)),
        columns=("Respondents", "Hours", "Days"),
    )
    assert linked_texts(printed) == ["35/100"]


def test_a_row_of_means_between_counts_leaves_their_sums_alone():
    rows = (*TWO_FOURS, row("Mean", mean_of(3, 9), mean_of(4, 9), mean_of(5, 9)))
    total = counts("Total", 24, 34, 58, is_total=True)
    sums = link([table(Block("Q", (*rows, total)))], ROUNDED).linked.sums
    assert sum(one.is_complete and len(one.parts) == 2 for one in sums) == 6


def test_rows_that_count_a_respondent_more_than_once_do_not_add_up():
    total = counts("Answered", 24, 34, 58, is_total=True)
    block = Block("Skills", (*TWO_FOURS, total))
    several = Block("Skills", (*TWO_FOURS, total), note=SEVERAL_ANSWERS)
    in_groups = Block(
        "Skills", (counts("x", 4, 4, 8, group="Old"), *TWO_FOURS[1:], total), note=SEVERAL_ANSWERS
    )
    for one, expected in ((block, 3), (several, 0), (in_groups, 0)):
        sums = link([table(one)], ROUNDED).linked.sums
        assert sum(s.is_complete and len(s.parts) == 2 for s in sums) == 3 + expected


def weighted(percent):
    return Estimate("share", percent / 100, base=40)


def test_no_count_follows_from_a_weighted_share():
    """20 % of 40 would be 8 and 70 % would be 28, which left exactly 4 of 40 for the hidden row."""
    hidden = Estimate("share", None, shown=False)
    rows = (
        Row("yes", ((weighted(20),),)),
        Row("no", ((hidden,),)),
        Row("maybe", ((weighted(70),),)),
        counts("Answered", 40, is_total=True),
    )
    base = Block("Base", (counts("Respondents", 40, is_total=True),))
    printed = table(base, Block("Q", rows), columns=("A",))
    assert linked_texts(printed) == ["40", "[c]", "40"]
    assert solved(printed) == []


def test_equal_answers_to_two_questions_are_two_numbers():
    """Both questions have a row "yes", and only one of the two belongs to each total."""
    one = Block("P", (counts("yes", 20), counts("no", 10), counts("Total", 30, is_total=True)))
    other = Block("Q", (counts("yes", 15), counts("no", 15)))
    more = Block("R", (counts("yes", 5), counts("no", 5), counts("Total", 10, is_total=True)))
    sums = link([table(one, other, more, columns=("A",))], ROUNDED).linked.sums
    assert all(len(set(s.parts)) == len(s.parts) for s in sums)
