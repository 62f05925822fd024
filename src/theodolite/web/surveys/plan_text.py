"""The whole plan as a text, for what the form does not reach; its versions, and what changed."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.models import SurveyFile, SurveyFileVersion
from theodolite.store.names import names_of
from theodolite.store.surveys.files_saved import file_of, save_text
from theodolite.survey.plan_choices import differences
from theodolite.web.look.parts import Cell, Changed, Fact, Table
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.facts import moment_words
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.plan_editor import HERE, plan_versions
from theodolite.web.surveys.steps import Place, place_in


class PlanTextForm(forms.Form):
    """The whole text, in TOML."""

    text = forms.CharField(
        label="The plan",
        help_text="TOML. Lines that begin with # are remarks.",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class PlanText:
    """The text to be edited; `begun_from` is the earlier version it was begun from, or 0."""

    place: Place
    form: PlanTextForm
    begun_from: int
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class PlanVersions:
    """Every version that was saved."""

    place: Place
    table: Table


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version: who saved it when, what changed with it, and its whole text."""

    place: Place
    number: int
    facts: tuple[Fact, ...]
    differences: Table | None
    text: str


@for_roles("analyst")
def plan_text(request: Signed, key: str) -> HttpResponse:
    """Edit the whole text; what is wrong with it is told in sentences."""
    survey = survey_of(request, key)
    file = file_of(survey, SurveyFile.Name.PLAN)
    begun_from = _asked_for(request, file)
    initial = {"text": begun_from.text, "seen_version": file.version}
    form, changed = PlanTextForm(request.POST or None, initial=initial), None
    if form.is_valid():
        try:
            _save(request, file, form)
            return redirect(HERE, survey.key)
        except ChangedMeanwhile as both:
            changed = plan_versions(both, request)
        except CorrectableError as problem:
            form.add_error("text", str(problem))
    earlier = 0 if begun_from.number == file.version else begun_from.number
    told = PlanText(place_in(survey, HERE), form, earlier, changed)
    return render(request, "surveys/plan/text.html", {"page": told})


@for_roles("analyst")
def versions(request: Signed, key: str) -> HttpResponse:
    """Who saved the plan when, and what changed each time."""
    survey = survey_of(request, key)
    saved = list(file_of(survey, SurveyFile.Name.PLAN).versions.order_by("-number"))
    names = names_of(one.by for one in saved)
    lines = tuple(
        (
            Cell(
                f"Version {one.number}",
                href=reverse("surveys:plan_version", args=[survey.key, one.number]),
            ),
            moment_words(one.at),
            names[one.by],
        )
        for one in saved
    )
    table = Table("Versions of the plan, the newest first", ("Version", "Saved", "By"), lines)
    told = PlanVersions(place_in(survey, HERE), table)
    return render(request, "surveys/plan/versions.html", {"page": told})


@for_roles("analyst")
def version(request: Signed, key: str, number: int) -> HttpResponse:
    """What one version changed, setting by setting, and how it read."""
    survey = survey_of(request, key)
    every = file_of(survey, SurveyFile.Name.PLAN).versions
    found: SurveyFileVersion = get_object_or_404(every, number=number)
    before = every.filter(number__lt=number).order_by("-number").first()
    facts = (
        Fact("Saved", moment_words(found.at)),
        Fact("By", names_of([found.by])[found.by]),
    )
    changes = None if before is None else _changes(before, found)
    told = PlanVersion(place_in(survey, HERE), number, facts, changes, found.text)
    return render(request, "surveys/plan/version.html", {"page": told})


def _changes(before: SurveyFileVersion, after: SurveyFileVersion) -> Table:
    lines = tuple(
        (one.place, one.before or "(not there)", one.after or "(not there)")
        for one in differences(before.text, after.text)
    )
    caption = f"What version {after.number} changed" if lines else "No setting changed"
    was, now = f"Version {before.number}", f"Version {after.number}"
    return Table(caption, ("Setting", was, now), lines)


def _asked_for(request: Signed, file: SurveyFile) -> SurveyFileVersion:
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else file.version
    found: SurveyFileVersion = get_object_or_404(file.versions, number=number)
    return found


def _save(request: Signed, file: SurveyFile, form: PlanTextForm) -> None:
    said = form.cleaned_data
    written = "\n".join(said["text"].splitlines()) + "\n"
    by, at = request.user.key, timezone.now()
    save_text(file, written, seen_version=said["seen_version"], by=by, at=at)
    messages.success(request, f"Version {file.version} of the plan was saved.")
