"""The screening of a survey: set it up, see how far it is, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.exports import Taken, log_export
from theodolite.store.models import Screening, Survey, Verdict
from theodolite.store.surveys.screening import begin, can_open, change, screened
from theodolite.store.surveys.settling import conflicts, decided_but_gone, decisions_of
from theodolite.survey.decisions import decisions_text
from theodolite.survey.screening import Screened
from theodolite.web.look.parts import Changed, Fact, Table, changed_between
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.privacy.downloads import download
from theodolite.web.privacy.forms import ReasonForm
from theodolite.web.surveys.criteria import Criteria, criteria_of
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.outcome import (
    agreement_facts,
    pairs_table,
    progress_facts,
    summary_table,
)
from theodolite.web.surveys.screening_forms import SetUpForm, filled_in
from theodolite.web.surveys.steps import Place, place_in

HERE = "surveys:screening"


@dataclass(frozen=True, slots=True)
class Begun:
    """How far a screening is, and its result as far as it is open."""

    place: Place
    criteria: Criteria
    progress: tuple[Fact, ...]
    is_open: bool
    can_open: bool
    pairs: Table | None
    agreement: tuple[Fact, ...]
    conflicts: int
    summary: Table
    warnings: tuple[str, ...]
    is_mine: bool
    form: ReasonForm


@dataclass(frozen=True, slots=True)
class Setting:
    """Criteria and people to be filled in, or two versions of them."""

    place: Place
    form: SetUpForm
    has_begun: bool
    changed: Changed | None


@for_roles("analyst")
def screening(request: Signed, key: str) -> HttpResponse:
    """Progress while it lasts, then agreement, differences and who is kept; or the way to begin."""
    survey = survey_of(request, key)
    found = Screening.objects.visible_to(request.user).filter(survey=survey).first()
    if found is None:
        return redirect("surveys:screening_set_up", key)
    reason = ReasonForm(request.POST or None)
    if reason.is_valid():
        return _taken_out(request, survey, reason.cleaned_data["why"])
    told = _begun(survey, found, screened(survey), request.user.key, reason)
    return render(request, "surveys/screening.html", {"page": told})


@for_roles("analyst")
def set_up(request: Signed, key: str) -> HttpResponse:
    """Name the criteria and the people, or change them."""
    survey = survey_of(request, key)
    found = Screening.objects.visible_to(request.user).filter(survey=survey).first()
    form, changed = SetUpForm(request.POST or None, initial=filled_in(found)), None
    if form.is_valid():
        try:
            _save(request, survey, found, form)
            return redirect(HERE, key)
        except ChangedMeanwhile as both:
            changed = changed_between(both, request, href=request.path)
        except CorrectableError as problem:
            form.add_error(None, str(problem))
    told = Setting(place_in(survey, HERE), form, found is not None, changed)
    return render(request, "surveys/screening_set_up.html", {"page": told})


def _save(request: Signed, survey: Survey, found: Screening | None, form: SetUpForm) -> None:
    by, at = request.user.key, timezone.now()
    if found is None:
        begin(survey, form.set_up(), by=by, at=at)
    else:
        seen = form.cleaned_data["seen_version"]
        change(found, form.set_up(), seen_version=seen, by=by, at=at)


def _begun(
    survey: Survey, found: Screening, result: Screened, me: str, reason: ReasonForm
) -> Begun:
    has_kept = found.assessments.filter(is_open=True, verdict=Verdict.KEEP).exists()
    return Begun(
        place=place_in(survey, HERE),
        criteria=criteria_of(found),
        progress=progress_facts(found),
        is_open=result.agreement is not None,
        can_open=can_open(found),
        pairs=pairs_table(result.agreement, has_kept=has_kept) if result.agreement else None,
        agreement=agreement_facts(result.agreement) if result.agreement else (),
        conflicts=len(conflicts(found)),
        summary=summary_table(result),
        warnings=(*result.warnings, *_gone(found)),
        is_mine=me in (found.first, found.second),
        form=reason,
    )


def _gone(found: Screening) -> Iterator[str]:
    if number := decided_but_gone(found):
        yield (
            "Decided on, but not among the answers that were uploaded last: "
            f"{number}. Their decisions count again if they come back."
        )


def _taken_out(request: Signed, survey: Survey, why: str) -> HttpResponse:
    decisions = decisions_of(survey)
    content = decisions_text(decisions).encode("utf-8")
    taken = Taken(f"Screening decisions of {survey.title}"[:200], content, len(decisions.made))
    log_export(taken, by=request.user.key, why=why, at=timezone.now())
    return download(content, "decisions.csv", "text/csv; charset=utf-8")
