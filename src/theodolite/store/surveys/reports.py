"""Reports on a survey: asked for, made, kept in folders of their own, let go with the answers."""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from theodolite.evidence.disclosure import PROFILES, Profile
from theodolite.evidence.source_note import SourceNote
from theodolite.settings.errors import CorrectableError, unknown_name
from theodolite.store import survey_files
from theodolite.store.errors import DamagedWorkspace
from theodolite.store.history import write_down
from theodolite.store.models import DataSet, Report, Survey, SurveyFile, SurveyFileVersion
from theodolite.store.queue import ask_for
from theodolite.store.surveys.answers import analysis_inputs, data_set_of
from theodolite.store.surveys.files_saved import file_of
from theodolite.store.surveys.settling import decisions_of
from theodolite.survey.decisions import Decisions, decisions_text
from theodolite.survey.inputs import Inputs
from theodolite.survey.plan_choices import with_disclosure

PAGE = "page.json"
"""The file that holds a report as pages show it; it is not handed out."""

ABOUT_PEOPLE = frozenset({"segments.csv", "log.json"})
"""Files of a report with lines about single people, which stay in the office."""


def report_folder(report: Report) -> Path:
    """Where a report's files lie."""
    return survey_files.survey_folder(report.survey.key) / "reports" / report.key


def ask_for_report(survey: Survey, profile: str, *, by: str, at: datetime) -> Report:
    """Have the plan as it stands now carried out under a disclosure profile, as a job."""
    if profile not in PROFILES:
        raise unknown_name("disclosure profile", profile, PROFILES, where="the report")
    with transaction.atomic():
        report = Report.objects.create(
            survey=survey,
            plan=newest(survey, SurveyFile.Name.PLAN),
            questionnaire=newest(survey, SurveyFile.Name.QUESTIONNAIRE),
            data_set=data_set_of(survey),
            profile=profile,
            by=by,
            asked_at=at,
        )
        told = {"report": report.key, "profile": profile, "plan": report.plan.number}
        write_down("report asked", survey.key, by, told, at=at)
        report.job = ask_for("analyse", {"report": report.key}, by, at)
        report.save(update_fields=["job"])
    return report


def newest(survey: Survey, name: str) -> SurveyFileVersion:
    """The version of a survey's file that holds now."""
    file = file_of(survey, name)
    version: SurveyFileVersion = file.versions.get(number=file.version)
    return version


def profile_of(report: Report) -> Profile:
    """The disclosure rule that a report was asked for under."""
    return PROFILES[report.profile]


def inputs_of(report: Report) -> Inputs:
    """What a report is made from: the plan as it stood when it was asked for."""
    report.questionnaire = newest(report.survey, SurveyFile.Name.QUESTIONNAIRE)
    plan = with_disclosure(report.plan.text, report.profile)
    return analysis_inputs(report.survey, decisions_of(report.survey), plan=plan)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a run: the report's title, where its numbers come from, and what was noticed."""

    title: str
    decisions: Decisions
    source: SourceNote
    warnings: tuple[str, ...]
    attack: Mapping[str, Any] | None


def check_is_wanted(report: Report) -> None:
    """Refuse to go on with a report whose answers went after it was asked for."""
    if Report.objects.filter(pk=report.pk, deleted_at=None).exists():
        return
    _remove([report_folder(report)])
    raise CorrectableError(
        f"The answers that {report} was to be made from have been deleted since it was asked for."
        " Ask for a new report."
    )


def note_made(report: Report, made: Made, *, by: str, at: datetime) -> None:
    """Note that a report is there, in the caller's transaction, once its folder is.

    The survey is held, as it is by who replaces its answers, so that neither overlooks the other.
    """
    Survey.objects.select_for_update().get(pk=report.survey.pk)
    check_is_wanted(report)
    report.done_at, report.title, report.warnings = at, made.title, list(made.warnings)
    report.data, report.settings, report.code = (
        made.source.data,
        made.source.settings,
        made.source.code,
    )
    report.decisions = sha256(decisions_text(made.decisions).encode()).hexdigest()
    report.attack = None if made.attack is None else dict(made.attack)
    report.save()
    told = {"report": report.key, "data": report.data, "settings": report.settings}
    write_down("report made", report.survey.key, by, told, at=at)


def page_in(folder: Path) -> Mapping[str, Any]:
    """A report as pages show it, from its folder."""
    try:
        page: dict[str, Any] = json.loads((folder / PAGE).read_bytes())
    except (OSError, ValueError):
        raise DamagedWorkspace(
            f"The files of this report are missing or damaged ({folder}). Put the folder back from"
            " the last copy, or have the report made again."
        ) from None
    return page


def shareable(folder: Path) -> tuple[str, ...]:
    """The files of a report that say nothing about single people, by name."""
    names = (str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())
    return tuple(sorted(name for name in names if name not in ABOUT_PEOPLE | {PAGE}))


def forget_reports(data_set: DataSet, *, by: str, at: datetime) -> int:
    """Delete the reports made from a data set, in the caller's transaction; releases stay.

    A report has lines about single people, whatever its rule; their notes stay.
    """
    gone = list(data_set.reports.filter(deleted_at=None))
    for report in gone:
        report.deleted_at = at
        report.save(update_fields=["deleted_at"])
        told = {"report": report.key}
        write_down("report deleted", report.survey.key, by, told, at=at)
    folders = [report_folder(report) for report in gone]
    transaction.on_commit(lambda: _remove(folders))
    return len(gone)


def sweep_reports(survey: Survey) -> int:
    """Remove reports that went with their answers, where a process was killed before it did.

    In a transaction that holds the survey, so that nobody else is just deleting there.
    """
    known = set(survey.reports.filter(deleted_at=None).values_list("key", flat=True))
    folder = survey_files.survey_folder(survey.key) / "reports"
    # What is written just now lies beside, in a folder with a dot.
    there = [one for one in folder.glob("*") if not one.name.startswith(".")]
    left = [one for one in there if one.name not in known]
    _remove(left)
    return len(left)


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
