"""All surveys, a new one, and how far each of them is."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.store.models import Survey
from theodolite.store.surveys.making import make_survey
from theodolite.web.look.parts import Cell, Fact, Pages, Table, pages_of
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.facts import day_words, facts_of
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.forms import SurveyForm
from theodolite.web.surveys.steps import Place, place_in

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list."""

    table: Table
    number: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class New:
    """The form for a new survey."""

    form: SurveyForm


@dataclass(frozen=True, slots=True)
class Overview:
    """A survey at a glance."""

    place: Place
    facts: tuple[Fact, ...]


@for_roles("analyst")
def surveys(request: Signed) -> HttpResponse:
    """Every survey, the newest first."""
    shown = Paginator(Survey.objects.visible_to(request.user).order_by("-made_at", "-pk"), AT_ONCE)
    page = shown.get_page(request.GET.get("page"))
    table = Table(
        "Surveys, the newest first",
        ("Survey", "Begun", "Respondents"),
        tuple(_line(survey) for survey in page.object_list),
        numbers=("Respondents",),
    )
    told = Listed(table, shown.count, pages_of(request, page))
    return render(request, "surveys/list.html", {"page": told})


@for_roles("analyst")
def new(request: Signed) -> HttpResponse:
    """Begin a survey with a title; everything else comes with its answers."""
    form = SurveyForm(request.POST or None)
    if form.is_valid():
        survey = make_survey(**form.cleaned_data, by=request.user.key, at=timezone.now())
        return redirect("surveys:upload", survey.key)
    return render(request, "surveys/new.html", {"page": New(form)})


@for_roles("analyst")
def overview(request: Signed, key: str) -> HttpResponse:
    """How far a survey is, and what comes next."""
    survey = survey_of(request, key)
    told = Overview(place_in(survey, "surveys:overview"), facts_of(survey))
    return render(request, "surveys/overview.html", {"page": told})


def _line(survey: Survey) -> tuple[str | Cell, ...]:
    data_set = survey.data_set
    return (
        Cell(survey.title, href=reverse("surveys:overview", args=[survey.key])),
        day_words(survey.made_at),
        Cell(f"{data_set.respondents:,}" if data_set else "none yet", is_number=True),
    )
