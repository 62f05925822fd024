"""A folder of results says the same in every file, and keeps what is about people apart."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, count_of
from theodolite.evidence.pictures import Flow
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.reports.chapters import STAMP, draw_figures
from theodolite.reports.result_files import as_json
from theodolite.reports.survey_folder import write_survey_folder
from theodolite.reports.survey_report import (
    short_survey_report,
    survey_report,
    tables_of_findings,
)
from theodolite.reports.written_together import FolderNotOurs
from theodolite.survey.findings import Chapter, Findings
from theodolite.survey.plan import Plan

NOTE = SourceNote("d" * 64, "s" * 64, "0")
TABLE = Table("t", "Jobs", ("All",), (Block("Job", (Row("p", ((count_of(7),),)),)),), NOTE)
FLOW = Flow("flow", "Flow", count_of(9), count_of(7), (("late", count_of(2)),), NOTE)
KEPT = Statement("kept", "{n} were kept.", NOTE, {"n": count_of(7)})
OTHER = Statement("other", "Nothing else was said.", NOTE)
FINDINGS = Findings(
    plan=Plan("A survey", "q.toml", date(2024, 1, 1), notice="Made up."),
    profile=PROFILES["none"],
    source=NOTE,
    chapters=(
        Chapter("summary", "Summary", statements=(KEPT,), in_short=frozenset({"kept"})),
        Chapter(
            "respondents", "Who answered", ("In our words.",), (KEPT, OTHER), (FLOW, TABLE),
            frozenset({"kept", "flow"}),
        ),
        Chapter("methods", "How", evidence=(replace(TABLE, code="u", title="Doubts"),)),
    ),
    membership=pl.DataFrame(
        {"respondent": ["=1+1", "b,c", "d"], "cluster": [1, 2, None], "segment": ["@x", "y", None]}
    ),
    log={"kept": 7},
)  # fmt: skip


def titles(findings: Findings, *, is_short: bool) -> dict[str, list[str]]:
    build = short_survey_report if is_short else survey_report
    document = build(findings, draw_figures(findings.chapters))
    return {
        section.title: [getattr(block, "title", type(block).__name__) for block in section.blocks]
        for section in document.sections
    }


def test_the_report_has_words_before_tables_and_figures() -> None:
    assert titles(FINDINGS, is_short=False) == {
        "Summary": ["Statement"],
        "Who answered": ["Paragraph", "Bullets", "Flow", "Jobs"],
        "How": ["Doubts"],
    }


def test_the_short_version_has_the_summary_and_what_is_marked_for_it() -> None:
    assert titles(FINDINGS, is_short=True) == {"Summary": ["Statement"], "Who answered": ["Flow"]}
    assert short_survey_report(FINDINGS, draw_figures(FINDINGS.chapters)).is_short


def test_the_workbook_has_every_figure_as_a_table() -> None:
    sections = tables_of_findings(FINDINGS).sections
    assert [[one.title for one in section.blocks] for section in sections] == [
        [], ["Flow", "Jobs"], ["Doubts"],
    ]  # fmt: skip


def test_only_reports_for_inside_use_are_stamped() -> None:
    assert survey_report(FINDINGS, draw_figures(FINDINGS.chapters)).stamp == STAMP
    published = replace(FINDINGS, profile=PROFILES["lt5_round5"])
    assert survey_report(published, draw_figures(published.chapters)).stamp == ""


def test_every_promised_file_is_written_where_it_was_said(tmp_path: Path) -> None:
    files = write_survey_folder(FINDINGS, tmp_path / "out")
    assert {path.relative_to(tmp_path / "out") for path in files} == {
        path.relative_to(tmp_path / "out")
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_names_that_a_spreadsheet_would_split_and_compute_are_kept_as_text(tmp_path: Path) -> None:
    named = replace(FINDINGS, membership=FINDINGS.membership.with_columns(segment=pl.lit("a;=1")))
    write_survey_folder(named, tmp_path / "out")
    assert ";=" not in (tmp_path / "out" / "segments.csv").read_text("utf-8")


def test_names_that_a_spreadsheet_would_compute_are_kept_as_text(tmp_path: Path) -> None:
    write_survey_folder(FINDINGS, tmp_path / "out")
    text = (tmp_path / "out" / "segments.csv").read_text("utf-8")
    assert text == "respondent,cluster,segment\n'=1+1,1,'@x\n\"b,c\",2,y\nd,,\n"


def test_an_earlier_folder_is_replaced_whole(tmp_path: Path) -> None:
    write_survey_folder(FINDINGS, tmp_path / "out")
    (tmp_path / "out" / "figures" / "old.svg").write_text("old")
    write_survey_folder(FINDINGS, tmp_path / "out")
    assert not (tmp_path / "out" / "figures" / "old.svg").exists()


def test_a_folder_that_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotOurs):
        write_survey_folder(FINDINGS, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_contents_say_what_may_leave_the_society(tmp_path: Path) -> None:
    published = replace(FINDINGS, profile=PROFILES["lt5_round5"])
    for findings, said in ((FINDINGS, "For inside use only"), (published, "May be published")):
        write_survey_folder(findings, tmp_path / "out")
        contents = (tmp_path / "out" / "CONTENTS.txt").read_text("utf-8")
        assert said in contents
        assert findings.profile.says in contents
        assert contents.index("About single people") < contents.index("segments.csv")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (float("nan"), None),
        (np.array([[1.0, np.nan]]), [[1.0, None]]),
        (frozenset({"b", "a"}), ["a", "b"]),
        ((1, "é"), [1, "é"]),
        ({"k": Estimate("count", None, shown=False)}, None),
    ],
)
def test_json_has_null_for_what_has_no_value(value: Any, told: Any) -> None:
    parsed = json.loads(as_json(value))
    if isinstance(value, Mapping):
        assert parsed["k"]["type"] == "estimate"
        assert parsed["k"]["value"] is told
    else:
        assert parsed == told
    assert b"NaN" not in as_json(value)
