"""Surveys with reports in the workspace; the analysis itself is done once for all tests."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from django.db import transaction

from tests.web.surveys.made import NOW, Made, exported, uploaded_survey
from theodolite.evidence.released import Released
from theodolite.reports.chapters import draw_figures
from theodolite.reports.reading.release import read_release
from theodolite.reports.result_files import write_files
from theodolite.reports.survey_folder import findings_for_programs, survey_files, survey_page
from theodolite.store.models import Account, Job, Release, Report
from theodolite.store.surveys import releases
from theodolite.store.surveys.reports import (
    PAGE,
    ask_for_report,
    note_made,
    report_folder,
)
from theodolite.store.surveys.reports import Made as MadeReport
from theodolite.survey.analysis import analyse
from theodolite.survey.decisions import Decisions

QUIET = {"hidden": 200, "weaknesses": [], "unread": [], "earlier": 0, "with_earlier": ""}
"""What an attack on the made-up report finds; a test of the job says so."""


@cache
def analysed(profile: str) -> tuple[dict[str, bytes], MadeReport]:
    """The files of a report on the made-up survey, and what is noted of it."""
    folder = exported()
    found = analyse(folder / "answers.csv", folder / "plan.toml", disclosure=profile)
    pictures = draw_figures(found.chapters)
    files = {**survey_files(found, pictures), PAGE: survey_page(found, pictures)}
    attacked = None if found.profile.is_inside_use else QUIET
    return files, MadeReport(
        found.plan.title, Decisions(()), found.source, found.warnings, attacked
    )


def reported_survey(profile: str = "lt5_round5") -> tuple[Made, Report]:
    """An uploaded survey with one finished report."""
    made = uploaded_survey()
    return made, another_report(made, profile)


def another_report(made: Made, profile: str = "lt5_round5") -> Report:
    """One more report on the same answers."""
    report = ask_for_report(made.survey, profile, by=made.analyst.key, at=NOW)
    files, told = analysed(profile)
    report_folder(report).parent.mkdir(parents=True, exist_ok=True)
    write_files(report_folder(report), files)
    with transaction.atomic():
        note_made(report, told, by=made.analyst.key, at=NOW)
        Job.objects.filter(pk=report.job_id).update(state=Job.State.DONE, ended_at=NOW)
    return report


def asked(report: Report, by: Account, audience: str = "members") -> Release:
    """A release that waits for approval."""
    return releases.ask_to_release(report, audience, by=by.key, why="For the strategy.", at=NOW)


def approved(release: Release, by: Account, profile: str = "lt5_round5") -> Release:
    """A release that is out, if what its files tell may go out."""
    return releases.approve(release, released(profile), by=by.key, at=NOW)


@cache
def released(profile: str) -> Released:
    """What a reader of the release finds in the file that tells most exactly."""
    folder = exported()
    found = analyse(folder / "answers.csv", folder / "plan.toml", disclosure=profile)
    told = Path(mkdtemp(prefix="theodolite-released-")) / "report"
    write_files(told, {"findings.json": findings_for_programs(found)})
    return read_release(told)
