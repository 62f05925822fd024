"""Upload the export of a survey's answers, and see how far the reading of it is."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import DataSet, Job, Survey
from theodolite.store.surveys.receiving import KIND, receive, take_in
from theodolite.store.surveys.uploads import Arrival, shown_name
from theodolite.web.look.parts import Fact
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.facts import data_set_facts
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.forms import UploadForm
from theodolite.web.surveys.steps import Place, place_in


@dataclass(frozen=True, slots=True)
class Upload:
    """The form, and the answers that a new upload would replace."""

    place: Place
    form: UploadForm
    kept: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of an upload is; `percent` is None until it has begun."""

    place: Place
    said: str
    percent: int | None
    is_over: bool
    error: str


@for_roles("analyst")
def upload(request: Signed, key: str) -> HttpResponse:
    """Take a file in; a small one is read at once, and a refused one leaves nothing."""
    survey = survey_of(request, key)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (received := _received(request, survey, form)):
        if isinstance(received, Job):
            return redirect("surveys:reading", survey.key, received.pk)
        messages.success(request, f"{received.respondents:,} respondents were read.")
        return redirect("surveys:questionnaire", survey.key)
    kept = survey.data_set
    place = place_in(survey, "surveys:upload")
    told = Upload(place, form, data_set_facts(kept) if kept else ())
    return render(request, "surveys/upload.html", {"page": told})


@for_roles("analyst")
def reading(request: Signed, key: str, job: int) -> HttpResponse:
    """How far a job is that reads an upload; when it is done, go on to the questionnaire."""
    survey = survey_of(request, key)
    mine = Job.objects.visible_to(request.user).filter(kind=KIND, detail__survey=survey.key)
    found = get_object_or_404(mine, pk=job)
    if found.state == Job.State.DONE and "HX-Request" not in request.headers:
        return redirect("surveys:questionnaire", survey.key)
    begun = found.state != Job.State.WAITING
    told = Reading(
        place_in(survey, "surveys:upload"),
        found.said or ("Read" if found.is_over else "Waiting for its turn"),
        round(100 * found.share) if begun else None,
        found.is_over,
        found.error,
    )
    return render(request, "surveys/reading.html", {"page": told})


def _received(request: Signed, survey: Survey, form: UploadForm) -> DataSet | Job | None:
    """What became of an upload; None where it was refused, which the form then says."""
    said = form.cleaned_data
    try:
        arrival = Arrival(
            survey=survey.key,
            key=take_in(said["export"].file),
            name=shown_name(said["export"].name),
            by=request.user.key,
            retain_until=said["retain_until"],
            layout=said["layout"] or None,
            sheet=said["sheet"],
        )
        return receive(arrival, at=timezone.now())
    except CorrectableError as problem:
        form.add_error("export", str(problem))
        return None
