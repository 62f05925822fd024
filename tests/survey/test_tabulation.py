"""Tables say what was counted, out of how many who answered."""

import numpy as np

from tests.survey.small_answers import small_answers
from tests.survey.small_samples import small_sample
from theodolite.display.wording import written
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block
from theodolite.survey.plan import (
    Clustering,
    HeatmapPlan,
    Measure,
    NamedSegment,
    TableBlock,
    TablePlan,
)
from theodolite.survey.profiles import characteristics
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.sample import Sample
from theodolite.survey.segments import find_segments
from theodolite.survey.tabulation import heatmap, tabulate

MOVE = Question("move", "Would move", "single", options=(Option("Yes"), Option("No")))
HOURS = Question("hours", "Hours", "number", options=(Option("0", value=0), Option("8", value=8)))
TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))
ANSWERED = small_answers(
    [MOVE, HOURS, TIME],
    {
        "move": ["Yes", "Yes", "Yes", "No", "No", None],
        "hours": [0.0, 8.0, 8.0, 5.0, None, None],
        "time.code": [90.0, 80.0, 85.0, 10.0, 5.0, 15.0],
        "time.teach": [10.0, 20.0, 15.0, 90.0, 95.0, 85.0],
    },
)


def _sample(*, with_segments: bool = False) -> Sample:
    named = (
        NamedSegment("Coders", (1,), description="Mostly write code."),
        NamedSegment("Teachers", (2,)),
    )
    segments = find_segments(ANSWERED, Clustering("time", 2), named) if with_segments else None
    return Sample(ANSWERED, PROFILES["none"], SourceNote("d", "s", "0"), segments)


def _block(question: str, measure: Measure, *only: str) -> Block:
    plan = TablePlan("t", "Title", (TableBlock((question,), only=only),), by="", measure=measure)
    return tabulate(_sample(), plan).blocks[1]


def _numbers(block: Block) -> dict[str, float | None]:
    return {row.label: row.cells[0][0].value for row in block.rows if row.cells[0][0] is not None}


def test_counts_of_the_one_answer_of_each_end_in_their_sum() -> None:
    assert _numbers(_block("move", "count")) == {"Yes": 3, "No": 2, "Total": 5}


def test_a_number_that_is_no_option_has_a_row_of_its_own() -> None:
    counted = {"0": 1, "8": 2, "Other values": 1, "Total": 4}
    assert _numbers(_block("hours", "count")) == counted


def test_a_number_between_the_points_of_a_scale_has_a_row_of_its_own() -> None:
    enough = Question("enough", "Enough", "scale", low=0, high=2)
    before = Question("before", "Before", "scale", low=0, high=2)
    sample = small_sample([enough, before], {"enough": [0.0, 1.0, 1.5], "before": [2.0, 2.0, 0.0]})
    side_by_side = TableBlock(("enough", "before"), parts=("now", "before"))
    block = tabulate(sample, TablePlan("t", "T", (side_by_side,), by="")).blocks[1]
    assert {row.label: tuple(map(written, row.cells[0])) for row in block.rows} == {
        "0": ("1", "1"),
        "1": ("1", "0"),
        "2": ("0", "2"),
        "Other values": ("1", "0"),
        "Total": ("3", "3"),
    }


def test_a_heatmap_says_how_many_answered_each_question_that_not_all_answered() -> None:
    plan = HeatmapPlan("h", "H", ("move", "hours"), by=("", "move"))
    everyone, by_move = heatmap(_sample(), plan).panels
    assert [row.label for row in everyone.blocks[1].rows] == ["Yes", "No", "Answered"]
    assert _numbers(everyone.blocks[1])["Answered"] == 5
    answered = by_move.blocks[2].rows[-1]
    assert (answered.label, answered.is_total) == ("Answered", True)
    assert [written(column[0]) for column in answered.cells] == ["3", "1"]


def test_a_heatmap_repeats_no_base_where_all_answered() -> None:
    (panel,) = heatmap(_sample(), HeatmapPlan("h", "H", ("time",), by=("",), measure="mean")).panels
    assert [row.label for row in panel.blocks[1].rows] == ["code", "teach"]


def test_a_heatmap_of_means_says_how_many_gave_a_number() -> None:
    plan = HeatmapPlan("h", "H", ("hours",), by=("",), measure="mean")
    (panel,) = heatmap(_sample(), plan).panels
    assert _numbers(panel.blocks[1]) == {"Hours": 5.25, "Answered": 4}


def test_shares_end_in_the_number_who_answered() -> None:
    assert _numbers(_block("move", "share")) == {"Yes": 0.6, "No": 0.4, "Answered": 5}


def test_some_rows_of_a_question_still_end_in_everyone_who_answered_it() -> None:
    assert _numbers(_block("move", "count", "Yes")) == {"Yes": 3, "Answered": 5}
    assert _numbers(_block("move", "share", "Yes")) == {"Yes": 0.6, "Answered": 5}


def test_a_segments_profile_begins_with_what_was_written_of_it() -> None:
    coders, teachers = characteristics(_sample(with_segments=True), ["move"])
    assert coders.template.startswith("{segment} (respondents: {size}). {description}")
    assert coders.values["description"] == "Mostly write code."
    assert "{description}" not in teachers.template


def test_of_two_answers_that_exclude_each_other_a_profile_mentions_one() -> None:
    sample = _sample(with_segments=True)
    assert sample.segments is not None
    assert np.array_equal(sample.segments.membership, [0, 0, 0, 1, 1, 1])
    coders, teachers = characteristics(sample, ["move"])
    mentioned = [
        value for one in (coders, teachers) for value in one.values.values() if "move" in str(value)
    ]
    assert mentioned == ["Would move: Yes", "Would move: Yes"]
