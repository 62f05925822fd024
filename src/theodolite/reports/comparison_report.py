"""The comparison report: what two surveys tell together, as a document."""

from theodolite.reports.chapters import Pictures, document, section, tables_section
from theodolite.reports.document import Document
from theodolite.survey.comparison import Comparison


def comparison_report(comparison: Comparison, pictures: Pictures) -> Document:
    """Everything that was compared, chapter by chapter."""
    sections = (section(chapter, pictures) for chapter in comparison.chapters)
    return document(comparison, comparison.mapping, sections)


def tables_of_comparison(comparison: Comparison) -> Document:
    """Every table, and every figure as a table: what the workbook holds."""
    return document(comparison, comparison.mapping, map(tables_section, comparison.chapters))
