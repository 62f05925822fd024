"""Complaints: anyone makes one, the office acknowledges it within thirty days and answers."""

from dataclasses import dataclass
from smtplib import SMTPException

from allauth.core import ratelimit
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.settings.errors import CorrectableError
from theodolite.store.complaints import (
    Said,
    acknowledge,
    answer,
    complain,
    refuse_answered,
)
from theodolite.store.models import Complaint
from theodolite.store.models.personal_data import DAYS_TO_ACKNOWLEDGE
from theodolite.web.look.days import day_words
from theodolite.web.look.parts import Cell, Fact, Table
from theodolite.web.permissions import Signed, everyone, for_roles
from theodolite.web.privacy.forms import AnswerForm, ComplaintForm


class LetterNotSent(CorrectableError):
    """The mail server did not take a letter."""


@dataclass(frozen=True, slots=True)
class Complaining:
    """The form, and within how many days we acknowledge."""

    form: ComplaintForm
    days: int = DAYS_TO_ACKNOWLEDGE


@dataclass(frozen=True, slots=True)
class Received:
    """All complaints, those to be acknowledged first."""

    table: Table
    overdue: int


@dataclass(frozen=True, slots=True)
class One:
    """One complaint, and what is still to be done about it."""

    key: str
    said: str
    facts: tuple[Fact, ...]
    is_acknowledged: bool
    answer: str
    form: AnswerForm | None


@everyone
def new(request: HttpRequest) -> HttpResponse:
    """Make a complaint."""
    account = request.user if request.user.is_authenticated else None
    known = {"email": account.email, "name": account.name} if account else {}
    form = ComplaintForm(request.POST or None, initial=known)
    if form.is_valid() and not ratelimit.consume(request, action="complaint"):
        form.add_error(None, _TOO_MANY)
    if not form.is_valid():
        return render(request, "privacy/complain.html", {"page": Complaining(form)})
    complain(Said(**form.cleaned_data), account, at=timezone.now())
    messages.success(
        request,
        f"Your complaint has arrived. We acknowledge it within {DAYS_TO_ACKNOWLEDGE} days.",
    )
    return redirect("privacy:notice")


_TOO_MANY = (
    "This complaint was not taken, for too many were made from here. Copy what you wrote, and try"
    " again in an hour, or write a letter."
)


@for_roles("administrator")
def received(request: Signed) -> HttpResponse:
    """All complaints."""
    found = Complaint.objects.visible_to(request.user).order_by("-received_at")
    return render(request, "privacy/complaints.html", {"page": _listed(list(found))})


@for_roles("administrator")
def one(request: Signed, key: str) -> HttpResponse:
    """One complaint; its answer is sent from here."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), key=key)
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "privacy/complaint.html", {"page": _page_of(complaint, form)})
    words = form.cleaned_data["answer"]
    refuse_answered(complaint)
    _send(complaint, "Our answer to your complaint", words)
    answer(complaint, words, request.user, at=timezone.now())
    messages.success(request, "The answer has been sent.")
    return redirect("privacy:complaint", key)


@require_POST
@for_roles("administrator")
def acknowledged(request: Signed, key: str) -> HttpResponse:
    """Acknowledge a complaint by a letter."""
    complaint = get_object_or_404(Complaint.objects.visible_to(request.user), key=key)
    if complaint.acknowledged_at is None:
        _send(complaint, "We have your complaint", _ACKNOWLEDGED)
        acknowledge(complaint, request.user, at=timezone.now())
        messages.success(request, "Acknowledged by e-mail.")
    return redirect("privacy:complaint", key)


_ACKNOWLEDGED = (
    "We have received your complaint about how we use your data, and are looking into it.\n"
    "You will get an answer at this address.\n"
)


def _send(complaint: Complaint, subject: str, words: str) -> None:
    """Send a letter before it is noted: should all fail in between, it is sent twice, not never."""
    try:
        send_mail(subject, words, None, [complaint.email])
    except (OSError, SMTPException) as error:
        raise LetterNotSent(
            f"The mail server did not take the letter to {complaint.email} ({error}), so nothing"
            " was noted. Try again later, or write another way."
        ) from error


def _listed(found: list[Complaint]) -> Received:
    now = timezone.now()
    rows = tuple(
        (
            Cell(day_words(one.received_at), reverse("privacy:complaint", args=[one.key])),
            Cell(*_standing(one)),
            day_words(one.acknowledge_by),
        )
        for one in found
    )
    table = Table("Complaints", ("Received", "Stands", "Acknowledge by"), rows)
    return Received(table, overdue=sum(one.is_overdue(now) for one in found))


def _standing(complaint: Complaint) -> tuple[str, str, str]:
    """Its state in a word, no address, and the colour of the word."""
    if complaint.answered_at:
        return "answered", "", "green"
    if complaint.acknowledged_at:
        return "acknowledged", "", "yellow"
    return "to acknowledge", "", "red" if complaint.is_overdue(timezone.now()) else "orange"


def _page_of(complaint: Complaint, form: AnswerForm) -> One:
    return One(
        key=complaint.key,
        said=complaint.said,
        facts=(
            Fact("From", f"{complaint.name} <{complaint.email}>".strip()),
            Fact("Received", day_words(complaint.received_at)),
            Fact("To be acknowledged by", day_words(complaint.acknowledge_by)),
        ),
        is_acknowledged=complaint.acknowledged_at is not None,
        answer=complaint.answer,
        form=None if complaint.answered_at else form,
    )
