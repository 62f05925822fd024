"""Carry out a survey's plan, write the report, and attack it before anyone may let it out."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from theodolite.jobs.running import Running
from theodolite.reports.chapters import draw_figures
from theodolite.reports.reading.release import read_release
from theodolite.reports.result_files import write_files
from theodolite.reports.survey_folder import survey_files, survey_page
from theodolite.store.models import Report
from theodolite.store.surveys.releases import as_published, earlier_releases, told_with_earlier
from theodolite.store.surveys.reports import (
    PAGE,
    Made,
    check_is_wanted,
    inputs_of,
    note_made,
    profile_of,
    report_folder,
)
from theodolite.survey.analysis import findings_from
from theodolite.survey.decisions import Decisions
from theodolite.survey.findings import Findings
from theodolite.survey.release import attack


def analyse_survey(running: Running) -> Mapping[str, Any]:
    """Make the report that `detail` names; its folder appears whole, and again if begun anew."""
    report = _report(running.detail["report"])
    running.tell(0.02, "Reading the answers")
    inputs = inputs_of(report)
    running.tell(0.1, "Finding segments and counting")
    findings = findings_from(inputs)
    folder = report_folder(report)
    _write(running, findings, folder)
    running.tell(0.85, "Attacking the report as a reader could")
    is_inside = profile_of(report).is_inside_use
    attacked = None if is_inside else _attack(report, on=running.now().date())
    decisions = inputs.decisions or Decisions(())
    made = Made(findings.plan.title, decisions, findings.source, findings.warnings, attacked)
    with running.finishing() as result:
        note_made(report, made, by=running.by, at=running.now())
        result.update({"report": report.key, "warnings": len(findings.warnings)})
    return result


def _report(key: str) -> Report:
    report: Report = Report.objects.select_related("survey", "plan", "data_set").get(key=key)
    check_is_wanted(report)
    return report


def _write(running: Running, findings: Findings, folder: Path) -> None:
    running.tell(0.35, "Drawing the figures")
    pictures = draw_figures(findings.chapters)
    running.tell(0.45, "Writing the report as page, PDF, Word file and workbook")
    files = survey_files(findings, pictures)
    running.tell(0.8, "Keeping the report")
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_files(folder, {**files, PAGE: survey_page(findings, pictures)})


def _attack(report: Report, *, on: date) -> dict[str, Any]:
    """What an attacker finds who has the publishable files, and those published before."""
    with as_published(report) as folder:
        released = read_release(folder)
    found = attack(released)
    return {
        "hidden": found.hidden,
        "weaknesses": [asdict(one) for one in found.weaknesses],
        "unread": list(found.unread),
        "earlier": earlier_releases(report.survey),
        "with_earlier": told_with_earlier(report.survey, released, on=on),
    }
