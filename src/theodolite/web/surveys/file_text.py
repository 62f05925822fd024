"""The questionnaire or the plan as a text to be edited; its versions, and what each changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.models import Survey, SurveyFile, SurveyFileVersion
from theodolite.store.names import names_of
from theodolite.store.surveys.correcting import save_questionnaire
from theodolite.store.surveys.files_saved import file_of, save_text
from theodolite.web.look.parts import Cell, Changed, Fact, Table
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.both_versions import both_versions, differing
from theodolite.web.surveys.facts import moment_words
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.steps import Place, place_in

_SAVE = {SurveyFile.Name.QUESTIONNAIRE: save_questionnaire, SurveyFile.Name.PLAN: save_text}


class TextForm(forms.Form):
    """The whole text, in TOML."""

    text = forms.CharField(
        label="The whole text",
        help_text="TOML. Lines that begin with # are remarks.",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Which file of a survey a page is about: in a word, and where its pages are."""

    survey: Place
    word: str
    page: str
    text_page: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text to be edited; `begun_from` is the earlier version that it was begun from, or 0."""

    place: FilePlace
    form: TextForm
    begun_from: int
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version that was saved."""

    place: FilePlace
    table: Table


@dataclass(frozen=True, slots=True)
class Version:
    """One version: who saved it when, what changed with it, and its whole text."""

    place: FilePlace
    number: int
    facts: tuple[Fact, ...]
    differences: Table | None
    text: str


@for_roles("analyst")
def text(request: Signed, key: str, name: str) -> HttpResponse:
    """Edit the whole text; what is wrong with it is told in sentences."""
    survey = survey_of(request, key)
    file = file_of(survey, name)
    begun_from = _begun_from(request, file)
    initial = {"text": begun_from.text, "seen_version": file.version}
    form, changed = TextForm(request.POST or None, initial=initial), None
    if form.is_valid():
        try:
            _save(request, file, form.cleaned_data)
            return redirect(f"surveys:{name}", key)
        except ChangedMeanwhile as both:
            changed = both_versions(both, request, href=request.path)
        except CorrectableError as problem:
            form.add_error("text", str(problem))
    earlier = 0 if begun_from.number == file.version else begun_from.number
    told = Text(_place(survey, name), form, earlier, changed)
    return render(request, "surveys/file/text.html", {"page": told})


@for_roles("analyst")
def versions(request: Signed, key: str, name: str) -> HttpResponse:
    """Who saved the file when, and the way to each version."""
    survey = survey_of(request, key)
    saved = list(file_of(survey, name).versions.order_by("-number"))
    names = names_of(one.by for one in saved)
    lines = tuple(
        (
            Cell(f"Version {one.number}", href=_version_page(survey, name, one.number)),
            moment_words(one.at),
            names[one.by],
        )
        for one in saved
    )
    table = Table("Versions, the newest first", ("Version", "Saved", "By"), lines)
    told = Versions(_place(survey, name), table)
    return render(request, "surveys/file/versions.html", {"page": told})


@for_roles("analyst")
def version(request: Signed, key: str, name: str, number: int) -> HttpResponse:
    """What one version changed, and how it read."""
    survey = survey_of(request, key)
    every = file_of(survey, name).versions
    found: SurveyFileVersion = get_object_or_404(every, number=number)
    before = every.filter(number__lt=number).order_by("-number").first()
    facts = (
        Fact("Saved", moment_words(found.at)),
        Fact("By", names_of([found.by])[found.by]),
    )
    changes = None if before is None else _changes(name, before, found)
    told = Version(_place(survey, name), number, facts, changes, found.text)
    return render(request, "surveys/file/version.html", {"page": told})


def _place(survey: Survey, name: str) -> FilePlace:
    page, text_page = f"surveys:{name}", reverse(f"surveys:{name}_text", args=[survey.key])
    return FilePlace(place_in(survey, page), name, reverse(page, args=[survey.key]), text_page)


def _version_page(survey: Survey, name: str, number: int) -> str:
    return reverse(f"surveys:{name}_version", args=[survey.key, number])


def _changes(name: str, before: SurveyFileVersion, after: SurveyFileVersion) -> Table:
    lines = tuple(
        (one.name, one.theirs or "(not there)", one.yours or "(not there)")
        for one in differing(name, before.text, after.text)
    )
    caption = f"What version {after.number} changed" if lines else "Nothing but remarks changed"
    return Table(caption, ("Where", f"Version {before.number}", f"Version {after.number}"), lines)


def _begun_from(request: Signed, file: SurveyFile) -> SurveyFileVersion:
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else file.version
    found: SurveyFileVersion = get_object_or_404(file.versions, number=number)
    return found


def _save(request: Signed, file: SurveyFile, said: Mapping[str, Any]) -> None:
    written = "\n".join(said["text"].splitlines()) + "\n"
    save = _SAVE[SurveyFile.Name(file.name)]
    by, at = request.user.key, timezone.now()
    save(file, written, seen_version=said["seen_version"], by=by, at=at)
    messages.success(request, f"Version {file.version} of the {file.name} was saved.")
