"""Why a sample cannot be described or estimated from, said so that a person can put it right."""

from theodolite.survey.errors import SurveyError


class CannotEstimate(SurveyError):
    """The design or the answers do not allow the estimate that was asked for."""


class NobodyAnswered(CannotEstimate):
    """A group has no answer at all, so that nothing can be said about it."""
