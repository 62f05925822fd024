"""The survey report: findings in, a document out, long or short."""

from collections.abc import Iterator
from dataclasses import replace

from theodolite.display import draw
from theodolite.evidence.pictures import Evidence
from theodolite.evidence.table import Table
from theodolite.evidence.tabular import tables_of
from theodolite.reports.document import Block, Bullets, Document, Paragraph, Section
from theodolite.survey.findings import Chapter, Findings

STAMP = "INSIDE USE ONLY: exact counts of small groups. Do not publish or pass on."


def survey_report(findings: Findings) -> Document:
    """Everything that was found, chapter by chapter."""
    return _document(findings, findings.chapters)


def short_survey_report(findings: Findings) -> Document:
    """The two pages a council member reads: the summary, then the figures it rests on."""
    summary, *others = findings.chapters
    kept = [
        replace(
            chapter,
            passages=(),
            statements=(),
            evidence=tuple(one for one in chapter.evidence if one.code in chapter.in_short),
        )
        for chapter in others
    ]
    return replace(
        _document(findings, (summary, *(chapter for chapter in kept if chapter.evidence))),
        is_short=True,
    )


def _document(findings: Findings, chapters: tuple[Chapter, ...]) -> Document:
    plan = findings.plan
    return Document(
        title=plan.title,
        subtitle=plan.subtitle,
        society=plan.society,
        date=plan.report_date,
        notice=plan.notice,
        stamp=STAMP if findings.profile.is_inside_use else "",
        sections=tuple(Section(one.title, tuple(_blocks(one)), code=one.code) for one in chapters),
        source=findings.source,
        disclosure=findings.profile,
    )


def _blocks(chapter: Chapter) -> Iterator[Block]:
    """Words first, then tables and figures, each drawn from the evidence the words rest on."""
    yield from (Paragraph(text) for text in chapter.passages)
    if len(chapter.statements) > 1:
        yield Bullets(chapter.statements)
    else:
        yield from chapter.statements
    yield from (_shown(one) for one in chapter.evidence)


def _shown(evidence: Evidence) -> Block:
    return evidence if isinstance(evidence, Table) else draw(evidence)


def tables_of_findings(findings: Findings) -> Document:
    """Every table, and every figure as a table: what the workbook holds."""
    chapters = _document(findings, findings.chapters)
    sections = tuple(
        Section(one.title, tuple(table for e in one.evidence for table in tables_of(e)))
        for one in findings.chapters
    )
    return replace(chapters, sections=sections)
