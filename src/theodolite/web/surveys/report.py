"""One report in the office: how far it is, what it says, and the way to its release."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.store.models import Release, Report
from theodolite.store.names import names_of
from theodolite.store.surveys import releases
from theodolite.store.surveys.reports import page_in, profile_of, report_folder
from theodolite.web.look.parts import Fact
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys import files
from theodolite.web.surveys.analysis import HERE, state_of
from theodolite.web.surveys.attacked import Attacked, attacked_on
from theodolite.web.surveys.facts import moment_words
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.release_forms import AskForm
from theodolite.web.surveys.report_body import ReportBody, body_of, trail_of
from theodolite.web.surveys.steps import Place, place_in


@dataclass(frozen=True, slots=True)
class Running:
    """A report that is not there: it is being made, failed, or went with its answers."""

    place: Place
    number: int
    facts: tuple[Fact, ...]
    is_being_made: bool
    percent: int
    said: str
    error: str
    is_deleted: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A report that is there, with what the office may do with it."""

    place: Place
    number: int
    facts: tuple[Fact, ...]
    warnings: tuple[str, ...]
    body: ReportBody
    downloads: tuple[Fact, ...]
    attacked: Attacked | None
    releases: tuple[Fact, ...]
    form: AskForm | None


@for_roles("analyst")
def report(request: Signed, key: str, report: str) -> HttpResponse:
    """Show the report, or how far it is; ask for its release."""
    found = report_of(request, key, report)
    if found.done_at is None or found.deleted_at is not None:
        return render(request, "surveys/report/running.html", {"page": _running(found)})
    form = None if profile_of(found).is_inside_use else AskForm(request.POST or None)
    if form is not None and form.is_valid():
        release = releases.ask_to_release(
            found, **form.cleaned_data, by=request.user.key, at=timezone.now()
        )
        return redirect("releases:waiting", release.pk)
    return render(request, "surveys/report/report.html", {"page": _done(found, form)})


@for_roles("analyst")
def report_figure(request: Signed, key: str, report: str, name: str) -> HttpResponse:
    """A figure of a report."""
    return files.figure(report_folder(report_of(request, key, report)), name)


@for_roles("analyst")
def report_file(request: Signed, key: str, report: str, name: str) -> HttpResponse:
    """A document of a report, handed over and logged."""
    found = report_of(request, key, report)
    handed = files.Handed(
        report_folder(found), name, str(found), found.profile, request.user.key, is_for_office=True
    )
    return files.hand_over(handed)


def report_of(request: Signed, key: str, report: str) -> Report:
    """The report that an address names, if whoever asks may see it."""
    seen = Report.objects.visible_to(request.user).filter(survey=survey_of(request, key))
    related = seen.select_related("survey", "plan", "questionnaire", "job")
    found: Report = get_object_or_404(related, key=report)
    return found


def _running(found: Report) -> Running:
    job = found.job
    is_being_made = job is not None and not job.is_over and found.deleted_at is None
    return Running(
        place=place_in(found.survey, HERE),
        number=found.pk,
        facts=_facts(found),
        is_being_made=is_being_made,
        percent=round(100 * job.share) if job is not None else 0,
        said=(job.said or "Waiting for its turn") if job is not None else "",
        error=job.error if job is not None else "The work was lost. Ask for the report again.",
        is_deleted=found.deleted_at is not None,
    )


def _done(found: Report, form: AskForm | None) -> Done:
    address = [found.survey.key, found.key]
    plan = reverse("surveys:plan_version", args=[found.survey.key, found.plan.number])
    body = body_of(
        page_in(report_folder(found)),
        trail_of(found, plan_href=plan),
        lambda name: reverse("surveys:report_figure", args=[*address, name]),
    )
    there = list(Release.objects.filter(report=found).order_by("pk"))
    open_ones = [one for one in there if one.state in ("waiting", "published")]
    downloads = tuple(
        Fact(files.WORDS[name], name, href=reverse("surveys:report_file", args=[*address, name]))
        for name in files.offered(report_folder(found), is_for_office=True)
    )
    return Done(
        place=place_in(found.survey, HERE),
        number=found.pk,
        facts=_facts(found),
        warnings=tuple(found.warnings),
        body=body,
        downloads=downloads,
        attacked=attacked_on(found),
        releases=tuple(
            Fact(str(one), one.get_state_display(), href=reverse("releases:waiting", args=[one.pk]))
            for one in there
        ),
        form=None if open_ones else form,
    )


def _facts(found: Report) -> tuple[Fact, ...]:
    state, _ = state_of(found)
    return (
        Fact("State", state),
        Fact("Disclosure rule", profile_of(found).says),
        Fact("Asked for", f"{moment_words(found.asked_at)} by {names_of([found.by])[found.by]}"),
    )
