"""The questionnaire as a text to be edited, and its earlier versions."""

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
from theodolite.store.surveys.correcting import save_questionnaire
from theodolite.store.surveys.files_saved import file_of
from theodolite.web.look.parts import Cell, Changed, Table
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.both_versions import both_versions
from theodolite.web.surveys.facts import moment_words
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.steps import Place, place_in

HERE = "surveys:questionnaire"


class TextForm(forms.Form):
    """The whole text, in TOML."""

    text = forms.CharField(
        label="The questionnaire",
        help_text="TOML. Lines that begin with # are remarks.",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Text:
    """The text to be edited; `begun_from` is the earlier version that it was begun from, or 0."""

    place: Place
    form: TextForm
    begun_from: int
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version that was saved."""

    place: Place
    table: Table


@for_roles("analyst")
def text(request: Signed, key: str) -> HttpResponse:
    """Edit the whole text; what is wrong with it is told in sentences."""
    survey = survey_of(request, key)
    file = file_of(survey, SurveyFile.Name.QUESTIONNAIRE)
    begun_from = _begun_from(request, file)
    initial = {"text": begun_from.text, "seen_version": file.version}
    form, changed = TextForm(request.POST or None, initial=initial), None
    if form.is_valid():
        try:
            _save(request, file, form)
            return redirect(HERE, survey.key)
        except ChangedMeanwhile as both:
            changed = both_versions(both, request, href=request.path)
        except CorrectableError as problem:
            form.add_error("text", str(problem))
    earlier = 0 if begun_from.number == file.version else begun_from.number
    told = Text(place_in(survey, HERE), form, earlier, changed)
    return render(request, "surveys/questionnaire_text.html", {"page": told})


@for_roles("analyst")
def versions(request: Signed, key: str) -> HttpResponse:
    """Who saved the questionnaire when, and the way back to each."""
    survey = survey_of(request, key)
    file = file_of(survey, SurveyFile.Name.QUESTIONNAIRE)
    table = Table(
        "Versions of the questionnaire, the newest first",
        ("Version", "Saved", "By"),
        _lines(file),
    )
    told = Versions(place_in(survey, HERE), table)
    return render(request, "surveys/questionnaire_versions.html", {"page": told})


def _begun_from(request: Signed, file: SurveyFile) -> SurveyFileVersion:
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() else file.version
    found: SurveyFileVersion = get_object_or_404(file.versions, number=number)
    return found


def _save(request: Signed, file: SurveyFile, form: TextForm) -> None:
    said = form.cleaned_data
    written = "\n".join(said["text"].splitlines()) + "\n"
    by, at = request.user.key, timezone.now()
    save_questionnaire(file, written, seen_version=said["seen_version"], by=by, at=at)
    messages.success(request, f"Version {file.version} was saved.")


def _lines(file: SurveyFile) -> tuple[tuple[str | Cell, ...], ...]:
    address = reverse("surveys:questionnaire_text", args=[file.survey.key])
    saved = list(file.versions.order_by("-number"))
    names = names_of(one.by for one in saved)
    return tuple(
        (
            Cell(f"Version {one.number}", href=f"{address}?version={one.number}"),
            moment_words(one.at),
            names[one.by],
        )
        for one in saved
    )
