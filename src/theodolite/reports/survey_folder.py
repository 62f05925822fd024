"""Write everything an analysis made into one folder, all of it or nothing."""

from pathlib import Path

import polars as pl

from theodolite.reports.chapters import Pictures, draw_figures, stamp
from theodolite.reports.csv_text import csv_text
from theodolite.reports.page_document import page_document
from theodolite.reports.result_files import (
    as_json,
    document_files,
    figure_files,
    who_may_read,
    write_files,
)
from theodolite.reports.survey_report import (
    short_survey_report,
    survey_report,
    tables_of_findings,
)
from theodolite.reports.workbook import to_workbook
from theodolite.survey.findings import Findings

CONTENTS = """What is in this folder

Disclosure rule: {says}

{shared}
  report.html, report.pdf, report.docx              the whole report
  report-short.html, report-short.pdf, …docx        the short version
  tables.xlsx                                       every table, and every figure as a table
  figures/                                          every figure, with its alternative text
  findings.json                                     the same findings, for programs

About single people: for inside use only, whatever the rule above.
  segments.csv                                      each respondent's cluster and segment
  log.json                                          what was unreadable, doubted, recoded, rejected
"""


INSIDE_ONLY = frozenset({"segments.csv", "log.json"})
"""Files about single people, which never leave whatever the rule is."""


def write_survey_folder(findings: Findings, folder: Path) -> tuple[Path, ...]:
    """Write the report in every format with its tables, figures, findings and log.

    The folder appears when all of it is written; an earlier one is replaced. The same findings
    give the same bytes.
    """
    return write_files(folder, survey_files(findings, draw_figures(findings.chapters)))


def survey_files(findings: Findings, pictures: Pictures) -> dict[str, bytes]:
    """Every file of such a folder by its name."""
    profile = findings.profile
    contents = CONTENTS.format(says=profile.says, shared=who_may_read(profile))
    return {
        "findings.json": findings_for_programs(findings),
        **document_files("report", survey_report(findings, pictures)),
        **document_files("report-short", short_survey_report(findings, pictures)),
        "tables.xlsx": to_workbook(tables_of_findings(findings)),
        **figure_files(pictures.values()),
        "segments.csv": _segments(findings),
        "log.json": as_json(findings.log),
        "CONTENTS.txt": contents.encode(),
    }


def survey_page(findings: Findings, pictures: Pictures) -> bytes:
    """The same report as a page of the workspace shows it."""
    evidence = {one.code: one for chapter in findings.chapters for one in chapter.evidence}
    return as_json(page_document(survey_report(findings, pictures), evidence))


def findings_for_programs(findings: Findings) -> bytes:
    """Everything that was found, as findings.json holds it."""
    return as_json(
        {
            "plan": findings.plan.title,
            "stamp": stamp(findings.profile),
            "disclosure": findings.profile,
            "source": findings.source,
            "chapters": findings.chapters,
        }
    )


def _segments(findings: Findings) -> bytes:
    """One line a respondent; a name that a spreadsheet would compute is kept as text."""
    names = pl.col(pl.String).map_elements(csv_text, return_dtype=pl.String)
    return findings.membership.with_columns(names).write_csv().encode()
