"""A release in the office: looked at, approved or refused by a second person, withdrawn."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.reports.reading.release import read_release
from theodolite.store.models import Release
from theodolite.store.names import names_of
from theodolite.store.surveys import releases
from theodolite.store.surveys.reports import page_in, report_folder
from theodolite.web.look.parts import Crumb, Fact
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys import files
from theodolite.web.surveys.attacked import Attacked, attacked_on
from theodolite.web.surveys.facts import moment_words
from theodolite.web.surveys.release_forms import DecideForm, WithdrawForm
from theodolite.web.surveys.report_body import ReportBody, body_of, trail_of

OFFICE = ("analyst", "administrator")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A release with everything needed to decide on it; `body` is what would go out."""

    crumbs: tuple[Crumb, ...]
    title: str
    facts: tuple[Fact, ...]
    attacked: Attacked | None
    form: DecideForm | None
    may_not: str
    body: ReportBody | None
    address: str
    withdraw: str


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """The form that takes a published report back."""

    crumbs: tuple[Crumb, ...]
    title: str
    form: WithdrawForm


@for_roles(*OFFICE)
def waiting(request: Signed, release: int) -> HttpResponse:
    """Look at what would go out, and decide."""
    found = release_of(request, release)
    if request.method == "POST":
        releases.check_can_be_decided(found, request.user.key)
    may_decide = found.state == "waiting" and releases.may_decide(found, request.user.key)
    form = DecideForm(request.POST or None) if may_decide else None
    if form is not None and form.is_valid():
        _decide(request, found, form)
        return redirect("releases:waiting", found.pk)
    return render(request, "releases/waiting.html", {"page": _waiting(found, form)})


@for_roles(*OFFICE)
def waiting_figure(request: Signed, release: int, name: str) -> HttpResponse:
    """A figure of a report that someone decides on."""
    return files.figure(report_folder(release_of(request, release).report), name)


@for_roles(*OFFICE)
def withdraw(request: Signed, release: int) -> HttpResponse:
    """Take a published report back, with a note at its address."""
    found = release_of(request, release)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        releases.withdraw(found, **form.cleaned_data, by=request.user.key, at=timezone.now())
        messages.success(request, f"{found} is withdrawn.")
        return redirect("releases:waiting", found.pk)
    told = Withdrawing(_crumbs(), found.report.title, form)
    return render(request, "releases/withdraw.html", {"page": told})


def release_of(request: Signed, release: int) -> Release:
    """The release with this number of the office, if whoever asks may see it."""
    related = ("report__survey", "report__plan", "report__questionnaire")
    seen = Release.objects.visible_to(request.user).select_related(*related)
    found: Release = get_object_or_404(seen, pk=release)
    return found


def _decide(request: Signed, found: Release, form: DecideForm) -> None:
    by, at = request.user.key, timezone.now()
    if form.cleaned_data["decision"] == "refuse":
        releases.refuse(found, by=by, reason=form.cleaned_data["reason"], at=at)
        messages.success(request, "The report stays in; whoever asked can read why.")
        return
    releases.check_can_go_out(found.report)
    with releases.as_published(found.report) as folder:
        out = releases.approve(found, read_release(folder), by=by, at=at)
    messages.success(request, f"{out} is published.")


def _waiting(found: Release, form: DecideForm | None) -> Waiting:
    report = found.report
    is_there = report.deleted_at is None and report.done_at is not None
    is_out = found.state == Release.State.PUBLISHED
    may_not = (
        "You made this report or asked for its release, so someone else decides on it."
        if found.state == "waiting" and form is None
        else ""
    )
    return Waiting(
        crumbs=_crumbs(),
        title=report.title,
        facts=tuple(_facts(found)),
        attacked=attacked_on(report),
        form=form,
        may_not=may_not,
        body=_body(found) if is_there else None,
        address=reverse("releases:release", args=[found.number]) if found.number else "",
        withdraw=reverse("releases:withdraw", args=[found.pk]) if is_out else "",
    )


def _body(found: Release) -> ReportBody:
    return body_of(
        page_in(report_folder(found.report)),
        trail_of(found.report),
        lambda name: reverse("releases:waiting_figure", args=[found.pk, name]),
    )


def _facts(found: Release) -> list[Fact]:
    keys = [found.report.by, found.asked_by, found.decided_by, found.withdrawn_by]
    names = names_of(key for key in keys if key)
    facts = [
        Fact("State", found.get_state_display()),
        Fact("For", found.get_audience_display()),
        Fact("Survey", found.report.survey.title),
        Fact("Report", f"{found.report.pk}, made by {names[found.report.by]}"),
        Fact("Asked for", f"{moment_words(found.asked_at)} by {names[found.asked_by]}"),
    ]
    if found.why:
        facts.append(Fact("To know", found.why))
    if found.decided_at:
        decided = f"{moment_words(found.decided_at)} by {names[found.decided_by]}"
        facts.append(Fact("Decided", decided))
    if found.reason:
        facts.append(Fact("Reason", found.reason))
    if found.withdrawn_at:
        gone = f"{moment_words(found.withdrawn_at)} by {names[found.withdrawn_by]}"
        facts += [Fact("Withdrawn", gone), Fact("Because", found.withdrawn_because)]
    return facts


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb("Published reports", reverse("releases:list")),)
