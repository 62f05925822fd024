"""Why a tree cannot be grown or cut, said so that a person can put it right."""

from theodolite.survey.errors import SurveyError


class CannotCluster(SurveyError):
    """The rows or their weights do not allow the tree that was asked for."""


class TooManySegments(SurveyError):
    """More segments were asked for than there are different rows."""


class TooFewSegments(SurveyError):
    """Fewer than one segment was asked for."""
