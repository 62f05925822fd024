"""All reports on a survey, and the button that has the plan carried out."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.evidence.disclosure import PROFILES
from theodolite.store.models import Job, Report
from theodolite.store.names import names_of
from theodolite.store.surveys.files_saved import plan_of
from theodolite.store.surveys.reports import ask_for_report
from theodolite.web.look.parts import Cell, Table
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.facts import moment_words
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.steps import Place, place_in

HERE = "surveys:reports"

_COLOURS = {
    Job.State.DONE: "green",
    Job.State.FAILED: "red",
    Job.State.CANCELLED: "grey",
    Job.State.RUNNING: "yellow",
    Job.State.WAITING: "yellow",
}


class ReportForm(forms.Form):
    """Under which rule the report is to be made."""

    profile = forms.ChoiceField(
        label="Which counts may it show?",
        choices=[(one.name, one.says) for one in PROFILES.values()],
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports there are, and the form for another."""

    place: Place
    form: ReportForm
    table: Table


@for_roles("analyst")
def reports(request: Signed, key: str) -> HttpResponse:
    """List the reports; have another made from the plan as it is saved now."""
    survey = survey_of(request, key)
    form = ReportForm(request.POST or None, initial={"profile": plan_of(survey).disclosure})
    if form.is_valid():
        profile = form.cleaned_data["profile"]
        report = ask_for_report(survey, profile, by=request.user.key, at=timezone.now())
        return redirect("surveys:report", survey.key, report.key)
    made = Report.objects.visible_to(request.user).filter(survey=survey).order_by("-pk")
    told = Reports(place_in(survey, HERE), form, _table(list(made.select_related("job", "plan"))))
    return render(request, "surveys/report/list.html", {"page": told})


def state_of(report: Report) -> tuple[str, str]:
    """Where a report stands, in a word and its colour."""
    if report.deleted_at is not None:
        return "Deleted", "grey"
    if report.done_at is not None:
        return "Done", "green"
    if report.job is None:
        return "Lost", "red"
    state = Job.State(report.job.state)
    return state.label, _COLOURS[state]


def _table(made: list[Report]) -> Table:
    names = names_of(one.by for one in made)
    return Table(
        "Reports, the newest first",
        ("Report", "Rule", "Plan", "Asked for", "By", "State"),
        tuple(_line(one, names[one.by]) for one in made),
    )


def _line(report: Report, who: str) -> tuple[str | Cell, ...]:
    state, colour = state_of(report)
    return (
        Cell(
            f"Report {report.pk}",
            href=reverse("surveys:report", args=[report.survey.key, report.key]),
        ),
        PROFILES[report.profile].says,
        f"Version {report.plan.number}",
        moment_words(report.asked_at),
        who,
        Cell(state, tag_colour=colour),
    )
