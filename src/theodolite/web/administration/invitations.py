"""Invitations: whom to let in, and who has not come yet."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import Group, OneTimeLink, Role
from theodolite.web.accounts.invitations import Invitation, invite, withdraw
from theodolite.web.administration.forms import InvitationForm
from theodolite.web.permissions import Signed, for_roles


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that nobody has used yet."""

    pk: int
    email: str
    roles: str
    until: datetime
    is_over: bool


@dataclass(frozen=True, slots=True)
class Invitations:
    """The form, and who has not come yet."""

    form: InvitationForm
    waiting: tuple[OpenInvitation, ...]


@for_roles("administrator")
def invitations(request: Signed) -> HttpResponse:
    """Invite someone, or see who is invited."""
    form = InvitationForm(request.POST or None, groups=Group.objects.visible_to(request.user))
    if form.is_valid():
        try:
            invite(_said(form), by=request.user, at=timezone.now())
        except CorrectableError as problem:
            form.add_error("email", str(problem))
        else:
            messages.success(request, f"A letter is on its way to {form.cleaned_data['email']}.")
            return redirect("administration:invitations")
    page = Invitations(form, _waiting(request))
    return render(request, "administration/invitations.html", {"page": page})


@for_roles("administrator")
@require_POST
def withdraw_invitation(request: Signed, pk: int) -> HttpResponse:
    """Take an invitation back."""
    link = get_object_or_404(OneTimeLink.objects.visible_to(request.user), pk=pk, used_at=None)
    withdraw(link, by=request.user.key, at=timezone.now())
    messages.success(request, f"The invitation of {link.email} works no more.")
    return redirect("administration:invitations")


def _said(form: InvitationForm) -> Invitation:
    told = form.cleaned_data
    return Invitation(told["email"], told["roles"], [group.pk for group in told["groups"]])


def _waiting(request: Signed) -> tuple[OpenInvitation, ...]:
    now = timezone.now()
    links = OneTimeLink.objects.visible_to(request.user).filter(used_at=None).order_by("email")
    return tuple(
        OpenInvitation(
            link.pk,
            link.email,
            ", ".join(Role.Kind(role).label for role in link.detail["roles"]) or "Member",
            link.expires_at,
            not link.is_open(now),
        )
        for link in links
    )
