"""The pages of curators: sightings that await an answer, and answering one."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store.models import Sighting
from theodolite.web.exporting import exported
from theodolite.web.look.parts import Pages, pages_of
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.sightings import answering
from theodolite.web.sightings.forms import AnswerForm
from theodolite.web.sightings.listing import Line, lines_of, table_of_awaiting
from theodolite.web.sightings.pages import AT_ONCE, page_of


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The queue: longest waiting first, and how many are late."""

    lines: tuple[Line, ...]
    number: int
    overdue: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class Twice:
    """Two answers to one sighting: the one that was sent, and the one that came too late."""

    said: str
    theirs: str
    yours: str


@for_roles("curator")
def awaiting(request: Signed) -> HttpResponse:
    """Every sighting without an answer; those of one item, where the address names it."""
    today = timezone.localdate()
    waiting = Sighting.objects.visible_to(request.user).waiting()
    if request.GET.get("identity"):
        waiting = waiting.filter(identity=request.GET["identity"])
    shown = Paginator(waiting.select_related("account", "read_by"), AT_ONCE)
    page = shown.get_page(request.GET.get("page"))
    lines = lines_of(page.object_list, today=today)
    if (file := exported(request, "sightings-awaiting", table_of_awaiting(lines))) is not None:
        return file
    told = Awaiting(
        lines,
        shown.count,
        waiting.filter(due_on__lt=today).count(),
        pages_of(request, page),
    )
    return render(request, "sightings/awaiting.html", {"page": told})


@require_POST
@for_roles("curator")
def take_up(request: Signed, key: str) -> HttpResponse:
    """Say that I am reading it."""
    sighting = get_object_or_404(Sighting.objects.visible_to(request.user), key=key)
    answering.take_up(sighting, request.user, at=timezone.now())
    return redirect("sightings:one", key)


@require_POST
@for_roles("curator")
def answer(request: Signed, key: str) -> HttpResponse:
    """Answer it; the member gets a letter."""
    sighting = get_object_or_404(Sighting.objects.visible_to(request.user), key=key)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        page = page_of(sighting, request, form)
        return render(request, "sightings/one.html", {"page": page}, status=422)
    said = answering.Answer(form.cleaned_data["decision"], form.cleaned_data["answer"])
    try:
        answering.answer(sighting, said, request.user, at=timezone.now())
    except answering.AnsweredAlready as problem:
        told = Twice(str(problem), problem.theirs.answer, said.words)
        return render(request, "sightings/answered_already.html", {"page": told}, status=409)
    is_there = sighting.account is not None and sighting.account.is_active
    of_letter = (
        "The member has been written to." if is_there else "They left, so no letter is sent."
    )
    messages.success(request, f"Answered. {of_letter}")
    return redirect("sightings:awaiting")
