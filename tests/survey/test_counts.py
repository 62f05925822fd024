"""Counts, shares and bases agree with each other and with plain counting."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.counting import how_many, lines_of
from tests.survey.small_samples import small_sample
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, share_of
from theodolite.evidence.table import Table
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey import analyse
from theodolite.survey.choices import choices
from theodolite.survey.plan import HeatmapPlan, Measure, TableBlock, TablePlan
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.sample import Sample
from theodolite.survey.synthetic import write_reconstruction
from theodolite.survey.tabulation import heatmap, tabulate

JOB = Question("job", "Job", "single", options=(Option("p", "Physicist"), Option("e", "Engineer")))
SIDE = Question("side", "Side", "single", options=JOB.options)
WHERE = Question("where", "Where", "single", options=(Option("n"), Option("s"), Option("w")))
SKILLS = Question("skills", "Skills", "multiple", options=(Option("read"), Option("write")))
MOOD = Question("mood", "Mood", "scale", low=1, high=3)
TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach")))

RESPONDENTS = st.lists(
    st.fixed_dictionaries(
        {
            "job": st.sampled_from(["p", "e", None]),
            "where": st.sampled_from(["n", "s", "w", None]),
            "skills.read": st.sampled_from([True, False, None]),
            "skills.write": st.sampled_from([True, False, None]),
        }
    ),
    min_size=1,
    max_size=40,
)


def sample_of(people: list[dict[str, Any]], profile: str = "none") -> Sample:
    columns = {key: [one[key] for one in people] for key in people[0]}
    return small_sample([JOB, WHERE, SKILLS], columns, profile=profile)


def cells(table: Table) -> Iterator[tuple[str, str, str, Estimate]]:
    for block in table.blocks:
        for row in block.rows:
            for column, parts in zip(table.columns, row.cells, strict=True):
                for cell in parts:
                    assert cell is not None
                    yield block.label, row.label, column, cell


def asked(*blocks: TableBlock, by: str = "", measure: Measure = "count") -> TablePlan:
    return TablePlan("t", "T", blocks, by=by, measure=measure)


@given(RESPONDENTS)
def test_every_cell_is_what_plain_counting_finds(people: list[dict[str, Any]]) -> None:
    plan = asked(TableBlock(("job",)), TableBlock(("skills",)), by="where")
    for block, row, column, cell in cells(tabulate(sample_of(people), plan)):
        here = [one for one in people if column in ("All", one["where"])]
        if (block, row) == ("Job", "Total"):
            expected = [one for one in here if one["job"]]
        elif block == "Job":
            expected = [one for one in here if one["job"] == {"Physicist": "p"}.get(row, "e")]
        elif row == "Respondents":
            expected = here
        elif row in ("read", "write"):
            expected = [one for one in here if one[f"skills.{row}"]]
        else:
            expected = [one for one in here if one["skills.read"] is not None]
        assert cell.count == len(expected)


@given(RESPONDENTS)
def test_one_answer_each_adds_up_to_the_total(people: list[dict[str, Any]]) -> None:
    table = tabulate(sample_of(people), asked(TableBlock(("job",)), by="where"))
    *rows, total = table.blocks[1].rows
    for column in range(len(table.columns)):
        counts = [row.cells[column][0] for row in (*rows, total)]
        *parts, whole = [cell.count for cell in counts if cell is not None]
        assert sum(part or 0 for part in parts) == whole


@given(RESPONDENTS)
def test_groups_divide_respondents_without_overlap(people: list[dict[str, Any]]) -> None:
    groups = sample_of(people).groups("where")
    together = np.sum(groups.members(), axis=0)
    assert together.tolist() == [int(one["where"] is not None) for one in people]


@given(RESPONDENTS, st.sampled_from([one for one in PROFILES if one != "none"]))
def test_shares_follow_from_the_counts_that_are_shown(
    people: list[dict[str, Any]], profile: str
) -> None:
    sample = sample_of(people, profile)
    plan = asked(TableBlock(("job",)), by="where", measure="share")
    for _, _, _, cell in cells(tabulate(sample, plan)):
        assert cell.count not in range(1, PROFILES[profile].hide_below)
        if cell.unit == "share" and cell.shown:
            assert cell.count is not None
            assert cell.base is not None
            assert cell == share_of(cell.count, cell.base)
            assert cell.count % PROFILES[profile].round_to == 0


def test_a_group_called_like_the_column_for_everyone_is_itself() -> None:
    same = Question("area", "Area", "single", options=(Option("All"), Option("x", "One")))
    people = {"area": ["All", "x", "x"], "job": ["p", "p", "e"]}
    table = tabulate(small_sample([same, JOB], people), asked(TableBlock(("job",)), by="area"))
    assert table.columns == ("All", "One", "All")
    assert [cell.count for _, row, _, cell in cells(table) if row == "Physicist"] == [1, 1, 2]


def test_options_with_one_text_are_counted_apart() -> None:
    twin = Question("twin", "Twin", "single", options=(Option("a", "Yes"), Option("b", "Yes")))
    table = tabulate(
        small_sample([twin], {"twin": ["a", "b", "b"]}), asked(TableBlock(("twin",), only=("b",)))
    )
    assert [cell.count for _, row, _, cell in cells(table) if row == "Yes"] == [2]


def test_questions_side_by_side_share_their_rows() -> None:
    people = {"job": ["p", "p", "e"], "side": ["e", None, "p"]}
    block = TableBlock(("job", "side"), label="Work", parts=("main", "side"))
    table = tabulate(small_sample([JOB, SIDE], people), asked(block))
    assert table.blocks[1].parts == ("main", "side")
    rows = [[cell.count for (cells_,) in [row.cells] for cell in cells_ if cell is not None]
            for row in table.blocks[1].rows]  # fmt: skip
    assert rows == [[2, 1], [1, 1], [3, 2]]


def test_rows_asked_for_come_in_the_order_asked() -> None:
    people = {"where": ["n", "s", "w", "w"]}
    table = tabulate(small_sample([WHERE], people), asked(TableBlock(("where",), only=("w", "n"))))
    assert [row.label for row in table.blocks[1].rows] == ["w", "n", "Answered"]


def test_each_point_of_a_scale_is_counted() -> None:
    table = tabulate(
        small_sample([MOOD], {"mood": [1.0, 3.0, 3.0, None]}), asked(TableBlock(("mood",)))
    )
    assert [(row, cell.count) for _, row, _, cell in cells(table)][1:] == [
        ("1", 1), ("2", 0), ("3", 2), ("Total", 3),
    ]  # fmt: skip


def test_a_scale_begins_and_ends_at_whole_points() -> None:
    odd = Question("odd", "Odd", "scale", low=0.5, high=2.5)
    sample = small_sample([odd], {"odd": [1.0, 2.0]})
    assert [one.code for one in choices(sample, odd, where="here")] == ["1", "2"]


def test_places_typed_freely_become_rows_in_order() -> None:
    place = Question("town", "Town", "place")
    table = tabulate(
        small_sample([place], {"town": ["York", "Bath", "York"]}), asked(TableBlock(("town",)))
    )
    assert [row for _, row, _, _ in cells(table)] == ["Respondents", "Bath", "York", "Total"]


def test_means_leave_out_who_did_not_answer() -> None:
    people = {"time.code": [80.0, 40.0, None], "time.teach": [20.0, 60.0, None]}
    table = tabulate(small_sample([TIME], people), asked(TableBlock(("time",)), measure="mean"))
    means = [(row, cell.value, cell.base) for _, row, _, cell in cells(table)][1:]
    assert means == [("code", 60.0, 2), ("teach", 40.0, 2)]
    assert table.blocks[1].note == "Mean, percent."


def test_means_of_some_parts_can_be_asked_for() -> None:
    people = {"time.code": [80.0], "time.teach": [20.0]}
    sample = small_sample([TIME], people)
    only = TableBlock(("time",), only=("teach",))
    assert [row for _, row, _, _ in cells(tabulate(sample, asked(only, measure="mean")))][1:] == [
        "teach"
    ]
    wrong = TableBlock(("time",), only=("teech",))
    with pytest.raises(UnknownName, match="Did you mean 'teach'"):
        tabulate(sample, asked(wrong, measure="mean"))


def test_a_multi_select_says_that_rows_do_not_add_up() -> None:
    sample = small_sample([SKILLS], {"skills.read": [True], "skills.write": [True]})
    table = tabulate(sample, asked(TableBlock(("skills",))))
    assert "Several answers possible" in table.blocks[1].note


def test_a_heatmap_has_a_panel_for_each_way_to_divide() -> None:
    people = {"where": ["n", "s"], "job": ["p", "e"]}
    plan = HeatmapPlan("h", "H", ("job",), by=("where", ""), measure="count")
    found = heatmap(small_sample([WHERE, JOB], people), plan)
    assert [panel.columns for panel in found.panels] == [("n", "s", "w"), ("All",)]
    assert [panel.code for panel in found.panels] == ["h-where", "h-all"]
    rows = [[row.label for row in panel.rows()] for panel in found.panels]
    assert rows[0] == rows[1]


def test_numbers_without_ends_cannot_be_counted() -> None:
    age = Question("age", "Age", "number")
    with pytest.raises(UnusableSettings, match="has too many"):
        tabulate(small_sample([age], {"age": [31.5]}), asked(TableBlock(("age",))))


def test_a_note_names_the_questions_behind_a_number() -> None:
    people = {"where": ["n"], "job": ["p"]}
    table = tabulate(small_sample([WHERE, JOB], people), asked(TableBlock(("job",)), by="where"))
    assert table.source.questions == ("job", "where")


def test_a_mean_has_the_same_bits_in_any_order() -> None:
    values = [0.1, 0.2, 0.3, 1e9, 7.7, 0.1]
    means = {
        small_sample([MOOD], {"mood": order}).mean(np.array(order), np.ones(6, dtype=bool)).value
        for order in (values, values[::-1], sorted(values))
    }
    assert len(means) == 1


def test_every_cell_of_the_shipped_table_follows_from_its_export(tmp_path: Path) -> None:
    write_reconstruction(tmp_path)
    findings = analyse(tmp_path / "answers.csv", tmp_path / "plan.toml")
    segment_of = dict(findings.segments.select("respondent", "segment").iter_rows())
    lines = lines_of(tmp_path / "answers.csv")
    table = findings.evidence("table-1")
    assert isinstance(table, Table)
    numbered = {
        "Specialism": ("5", "6"), "Educational background": ("9",),
        "Educational level": ("10",), "Professional qualification": ("11",),
    }  # fmt: skip
    seen = 0
    for block in table.blocks[1:]:
        for row in block.rows[:-1]:
            for part, question in enumerate(numbered[block.label]):
                counts = how_many(lines, segment_of, question, row.label)
                for column, parts in zip(table.columns, row.cells, strict=True):
                    cell = parts[part]
                    assert cell is not None
                    assert cell.count == counts.get(column, 0), (row.label, column)
                    seen += 1
    assert seen == 93 // 3 * 4
    with (tmp_path / "answers.csv").open(newline="") as file:
        assert len(list(csv.reader(file))) == 126
