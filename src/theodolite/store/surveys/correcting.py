"""Save a corrected question, or a whole questionnaire, if it fits the answers."""

from dataclasses import replace
from datetime import datetime

from theodolite.store.models import SurveyFile
from theodolite.store.surveys.files_saved import save_text
from theodolite.store.surveys.fitting import check_fits, options_answered
from theodolite.survey.drafting.correcting import Correction, as_lines, corrected
from theodolite.survey.questionnaire import questionnaire_in


def save_correction(
    file: SurveyFile, code: str, said: Correction, *, seen_version: int, by: str, at: datetime
) -> SurveyFile:
    """Save one question of a questionnaire; a choice without options is given those answered."""
    asked = questionnaire_in(file.text)
    if said.kind in ("single", "multiple") and not said.options.strip():
        said = replace(said, options=as_lines(options_answered(file.survey, asked, code)))
    text = corrected(file.text, code, said)
    return save_questionnaire(file, text, seen_version=seen_version, by=by, at=at)


def save_questionnaire(
    file: SurveyFile, text: str, *, seen_version: int, by: str, at: datetime
) -> SurveyFile:
    """Save the whole text of a questionnaire, unless it asks for what the answers do not have."""
    check_fits(file.survey, text)
    return save_text(file, text, seen_version=seen_version, by=by, at=at)
