"""The drafted questionnaire: every question with its guessed kind, to be read and corrected."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.models import Survey, SurveyFile
from theodolite.store.surveys.answers import office_answers
from theodolite.store.surveys.correcting import save_correction
from theodolite.store.surveys.files_saved import file_of
from theodolite.store.surveys.fitting import Fit, fits_of
from theodolite.survey.drafting.correcting import reasons_in
from theodolite.survey.questionnaire import Question, questionnaire_in
from theodolite.web.look.parts import Changed
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.both_versions import both_versions
from theodolite.web.surveys.correction_form import CorrectionForm
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.steps import Place, place_in
from theodolite.web.surveys.wording import KIND_WORDS

HERE = "surveys:questionnaire"


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question as the list shows it."""

    code: str
    text: str
    kind: str
    why: str
    options: tuple[str, ...]
    parts: tuple[str, ...]
    answered: str
    unreadable: int
    href: str

    @property
    def options_said(self) -> str:
        """How many options there are, which is the line to open them by."""
        return f"{len(self.options)} options"

    @property
    def unreadable_said(self) -> str:
        """How many cells of it cannot be read."""
        return f"{self.unreadable:,} cannot be read"


@dataclass(frozen=True, slots=True)
class Asked:
    """The whole questionnaire, and which version of it this is."""

    place: Place
    title: str
    lines: tuple[QuestionLine, ...]
    version: int
    unreadable: int
    problem: str

    @property
    def is_drafted(self) -> bool:
        """Whether the kinds come with reasons, as a draft has them."""
        return any(line.why for line in self.lines)


@dataclass(frozen=True, slots=True)
class Correcting:
    """One question to be corrected, or two versions of it where someone was faster."""

    place: Place
    question: Question
    form: CorrectionForm
    changed: Changed | None


@for_roles("analyst")
def questionnaire(request: Signed, key: str) -> HttpResponse:
    """Each question with its guessed kind, its options, and how many answers it can read."""
    survey = survey_of(request, key)
    file = file_of(survey, SurveyFile.Name.QUESTIONNAIRE)
    asked = questionnaire_in(file.text)
    fits, problem = _fits(survey)
    lines = _lines(survey, asked.questions, reasons_in(file.text), fits)
    unreadable = sum(line.unreadable for line in lines)
    told = Asked(place_in(survey, HERE), asked.title, lines, file.version, unreadable, problem)
    return render(request, "surveys/questionnaire.html", {"page": told})


@for_roles("analyst")
def question(request: Signed, key: str) -> HttpResponse:
    """Correct the title, kind, options and bounds of the question that the address names."""
    survey = survey_of(request, key)
    file = file_of(survey, SurveyFile.Name.QUESTIONNAIRE)
    asked = questionnaire_in(file.text).question(request.GET.get("code", ""), where="the address")
    form = CorrectionForm.of(asked, request.POST or None, version=file.version)
    changed = None
    if form.is_valid():
        try:
            _save(request, file, asked.code, form)
            return redirect(HERE, survey.key)
        except ChangedMeanwhile as both:
            changed = both_versions(both, request, href=request.get_full_path())
        except CorrectableError as problem:
            form.add_error(None, str(problem))
    told = Correcting(place_in(survey, HERE), asked, form, changed)
    return render(request, "surveys/question.html", {"page": told})


def _save(request: Signed, file: SurveyFile, code: str, form: CorrectionForm) -> None:
    seen = form.cleaned_data["seen_version"]
    by, at = request.user.key, timezone.now()
    save_correction(file, code, form.correction(), seen_version=seen, by=by, at=at)
    messages.success(request, f"The question {code} was saved.")


def _fits(survey: Survey) -> tuple[dict[str, Fit], str]:
    """How well each question fits the answers; or, where they do not fit at all, why."""
    try:
        return fits_of(office_answers(survey)), ""
    except CorrectableError as problem:
        return {}, str(problem)


def _lines(
    survey: Survey,
    questions: tuple[Question, ...],
    reasons: tuple[str, ...],
    fits: dict[str, Fit],
) -> tuple[QuestionLine, ...]:
    why = dict(zip((one.code for one in questions), reasons, strict=False))
    return tuple(_line(survey, one, why.get(one.code, ""), fits.get(one.code)) for one in questions)


def _line(survey: Survey, asked: Question, why: str, fit: Fit | None) -> QuestionLine:
    address = reverse("surveys:question", args=[survey.key])
    return QuestionLine(
        code=asked.code,
        text=asked.text,
        kind=KIND_WORDS[asked.kind],
        why=why,
        options=tuple(option.label for option in asked.options),
        parts=tuple(part.label for part in asked.parts),
        answered=f"{fit.answered:,} of {fit.everyone:,}" if fit else "",
        unreadable=fit.unreadable if fit else 0,
        href=f"{address}?{urlencode({'code': asked.code})}",
    )
