"""Save the questionnaire and the plan of a survey: checked first, and every version kept."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from theodolite.settings.errors import UnusableSettings
from theodolite.store.editing import save_if_unchanged
from theodolite.store.history import write_down
from theodolite.store.models import Survey, SurveyFile, SurveyFileVersion
from theodolite.store.surveys.first_plan import DECISIONS, QUESTIONNAIRE
from theodolite.survey.plan import Plan, plan_in
from theodolite.survey.questionnaire import Questionnaire, questionnaire_in


def file_of(survey: Survey, name: str) -> SurveyFile:
    """The questionnaire or the plan of a survey; told in a sentence where there is none yet."""
    found: SurveyFile | None = survey.files.filter(name=name).first()
    if found is None:
        raise UnusableSettings(
            f"{survey} has no {name} yet. Upload the export of its answers first:"
            " a questionnaire and a plan are drafted from it."
        )
    return found


def questionnaire_of(survey: Survey) -> Questionnaire:
    """What was asked, as it was last saved."""
    return questionnaire_in(file_of(survey, SurveyFile.Name.QUESTIONNAIRE).text)


def plan_of(survey: Survey) -> Plan:
    """What is to be done with the answers, as it was last saved."""
    return checked_plan(file_of(survey, SurveyFile.Name.PLAN).text)


def checked_plan(text: str) -> Plan:
    """A plan that names no file but its own: none of the server's is read for it."""
    plan = plan_in(text)
    _check_name("questionnaire", plan.questionnaire, (QUESTIONNAIRE,))
    _check_name("screening.decisions", plan.screening.decisions, (DECISIONS, ""))
    for one in plan.maps:
        _check_name(f"geojson of map {one.code!r}", one.geojson, ("",))
    return plan


CHECKS: Mapping[str, Callable[[str], object]] = {
    SurveyFile.Name.QUESTIONNAIRE: questionnaire_in,
    SurveyFile.Name.PLAN: checked_plan,
}
"""What a text must pass before it is saved under a name."""


def save_new(survey: Survey, name: str, text: str, *, by: str, at: datetime) -> SurveyFile:
    """Save the first version of a file, in the caller's transaction."""
    CHECKS[name](text)
    file = SurveyFile.objects.create(survey=survey, name=name, text=text, saved_by=by, saved_at=at)
    _note(file, by=by, at=at)
    return file


def save_text(
    file: SurveyFile, text: str, *, seen_version: int, by: str, at: datetime
) -> SurveyFile:
    """Save a file's new text if nobody else has since `seen_version`, and keep that version too."""
    CHECKS[file.name](text)
    file.text, file.saved_by, file.saved_at = text, by, at
    with transaction.atomic():
        save_if_unchanged(file, seen_version=seen_version)
        _note(file, by=by, at=at)
    return file


def _note(file: SurveyFile, *, by: str, at: datetime) -> None:
    SurveyFileVersion.objects.create(file=file, number=file.version, text=file.text, by=by, at=at)
    told = {"file": file.name, "version": file.version}
    write_down("survey file saved", file.survey.key, by, told, at=at)


def _check_name(what: str, name: str, allowed: tuple[str, ...]) -> None:
    if name not in allowed:
        offered = " or ".join(repr(one) if one else "nothing" for one in allowed)
        raise UnusableSettings(
            f"The plan has {name!r} as {what}, but a survey of the workspace has its own files"
            f" only. Write {offered} there."
        )
