"""Where two screeners differ, one respondent at a time, and what should hold."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import Assessment, Screening
from theodolite.store.surveys.answers import analysis_answers
from theodolite.store.surveys.settling import (
    Pair,
    Settled,
    conflicts,
    pairs_of,
    settle,
    settlers,
)
from theodolite.survey.one_respondent import Said, said_by
from theodolite.web.permissions import Signed, signed_in
from theodolite.web.surveys.criteria import Criteria, criteria_of
from theodolite.web.surveys.finding import screening_of
from theodolite.web.surveys.screening_forms import VerdictForm, people_of


@dataclass(frozen=True, slots=True)
class View:
    """What one person decided, or proposes, and why."""

    name: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """The first of the differences that are left, and how many there are and were."""

    screening: Screening
    criteria: Criteria
    respondent: str
    views: tuple[View, ...]
    answers: tuple[tuple[Said, ...], ...]
    left: int
    differed: int
    is_open: bool
    form: VerdictForm | None


@signed_in
def conflicts_page(request: Signed, key: str) -> HttpResponse:
    """Settle the next difference; whoever may not settle sees what is left."""
    screening = screening_of(request, key)
    may_settle = request.user.key in settlers(screening)
    form = VerdictForm(request.POST or None, reasons=screening.reasons) if may_settle else None
    if form is not None and form.is_valid() and _settled(request, screening, form):
        return redirect("surveys:conflicts", key)
    asked = request.POST.get("respondent", "")
    told = _page(screening, _waiting(screening, request.user.key, asked), form)
    return render(request, "surveys/conflicts.html", {"page": told})


def _waiting(screening: Screening, key: str, asked: str) -> tuple[Pair, ...]:
    """The differences left: the one asked for first, then those this person said nothing on yet."""
    said = set(screening.settlements.filter(by=key).values_list("respondent", flat=True))
    return tuple(
        sorted(
            conflicts(screening),
            key=lambda pair: (pair.respondent != asked, pair.respondent in said),
        )
    )


def _page(screening: Screening, waiting: tuple[Pair, ...], form: VerdictForm | None) -> Conflict:
    pairs = pairs_of(screening)
    pair = waiting[0] if waiting else None
    answers = said_by(analysis_answers(screening.survey), pair.respondent) if pair else ()
    return Conflict(
        screening=screening,
        criteria=criteria_of(screening),
        respondent=pair.respondent if pair else "",
        views=_views(screening, pair) if pair else (),
        answers=answers,
        left=len(waiting),
        differed=sum(one.differs for one in pairs),
        is_open=bool(pairs),
        form=form,
    )


def _views(screening: Screening, pair: Pair) -> tuple[View, ...]:
    names = people_of(screening)
    proposed = screening.settlements.filter(respondent=pair.respondent).order_by("settled_at")
    by_key = {screening.first: names["first"], screening.second: names["second"]}
    return (
        _view(names["first"], pair.first),
        _view(names["second"], pair.second),
        *(
            View(
                f"{by_key.get(one.by, 'Someone')}, to settle it",
                one.get_verdict_display(),
                one.reason,
            )
            for one in proposed
        ),
    )


def _view(name: str, one: Assessment) -> View:
    return View(name, one.get_verdict_display(), one.reason)


def _settled(request: Signed, screening: Screening, form: VerdictForm) -> bool:
    said = form.cleaned_data
    respondent = request.POST.get("respondent", "")
    settlement = Settled(said["verdict"], said["reason"])
    try:
        settle(screening, respondent, settlement, by=request.user.key, at=timezone.now())
    except CorrectableError as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, f"{respondent}: you said {said['verdict']}.")
    return True
