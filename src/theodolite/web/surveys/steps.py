"""The steps of a survey, from upload to release, as the pages of each lead on to the others."""

from dataclasses import dataclass

from django.urls import reverse

from theodolite.store.models import Survey
from theodolite.web.look.parts import Crumb

STEPS = (
    ("surveys:overview", "Overview"),
    ("surveys:upload", "Upload"),
    ("surveys:questionnaire", "Questionnaire"),
    ("surveys:texts", "Typed answers"),
    ("surveys:quality", "Quality"),
    ("surveys:screening", "Screening"),
    ("surveys:plan", "Plan"),
    ("surveys:reports", "Reports"),
)
"""The page of each step, in the order of the work, and what it is called."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is called, where it is, and whether one is there."""

    words: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: in which survey, at which of its steps."""

    survey: Survey
    steps: tuple[Step, ...]
    crumbs: tuple[Crumb, ...]


def place_in(survey: Survey, here: str) -> Place:
    """The place of the page named `here` in a survey."""
    steps = tuple(
        Step(words, reverse(name, args=[survey.key]), name == here) for name, words in STEPS
    )
    crumbs = [Crumb("Surveys", reverse("surveys:list"))]
    if here != "surveys:overview":
        crumbs.append(Crumb(survey.title, reverse("surveys:overview", args=[survey.key])))
    return Place(survey, steps, tuple(crumbs))
