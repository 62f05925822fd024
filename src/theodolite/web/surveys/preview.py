"""What a number of clusters and their names would give, beside the form, before it is saved."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from theodolite.reports.chapters import STAMP
from theodolite.settings.errors import CorrectableError
from theodolite.store.models import Survey, SurveyFile
from theodolite.store.surveys.answers import analysis_inputs
from theodolite.store.surveys.files_saved import file_of, questionnaire_of
from theodolite.store.surveys.settling import decisions_of
from theodolite.survey.plan import Clustering, plan_in
from theodolite.survey.plan_choices import choices_in
from theodolite.survey.previewing import (
    Ground,
    Preview,
    Seen,
    grow_ground,
    names_carried,
    preview,
    what_a_tree_rests_on,
)
from theodolite.web.look.parts import Table
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.plan_form import PlanForm, known_to, leading

KEPT_GROUNDS = 8
"""How many trees are kept in memory for the next look at them."""

_grounds: OrderedDict[str, Ground] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Step:
    """One number of clusters: how distinct they are, where the tree is cut, if it is chosen."""

    k: int
    bar: SafeString
    distinct: str
    height: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview for a page; `problem` says why there is none."""

    stamp: str
    problem: str
    segments: Table | None
    steps: tuple[Step, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of the plan's page that a script asked for again."""

    form: PlanForm
    shown: Shown


@for_roles("analyst")
@require_POST
def plan_preview(request: Signed, key: str) -> HttpResponse:
    """The clusters, or only the segments, for what stands in the form now."""
    survey = survey_of(request, key)
    text = file_of(survey, SurveyFile.Name.PLAN).text
    known = known_to(questionnaire_of(survey), plan_in(text))
    form = PlanForm(request.POST, known, choices_in(text), 0)
    told = Fragment(form, look(survey, form, address=request.path))
    part = "segments" if request.GET.get("part") == "segments" else "clusters"
    return render(request, f"surveys/plan/{part}.html", {"page": told})


def look(survey: Survey, form: PlanForm, *, address: str) -> Shown:
    """Fill the form's hints from a preview of what stands in it, and give the preview."""
    form.live(address)
    question = str(form["question"].value() or "")
    if not question:
        return _nothing("Choose a question to group respondents by, and clusters are shown here.")
    try:
        ground = ground_for(survey, question)
        carry_names(ground, form)
        seen = preview(ground, form.clusters, form.names())
    except CorrectableError as problem:
        return _nothing(str(problem))
    form.tell(seen.clusters)
    return _shown(ground, seen)


def carry_names(ground: Ground, form: PlanForm) -> None:
    """Let names stay with the people when another number of clusters is asked for."""
    before = form.names_before()
    if before:
        form.rename(names_carried(ground, before, form.clusters))


def sizes_for(survey: Survey, question: str, k: int) -> tuple[int, ...]:
    """The size of each cluster as it is now, to be kept beside the names."""
    return tuple(one.size for one in preview(ground_for(survey, question), k).clusters)


def ground_for(survey: Survey, question: str) -> Ground:
    """The tree that the saved plan grows, from memory unless what it rests on has changed."""
    plan_text = file_of(survey, SurveyFile.Name.PLAN).text
    inputs = analysis_inputs(survey, decisions_of(survey))
    clustering = _clustering(plan_text, question)
    rests_on = what_a_tree_rests_on(inputs, clustering)
    with _lock:
        if rests_on in _grounds:
            _grounds.move_to_end(rests_on)
            return _grounds[rests_on]
    grown = grow_ground(inputs, clustering)
    with _lock:
        _grounds[rests_on] = grown
        while len(_grounds) > KEPT_GROUNDS:
            _grounds.popitem(last=False)
    return grown


def _clustering(plan_text: str, question: str) -> Clustering:
    planned = plan_in(plan_text).clustering
    if planned is None:
        return Clustering(question, 1)
    return Clustering(question, 1, planned.linkage, planned.distance)


def _nothing(problem: str) -> Shown:
    return Shown(STAMP, problem, None, (), "")


def _shown(ground: Ground, seen: Preview) -> Shown:
    segments = Table(
        "Segments, as they would be",
        ("Segment", "Respondents", "Clusters", "Most"),
        tuple(_line(one) for one in seen.segments),
        numbers=("Respondents",),
    )
    steps = tuple(
        Step(k, _bar(k, width), f"{width:.2f}", f"{height:,.0f}", k == seen.k)
        for k, width, height in ground.apart
    )
    left_out = (
        f"{ground.left_out} of {ground.kept} respondents kept did not answer every part, so they"
        " are in no cluster."
        if ground.left_out
        else ""
    )
    return Shown(STAMP, "", segments, steps, left_out)


def _line(one: Seen) -> tuple[str, ...]:
    numbers = " and ".join(str(number) for number in one.clusters)
    return (one.name, f"{one.size:,}", numbers, leading(one))


def _bar(k: int, width: float) -> SafeString:
    return format_html(
        '<meter min="0" max="1" value="{}" aria-label="Distinctness of {} clusters">{}</meter>',
        f"{max(0.0, width):.2f}",
        k,
        f"{width:.2f}",
    )
