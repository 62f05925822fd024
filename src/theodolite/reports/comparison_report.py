"""The comparison report: what two surveys tell together, as a document."""

from collections.abc import Iterable

from theodolite.display import Picture, draw
from theodolite.evidence.pictures import Evidence
from theodolite.evidence.table import Table
from theodolite.evidence.tabular import tables_of
from theodolite.reports.document import Bullets, Content, Document, Section
from theodolite.reports.survey_report import STAMP, Pictures
from theodolite.survey.comparison import Comparison
from theodolite.survey.findings import Chapter


def draw_comparison(comparison: Comparison) -> dict[str, Picture]:
    """Draw everything that is not a table, by its code."""
    return {
        one.code: draw(one)
        for chapter in comparison.chapters
        for one in chapter.evidence
        if not isinstance(one, Table)
    }


def comparison_report(comparison: Comparison, pictures: Pictures) -> Document:
    """Everything that was compared, chapter by chapter."""
    return _document(
        comparison,
        (
            Section(chapter.title, _blocks(chapter, pictures), code=chapter.code)
            for chapter in comparison.chapters
        ),
    )


def tables_of_comparison(comparison: Comparison) -> Document:
    """Every table, and every figure as a table: what the workbook holds."""
    return _document(
        comparison,
        (
            Section(
                chapter.title, tuple(table for one in chapter.evidence for table in tables_of(one))
            )
            for chapter in comparison.chapters
        ),
    )


def _document(comparison: Comparison, sections: Iterable[Section]) -> Document:
    mapping = comparison.mapping
    return Document(
        title=mapping.title,
        subtitle=mapping.subtitle,
        society=mapping.society,
        date=mapping.report_date,
        notice=mapping.notice,
        stamp=STAMP if comparison.profile.is_inside_use else "",
        sections=tuple(sections),
        source=comparison.source,
        disclosure=comparison.profile,
    )


def _blocks(chapter: Chapter, pictures: Pictures) -> tuple[Content, ...]:
    said = chapter.statements
    words = (Bullets(said),) if len(said) > 1 else said
    return (*words, *(_shown(one, pictures) for one in chapter.evidence))


def _shown(evidence: Evidence, pictures: Pictures) -> Content:
    return evidence if isinstance(evidence, Table) else pictures[evidence.code]
