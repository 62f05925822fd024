"""Pages on one's own data: see it, take it along, agree or not, have it erased."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store.consents import (
    PURPOSES,
    Purpose,
    consent_of,
    give_consent,
    withdraw_consent,
)
from theodolite.store.exports import Taken, log_export
from theodolite.store.models import Account, Complaint
from theodolite.store.people import refuse_if_last
from theodolite.store.queue import ask_for
from theodolite.store.subjects import find_subject
from theodolite.web.look.days import day_words
from theodolite.web.look.parts import Fact
from theodolite.web.permissions import Signed, signed_in
from theodolite.web.privacy.downloads import download
from theodolite.web.privacy.forms import ErasureForm
from theodolite.web.privacy.wording import held_in_words


@dataclass(frozen=True, slots=True)
class Agreed:
    """A purpose, and whether whoever looks agreed to it, in words."""

    purpose: Purpose
    holds: bool
    words: str


@dataclass(frozen=True, slots=True)
class Mine:
    """How much is held of whoever looks, what they agreed to, and their complaints."""

    email: str
    held: tuple[Fact, ...]
    agreed: tuple[Agreed, ...]
    complaints: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Erasure:
    """The form that confirms it."""

    form: ErasureForm


@signed_in
def mine(request: Signed) -> HttpResponse:
    """What is held of me."""
    return render(request, "privacy/mine.html", {"page": _page_of(request.user, timezone.now())})


@require_POST
@signed_in
def take_along(request: Signed) -> HttpResponse:
    """Everything that is held of me, as a file."""
    subject = find_subject(request.user.key)
    taken = Taken("my own data", subject.as_json(), rows=len(subject.held))
    log_export(taken, by=request.user.key, why="by the person themselves", at=timezone.now())
    return download(taken.content, "my-data.json", "application/json")


@require_POST
@signed_in
def agree(request: Signed, purpose: str) -> HttpResponse:
    """Agree to a use of my data, or take that back."""
    if request.POST.get("agree") == "yes":
        give_consent(request.user, purpose, at=timezone.now())
        messages.success(request, "Thank you. You can take it back here at any time.")
    else:
        withdraw_consent(request.user, purpose, at=timezone.now())
        messages.success(request, "Taken back. It holds from now on.")
    return redirect("privacy:mine")


@signed_in
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth has no types
def erase_me(request: Signed) -> HttpResponse:
    """Have my account and all that hangs on it erased, once it is sure that it is me."""
    form = ErasureForm(request.POST or None, expected=request.user.email)
    if request.method != "POST" or not form.is_valid():
        return render(request, "privacy/erase.html", {"page": Erasure(form)})
    refuse_if_last(request.user)
    asked = {"subject": request.user.key, "why": "asked for by the person themselves"}
    ask_for("erase", asked, request.user.key)
    logout(request)
    messages.success(request, "Your account is being erased, in every backup too.")
    return redirect("privacy:notice")


def _page_of(account: Account, now: datetime) -> Mine:
    complaints = Complaint.objects.visible_to(account).filter(account=account)
    return Mine(
        email=account.email,
        held=held_in_words(find_subject(account.key).counts()),
        agreed=tuple(_agreed(account, one, now) for one in PURPOSES),
        complaints=tuple(_told(one) for one in complaints.order_by("-received_at")),
    )


def _agreed(account: Account, purpose: Purpose, now: datetime) -> Agreed:
    given = consent_of(account, purpose.code, now)
    if given is None:
        return Agreed(purpose, holds=False, words="You have not agreed to this.")
    until = day_words(given.expires_at)
    return Agreed(purpose, holds=True, words=f"You agreed to this until {until}.")


def _told(complaint: Complaint) -> Fact:
    received = day_words(complaint.received_at)
    stands = "received" if complaint.acknowledged_at is None else "acknowledged"
    return Fact(f"Complaint of {received}", complaint.answer or f"Not answered yet; {stands}.")
