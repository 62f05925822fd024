"""Why respondents cannot be weighted, said so that a person can put it right."""

from theodolite.survey.errors import SurveyError


class CannotWeight(SurveyError):
    """No usable weights bring the respondents to the targets."""


class CannotReplicate(SurveyError):
    """The design does not allow the replicate weights that were asked for."""
