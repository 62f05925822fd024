"""One screener at work: one respondent at a time, the criteria beside, nobody else's decision."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import Assessment, Screening
from theodolite.store.surveys.answers import analysis_answers
from theodolite.store.surveys.screening import (
    Judgement,
    can_open,
    decide,
    open_all,
    own_assessments,
    to_screen,
    undo,
)
from theodolite.survey.one_respondent import Said, said_by
from theodolite.web.look.parts import Cell, Table
from theodolite.web.permissions import Signed, signed_in
from theodolite.web.surveys.criteria import Criteria, criteria_of
from theodolite.web.surveys.facts import moment_words
from theodolite.web.surveys.finding import screening_of
from theodolite.web.surveys.screening_forms import VerdictForm


@dataclass(frozen=True, slots=True)
class Own:
    """How far a screener is: the next respondent (or the one asked for), and the latest decided."""

    respondent: str
    decided: int
    everyone: int
    latest: str

    @property
    def percent(self) -> int:
        """How much is done, in whole percent."""
        return round(100 * self.decided / self.everyone) if self.everyone else 100


@dataclass(frozen=True, slots=True)
class Assess:
    """One respondent to decide on."""

    screening: Screening
    criteria: Criteria
    own: Own
    can_open: bool
    answers: tuple[tuple[Said, ...], ...]
    form: VerdictForm


@dataclass(frozen=True, slots=True)
class Decided:
    """What I have decided so far."""

    screening: Screening
    table: Table


@signed_in
def assess(request: Signed, key: str) -> HttpResponse:
    """Decide on the next respondent, or on the one that the address names."""
    screening = _mine(request, key)
    asked = request.POST.get("respondent") or request.GET.get("respondent", "")
    own = _own(screening, request.user.key, asked)
    form = VerdictForm(request.POST or None, reasons=screening.reasons)
    if form.is_valid() and _decided(request, screening, form):
        return redirect("surveys:assess", key)
    answers = said_by(analysis_answers(screening.survey), own.respondent)
    may_open = not own.respondent and can_open(screening)
    told = Assess(screening, criteria_of(screening), own, may_open, answers, form)
    return render(request, "surveys/assess.html", {"page": told})


@require_POST
@signed_in
def take_back(request: Signed, key: str) -> HttpResponse:
    """Take one's own decision back and look at the respondent again."""
    screening = _mine(request, key)
    respondent = request.POST.get("respondent", "")[:32]
    undo(screening, request.user.key, respondent, at=timezone.now())
    messages.info(request, f"Your decision on {respondent} was taken back.")
    address = reverse("surveys:assess", args=[key])
    return redirect(f"{address}?{urlencode({'respondent': respondent})}")


@require_POST
@signed_in
def open_decisions(request: Signed, key: str) -> HttpResponse:
    """Open what both have decided where neither decision was the last; to those who settle."""
    screening = screening_of(request, key)
    open_all(screening, by=request.user.key, at=timezone.now())
    messages.success(request, "The decisions of both screeners are open.")
    return redirect("surveys:conflicts", key)


@signed_in
def decided(request: Signed, key: str) -> HttpResponse:
    """My own decisions, the latest first."""
    screening = _mine(request, key)
    made = reversed(own_assessments(screening, request.user.key).values())
    columns = ("Respondent", "Decision", "Reason", "When")
    table = Table(
        "Your decisions, the latest first", columns, tuple(_line(key, one) for one in made)
    )
    told = Decided(screening, table)
    return render(request, "surveys/decided.html", {"page": told})


@signed_in
def mine(request: Signed) -> HttpResponse:
    """The surveys that I screen, or whose differences I settle."""
    visible = Screening.objects.visible_to(request.user).select_related("survey")
    lines = tuple(
        (one.survey.title, *_parts(one, request.user.key))
        for one in visible.order_by("-begun_at")
        if request.user.key in (one.first, one.second, one.adjudicator)
    )
    table = Table("Surveys you screen", ("Survey", "Your part", "Go on"), lines)
    return render(request, "surveys/my_screenings.html", {"page": table})


def _mine(request: Signed, key: str) -> Screening:
    screening = screening_of(request, key)
    if request.user.key not in (screening.first, screening.second):
        raise PermissionDenied
    return screening


def _own(screening: Screening, screener: str, asked: str) -> Own:
    made = own_assessments(screening, screener)
    everyone = to_screen(screening.survey)
    left = [one for one in everyone if one not in made]
    respondent = asked if asked in everyone else next(iter(left), "")
    latest = next(reversed(made), "")
    return Own(respondent, len(everyone) - len(left), len(everyone), latest)


def _decided(request: Signed, screening: Screening, form: VerdictForm) -> bool:
    said = form.cleaned_data
    respondent = request.POST.get("respondent", "")
    judgement = Judgement(respondent, said["verdict"], said["reason"])
    try:
        decide(screening, request.user.key, judgement, at=timezone.now())
    except CorrectableError as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(
        request, f"{respondent}: {'kept' if said['verdict'] == 'keep' else 'rejected'}."
    )
    return True


def _line(key: str, one: Assessment) -> tuple[str | Cell, ...]:
    address = reverse("surveys:assess", args=[key])
    return (
        Cell(one.respondent, href=f"{address}?{urlencode({'respondent': one.respondent})}"),
        one.get_verdict_display(),
        one.reason,
        moment_words(one.decided_at),
    )


def _parts(screening: Screening, key: str) -> tuple[str | Cell, ...]:
    if key == screening.adjudicator:
        address = reverse("surveys:conflicts", args=[screening.survey.key])
        return ("You settle differences", Cell("Settle", href=address))
    try:
        own = _own(screening, key, "")
    except CorrectableError as problem:
        return (str(problem), "")
    address = reverse("surveys:assess", args=[screening.survey.key])
    return (f"You decided on {own.decided} of {own.everyone}", Cell("Decide", href=address))
