"""Write everything a comparison made into one folder, all of it or nothing."""

from pathlib import Path
from typing import Any

from theodolite.reports.chapters import draw_figures, stamp
from theodolite.reports.comparison_report import comparison_report, tables_of_comparison
from theodolite.reports.result_files import (
    as_json,
    document_files,
    figure_files,
    who_may_read,
    write_files,
)
from theodolite.reports.workbook import to_workbook
from theodolite.survey.comparison import Comparison

CONTENTS = """What is in this folder

Disclosure rule: {says}

{shared}
  report.html, report.pdf, report.docx    the comparison
  tables.xlsx                             every table, and every figure as a table
  figures/                                every figure, with its alternative text
  comparison.json                         the same findings, for programs

For inside use only, whatever the rule above:
  log.json                                what was read, kept and left out; institutions by name
"""


def write_comparison_folder(comparison: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write the report in every format with its tables, figures, findings and log.

    The folder appears when all of it is written; an earlier one is replaced.
    """
    pictures, profile = draw_figures(comparison.chapters), comparison.profile
    contents = CONTENTS.format(says=profile.says, shared=who_may_read(profile))
    return write_files(
        folder,
        {
            "comparison.json": as_json(_for_programs(comparison)),
            **document_files("report", comparison_report(comparison, pictures)),
            "tables.xlsx": to_workbook(tables_of_comparison(comparison)),
            **figure_files(pictures.values()),
            "log.json": as_json(comparison.log),
            "CONTENTS.txt": contents.encode(),
        },
    )


def _for_programs(comparison: Comparison) -> dict[str, Any]:
    return {
        "title": comparison.mapping.title,
        "stamp": stamp(comparison.profile),
        "disclosure": comparison.profile,
        "source": comparison.source,
        "chapters": comparison.chapters,
    }
