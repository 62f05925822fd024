"""What can go wrong with a survey that its analyst can put right."""

from theodolite.settings.errors import CorrectableError


class SurveyError(CorrectableError):
    """A survey, or what is asked of it, cannot be worked with as it stands."""


class NobodyLeft(SurveyError):
    """A choice leaves no respondent to analyse."""
