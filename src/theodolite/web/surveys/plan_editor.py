"""The plan's main choices as a form, with what they would give beside it."""

from contextlib import suppress
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.models import Survey, SurveyFile
from theodolite.store.surveys.files_saved import checked_plan, file_of, questionnaire_of, save_text
from theodolite.survey.plan import plan_in
from theodolite.survey.plan_choices import choices_in, with_choices
from theodolite.survey.previewing import preview
from theodolite.web.look.parts import Changed, Fact
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.both_versions import both_versions
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.plan_form import Group, PlanForm, fault_field, known_to
from theodolite.web.surveys.preview import Shown, carry_names, ground_for, look, sizes_for
from theodolite.web.surveys.steps import Place, place_in

HERE = "surveys:plan"


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The form with its preview, or both versions where someone else saved meanwhile."""

    place: Place
    form: PlanForm
    shown: Shown
    exhibits: tuple[tuple[str, tuple[Group, ...]], ...]
    questions: tuple[Fact, ...]
    version: int
    changed: Changed | None


@for_roles("analyst")
def plan(request: Signed, key: str) -> HttpResponse:
    """Show the choices; preview them, or save them as the next version."""
    survey = survey_of(request, key)
    file = file_of(survey, SurveyFile.Name.PLAN)
    form = _form(request, survey, file)
    _follow_people(survey, form)
    changed = None
    if form.is_bound and request.POST.get("action") != "preview" and form.is_valid():
        try:
            if _save(request, file, form):
                return redirect(HERE, survey.key)
        except ChangedMeanwhile as both:
            changed = both_versions(both, request, href=request.path)
    return render(request, "surveys/plan/plan.html", {"page": _page(survey, form, changed)})


def _form(request: Signed, survey: Survey, file: SurveyFile) -> PlanForm:
    known = known_to(questionnaire_of(survey), plan_in(file.text))
    return PlanForm(request.POST or None, known, choices_in(file.text), file.version)


def _page(survey: Survey, form: PlanForm, changed: Changed | None) -> PlanPage:
    shown = look(survey, form, address=reverse("surveys:plan_preview", args=[survey.key]))
    exhibits = tuple(
        (title, tuple(form.groups(kind)))
        for title, kind in (("Tables", "tables"), ("Heatmaps", "heatmaps"), ("Maps", "maps"))
    )
    questions = tuple(Fact(code, words) for code, words in form.known.questions)
    version = file_of(survey, SurveyFile.Name.PLAN).version
    return PlanPage(place_in(survey, HERE), form, shown, exhibits, questions, version, changed)


def _follow_people(survey: Survey, form: PlanForm) -> None:
    """Names that were typed for another number of clusters, before anything is made of them."""
    question = str(form["question"].value() or "")
    if not question or survey.data_set is None or not form.names_before():
        return
    # What cannot be grown is told by the preview, beside the form.
    with suppress(CorrectableError):
        carry_names(ground_for(survey, question), form)


def _save(request: Signed, file: SurveyFile, form: PlanForm) -> bool:
    """Whether the plan was saved; what is wrong with it is told beside the field it is about."""
    survey, said = file.survey, form.cleaned_data
    try:
        choices = form.chosen(_sizes(survey, form))
        text = with_choices(file.text, choices)
        checked_plan(text)
        save_text(
            file, text, seen_version=said["seen_version"], by=request.user.key, at=timezone.now()
        )
    except ChangedMeanwhile:
        raise
    except CorrectableError as problem:
        form.add_error(fault_field(form, problem), str(problem))
        return False
    messages.success(request, f"Version {file.version} of the plan was saved.")
    return True


def _sizes(survey: Survey, form: PlanForm) -> tuple[int, ...]:
    """The clusters' sizes as they are named now; refuses names that an analysis would refuse."""
    question, k = form.cleaned_data["question"], form.cleaned_data["k"]
    if not question or survey.data_set is None:
        return ()
    preview(ground_for(survey, question), k, form.names())
    return sizes_for(survey, question, k) if any(form.names()) else ()
