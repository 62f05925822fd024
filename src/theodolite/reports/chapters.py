"""Chapters of findings become sections of a document, the same way for every kind of analysis."""

from collections.abc import Iterable, Mapping

from theodolite.display import Picture, draw
from theodolite.evidence.disclosure import Profile
from theodolite.evidence.pictures import Evidence
from theodolite.evidence.table import Table
from theodolite.evidence.tabular import tables_of
from theodolite.reports.document import Bullets, Content, Document, Paragraph, Section
from theodolite.survey.comparison import Comparison, SurveyMapping
from theodolite.survey.findings import Chapter, Findings
from theodolite.survey.plan import Plan

STAMP = "INSIDE USE ONLY: exact counts of small groups. Do not publish or pass on."

Pictures = Mapping[str, Picture]
"""Every figure of the findings, drawn once, by its code."""


def stamp(profile: Profile) -> str:
    """What every page of an inside-use report says; nothing where it may be published."""
    return STAMP if profile.is_inside_use else ""


def draw_figures(chapters: Iterable[Chapter]) -> Pictures:
    """Draw everything that is not a table."""
    return {
        one.code: draw(one)
        for chapter in chapters
        for one in chapter.evidence
        if not isinstance(one, Table)
    }


def section(chapter: Chapter, pictures: Pictures) -> Section:
    """Words first, then tables and figures, each drawn from the evidence the words rest on."""
    words = tuple(Paragraph(text) for text in chapter.passages)
    statements = chapter.statements
    said = (Bullets(statements),) if len(statements) > 1 else statements
    exhibits = (shown(one, pictures) for one in chapter.evidence)
    return Section(chapter.title, (*words, *said, *exhibits), code=chapter.code)


def shown(evidence: Evidence, pictures: Pictures) -> Content:
    """A table as it is, anything else as its picture."""
    return evidence if isinstance(evidence, Table) else pictures[evidence.code]


def tables_section(chapter: Chapter) -> Section:
    """Every table of a chapter, and every figure as a table."""
    return Section(chapter.title, tuple(t for one in chapter.evidence for t in tables_of(one)))


def document(
    found: Findings | Comparison, settings: Plan | SurveyMapping, sections: Iterable[Section]
) -> Document:
    """The sections under the title that the settings give."""
    return Document(
        title=settings.title,
        subtitle=settings.subtitle,
        society=settings.society,
        date=settings.report_date,
        notice=settings.notice,
        stamp=stamp(found.profile),
        sections=tuple(sections),
        source=found.source,
        disclosure=found.profile,
    )
