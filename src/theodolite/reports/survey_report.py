"""The survey report: findings in, a document out, long or short."""

from dataclasses import replace

from theodolite.reports.chapters import Pictures, document, section, shown, tables_section
from theodolite.reports.document import Document, Section
from theodolite.survey.findings import Findings


def survey_report(findings: Findings, pictures: Pictures) -> Document:
    """Everything that was found, chapter by chapter."""
    sections = (section(chapter, pictures) for chapter in findings.chapters)
    return document(findings, findings.plan, sections)


def short_survey_report(findings: Findings, pictures: Pictures) -> Document:
    """The few pages a council member reads: the summary, then the figures it rests on."""
    summary, *others = findings.chapters
    sections = [section(summary, pictures)]
    for chapter in others:
        exhibits = tuple(shown(e, pictures) for e in chapter.evidence if e.code in chapter.in_short)
        if exhibits:
            sections.append(Section(chapter.title, exhibits, code=chapter.code))
    title = f"{findings.plan.title}: short version"
    return replace(document(findings, findings.plan, sections), title=title, is_short=True)


def tables_of_findings(findings: Findings) -> Document:
    """Every table, and every figure as a table: what the workbook holds."""
    return document(findings, findings.plan, map(tables_section, findings.chapters))
