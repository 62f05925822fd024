"""The survey report: findings in, a document out, long or short."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from theodolite.display import Picture, draw
from theodolite.evidence.pictures import Evidence
from theodolite.evidence.table import Table
from theodolite.evidence.tabular import tables_of
from theodolite.reports.document import Bullets, Content, Document, Paragraph, Section
from theodolite.survey.findings import Chapter, Findings

STAMP = "INSIDE USE ONLY: exact counts of small groups. Do not publish or pass on."

Pictures = Mapping[str, Picture]
"""Every figure of the findings, drawn once, by its code."""


def stamp(findings: Findings) -> str:
    """What every page of an inside-use report says; nothing where it may be published."""
    return STAMP if findings.profile.is_inside_use else ""


def draw_figures(findings: Findings) -> Pictures:
    """Draw everything that is not a table."""
    return {
        one.code: draw(one)
        for chapter in findings.chapters
        for one in chapter.evidence
        if not isinstance(one, Table)
    }


def survey_report(findings: Findings, pictures: Pictures) -> Document:
    """Everything that was found, chapter by chapter."""
    sections = (Section(c.title, _blocks(c, pictures), code=c.code) for c in findings.chapters)
    return _document(findings, sections)


def short_survey_report(findings: Findings, pictures: Pictures) -> Document:
    """The few pages a council member reads: the summary, then the figures it rests on."""
    summary, *others = findings.chapters
    sections = [Section(summary.title, _blocks(summary, pictures), code=summary.code)]
    for chapter in others:
        shown = tuple(_shown(e, pictures) for e in chapter.evidence if e.code in chapter.in_short)
        if shown:
            sections.append(Section(chapter.title, shown, code=chapter.code))
    title = f"{findings.plan.title}: short version"
    return replace(_document(findings, sections), title=title, is_short=True)


def tables_of_findings(findings: Findings) -> Document:
    """Every table, and every figure as a table: what the workbook holds."""
    sections = (
        Section(chapter.title, tuple(table for e in chapter.evidence for table in tables_of(e)))
        for chapter in findings.chapters
    )
    return _document(findings, sections)


def _document(findings: Findings, sections: Iterable[Section]) -> Document:
    plan = findings.plan
    return Document(
        title=plan.title,
        subtitle=plan.subtitle,
        society=plan.society,
        date=plan.report_date,
        notice=plan.notice,
        stamp=stamp(findings),
        sections=tuple(sections),
        source=findings.source,
        disclosure=findings.profile,
    )


def _blocks(chapter: Chapter, pictures: Pictures) -> tuple[Content, ...]:
    """Words first, then tables and figures, each drawn from the evidence the words rest on."""
    words = tuple(Paragraph(text) for text in chapter.passages)
    statements = chapter.statements
    said = (Bullets(statements),) if len(statements) > 1 else statements
    return (*words, *said, *(_shown(one, pictures) for one in chapter.evidence))


def _shown(evidence: Evidence, pictures: Pictures) -> Content:
    return evidence if isinstance(evidence, Table) else pictures[evidence.code]
