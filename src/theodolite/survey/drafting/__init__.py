"""A first questionnaire, guessed from an export, for the analyst to correct."""

from theodolite.survey.drafting.draft import draft_questionnaire

__all__ = ["draft_questionnaire"]
