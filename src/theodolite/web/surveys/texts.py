"""What people typed freely: read by an analyst, who lets single answers or whole questions pass."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from theodolite.store.models import Survey
from theodolite.store.surveys.answers import Passing, let_pass, passed_texts, texts_to_read
from theodolite.store.surveys.files_saved import questionnaire_of
from theodolite.survey.pseudonyms import EVERYONE, TypedAnswer, free_text_questions
from theodolite.survey.questionnaire import Question
from theodolite.web.look.parts import Cell, Pages, Table, pages_of
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.steps import Place, place_in

HERE = "surveys:texts"
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Texts:
    """Every question that was answered freely."""

    place: Place
    table: Table


@dataclass(frozen=True, slots=True)
class Typed:
    """The answers to one of them, and whether all of them pass."""

    place: Place
    question: Question
    answers: tuple[TypedAnswer, ...]
    number: int
    has_passed: bool
    pages: Pages


@for_roles("analyst")
def texts(request: Signed, key: str) -> HttpResponse:
    """The questions that were answered freely, and how many of their answers are withheld."""
    survey = survey_of(request, key)
    columns = ("Question", "Answers", "Withheld")
    table = Table("Questions answered freely", columns, _lines(survey), numbers=columns[1:])
    told = Texts(place_in(survey, HERE), table)
    return render(request, "surveys/texts.html", {"page": told})


@for_roles("analyst")
def typed(request: Signed, key: str) -> HttpResponse:
    """What was typed in answer to one question, with a button beside each answer."""
    survey = survey_of(request, key)
    asked = _asked(survey, request.GET.get("code", ""))
    answers = [one for one in texts_to_read(survey) if one.question == asked.code]
    page = Paginator(answers, AT_ONCE).get_page(request.GET.get("page"))
    told = Typed(
        place_in(survey, HERE),
        asked,
        tuple(page.object_list),
        len(answers),
        (asked.code, EVERYONE) in passed_texts(survey),
        pages_of(request, page),
    )
    return render(request, "surveys/typed.html", {"page": told})


@require_POST
@for_roles("analyst")
def pass_text(request: Signed, key: str) -> HttpResponse:
    """Let an answer, or all answers to a question, into the analysis, or take it back."""
    survey = survey_of(request, key)
    asked = _asked(survey, request.POST.get("code", ""))
    answer, passes = request.POST.get("answer", EVERYONE)[:32], request.POST.get("passes") == "yes"
    passing = Passing(asked.code, answer, passes=passes)
    let_pass(survey, passing, by=request.user.key, at=timezone.now())
    done = "passes now" if passes else "is withheld again"
    messages.success(request, f"What {answer.partition(' ')[0] or 'everyone'} typed {done}.")
    address = reverse("surveys:typed", args=[survey.key])
    place = {"code": asked.code, "page": request.POST.get("page", "1")}
    return redirect(f"{address}?{urlencode(place)}")


def _asked(survey: Survey, code: str) -> Question:
    return questionnaire_of(survey).question(code, where="the address")


def _lines(survey: Survey) -> tuple[tuple[str | Cell, ...], ...]:
    everything = texts_to_read(survey)
    address = reverse("surveys:typed", args=[survey.key])
    lines = []
    for asked in free_text_questions(questionnaire_of(survey)):
        answers = [one for one in everything if one.question == asked.code]
        withheld = sum(not one.has_passed for one in answers)
        link = Cell(asked.text, href=f"{address}?{urlencode({'code': asked.code})}")
        lines.append((link, f"{len(answers):,}", f"{withheld:,}"))
    return tuple(lines)
