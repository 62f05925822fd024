"""Write everything a comparison made into one folder, all of it or nothing."""

from pathlib import Path

from theodolite.reports.comparison_report import (
    comparison_report,
    draw_comparison,
    tables_of_comparison,
)
from theodolite.reports.html import to_html
from theodolite.reports.pdf import to_pdf
from theodolite.reports.survey_folder import as_json
from theodolite.reports.word import to_word
from theodolite.reports.workbook import to_workbook
from theodolite.reports.written_together import write_beside
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
    pictures = draw_comparison(comparison)
    document = comparison_report(comparison, pictures)
    files: dict[str, bytes] = {
        "comparison.json": as_json(
            {
                "title": document.title,
                "stamp": document.stamp,
                "disclosure": comparison.profile,
                "source": comparison.source,
                "chapters": comparison.chapters,
            }
        ),
        "report.html": to_html(document),
        "report.pdf": to_pdf(document),
        "report.docx": to_word(document),
        "tables.xlsx": to_workbook(tables_of_comparison(comparison)),
        "log.json": as_json(comparison.log),
        "CONTENTS.txt": _contents(comparison).encode(),
    }
    for one in pictures.values():
        files[f"figures/{one.code}.svg"] = one.svg.encode()
        files[f"figures/{one.code}.txt"] = f"{one.alt}\n".encode()
    with write_beside(folder) as beside:
        for name, content in files.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).write_bytes(content)
    return tuple(folder / name for name in files)


def _contents(comparison: Comparison) -> str:
    shared = (
        "For inside use only: exact counts of small groups."
        if comparison.profile.is_inside_use
        else "May be published, once someone has read it:"
    )
    return CONTENTS.format(says=comparison.profile.says, shared=shared)
