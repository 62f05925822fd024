"""Show jobs, cancel one, and ask for one again."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store import queue
from theodolite.store.models import Job
from theodolite.web.jobs_shown.wording import (
    facts_of,
    name_of,
    percent,
    result_of,
    state_of,
    table_of,
)
from theodolite.web.look.parts import Cell, Crumb, Fact, Pages, Table, pages_of
from theodolite.web.permissions import Signed, for_roles, signed_in

PAGE = 50


class JobsForm(forms.Form):
    """Which jobs to show."""

    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any state"), *Job.State.choices]
    )


@dataclass(frozen=True, slots=True)
class JobList:
    """One page of the list of jobs."""

    form: JobsForm
    number: int
    table: Table
    pages: Pages


@dataclass(frozen=True, slots=True)
class OneJob:
    """One job as it stands."""

    number: int
    name: str
    state: Cell
    percent: int
    said: str
    error: str
    facts: tuple[Fact, ...]
    result: tuple[Fact, ...]
    is_over: bool
    is_stopping: bool
    crumbs: tuple[Crumb, ...]


@for_roles("curator", "analyst", "administrator")
def jobs(request: Signed) -> HttpResponse:
    """The jobs that are this account's to look after, newest first."""
    form = JobsForm(request.GET)
    found = Job.objects.visible_to(request.user).order_by("-pk")
    if form.is_valid() and form.cleaned_data["state"]:
        found = found.filter(state=form.cleaned_data["state"])
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page = JobList(form, shown.paginator.count, table_of(shown), pages_of(request, shown))
    return render(request, "jobs/jobs.html", {"page": page})


@signed_in
def job(request: Signed, pk: int) -> HttpResponse:
    """One job: how far it is, what came of it, and what may be done about it."""
    return render(request, "jobs/job.html", {"page": _shown(request, pk)})


@signed_in
def progress(request: Signed, pk: int) -> HttpResponse:
    """Only how far a job is, for the job's page to put in place; once it is over, all anew."""
    page = _shown(request, pk)
    answer = render(request, "jobs/progress.html", {"page": page})
    if page.is_over:
        answer["HX-Refresh"] = "true"
    return answer


@signed_in
@require_POST
def cancel_job(request: Signed, pk: int) -> HttpResponse:
    """Cancel a job that waits, or have a running one stop."""
    found = queue.cancel(_visible(request, pk).pk, now=timezone.now())
    stops = "It stops at its next step." if not found.is_over else "It will not be done."
    messages.success(request, f"Job {found.pk} is cancelled. {stops}")
    return redirect("jobs:job", pk=pk)


@signed_in
@require_POST
def ask_again(request: Signed, pk: int) -> HttpResponse:
    """Ask for the same work once more."""
    again = queue.ask_again(_visible(request, pk), request.user.key)
    messages.success(request, f"Asked for again, as job {again.pk}.")
    return redirect("jobs:job", pk=again.pk)


def _visible(request: Signed, pk: int) -> Job:
    found: Job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    return found


def _shown(request: Signed, pk: int) -> OneJob:
    found = _visible(request, pk)
    looks_after = request.user.has_role("curator", "analyst", "administrator")
    state = state_of(found)
    return OneJob(
        found.pk,
        name_of(found),
        state,
        percent(found),
        found.said or f"{state.words}.",
        found.error,
        facts_of(found),
        result_of(found),
        found.is_over,
        found.is_cancel_asked,
        (Crumb("Jobs", reverse("jobs:jobs")),)
        if looks_after
        else (Crumb("Today", reverse("home")),),
    )
