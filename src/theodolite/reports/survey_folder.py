"""Write everything an analysis made into one folder, all of it or nothing."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from theodolite.display import Picture
from theodolite.reports.document import Document
from theodolite.reports.html import to_html
from theodolite.reports.pdf import to_pdf
from theodolite.reports.survey_report import (
    draw_figures,
    short_survey_report,
    stamp,
    survey_report,
    tables_of_findings,
)
from theodolite.reports.word import to_word
from theodolite.reports.workbook import as_text, to_workbook
from theodolite.reports.written_together import write_beside
from theodolite.survey.findings import Findings

CONTENTS = """What is in this folder

{rule}

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


def write_survey_folder(findings: Findings, folder: Path) -> tuple[Path, ...]:
    """Write the report in every format with its tables, figures, findings and log.

    The folder appears when all of it is written; an earlier one is replaced. The same findings
    give the same bytes.
    """
    pictures = draw_figures(findings)
    files: dict[str, bytes] = {
        "findings.json": as_json(_for_programs(findings)),
        **_documents("report", survey_report(findings, pictures)),
        **_documents("report-short", short_survey_report(findings, pictures)),
        "tables.xlsx": to_workbook(tables_of_findings(findings)),
        **_figures(pictures.values()),
        "segments.csv": _segments(findings),
        "log.json": as_json(findings.log),
        "CONTENTS.txt": _contents(findings).encode(),
    }
    with write_beside(folder) as beside:
        for name, content in files.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).write_bytes(content)
    return tuple(folder / name for name in files)


def as_json(value: Any) -> bytes:
    """Findings as JSON: dataclasses become objects, hidden and missing numbers null."""
    return (json.dumps(_plain(value), ensure_ascii=False, indent=1) + "\n").encode()


def _for_programs(findings: Findings) -> dict[str, Any]:
    return {
        "plan": findings.plan.title,
        "stamp": stamp(findings),
        "disclosure": findings.profile,
        "source": findings.source,
        "chapters": findings.chapters,
    }


def _documents(name: str, document: Document) -> dict[str, bytes]:
    return {
        f"{name}.html": to_html(document),
        f"{name}.pdf": to_pdf(document),
        f"{name}.docx": to_word(document),
    }


def _figures(pictures: Iterable[Picture]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for one in pictures:
        files[f"figures/{one.code}.svg"] = one.svg.encode()
        files[f"figures/{one.code}.txt"] = f"{one.alt}\n".encode()
    return files


def _segments(findings: Findings) -> bytes:
    """One line a respondent; a name that a spreadsheet would compute is kept as text."""
    names = pl.col(pl.String).map_elements(as_text, return_dtype=pl.String)
    return findings.membership.with_columns(names).write_csv().encode()


def _contents(findings: Findings) -> str:
    can_be_shared = not findings.profile.is_inside_use
    shared = (
        "May be published, once someone has read it:"
        if can_be_shared
        else "For inside use only: exact counts of small groups."
    )
    return CONTENTS.format(rule=f"Disclosure rule: {findings.profile.says}", shared=shared)


def _plain(value: Any) -> Any:
    """The value in the few types that JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {"type": type(value).__name__.lower(), **named}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    is_nan = isinstance(value, float) and math.isnan(value)
    return None if is_nan else value
