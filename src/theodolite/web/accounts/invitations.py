"""Invite people by a letter with a link that works once, and let them make their account."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.groups import have_member
from theodolite.store.history import write_down
from theodolite.store.models import Account, Group, OneTimeLink
from theodolite.store.one_time_links import Wanted, make_link, use_up
from theodolite.store.people import AddressTaken, Person, add_account, check_roles
from theodolite.web.accounts.adapter import LetterNotSent
from theodolite.web.accounts.arriving import link_in_hand
from theodolite.web.accounts.forms import NewAccount
from theodolite.web.permissions import everyone

WORKS_FOR = timedelta(days=7)


class NoAddress(CorrectableError):
    """Somebody is invited who cannot be reached."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited, as what, and into which groups."""

    email: str
    roles: Collection[str] = ()
    groups: Collection[int] = ()


@transaction.atomic
def invitation_link(invitation: Invitation, *, by: str, at: datetime) -> str:
    """The address at which someone makes their account; a new one replaces an older one."""
    check_roles(invitation.roles)
    email = _checked(invitation.email)
    if Account.objects.filter(email=email).exists():
        raise AddressTaken(
            f"There is an account for {email} already, so no invitation was sent."
            " Give that account the roles it needs."
        )
    told = {"roles": sorted(invitation.roles), "groups": sorted(invitation.groups)}
    wanted = Wanted(OneTimeLink.Purpose.INVITATION, WORKS_FOR, email=email, by=by, detail=told)
    token = make_link(wanted, at=at)
    # The address is personal, and a history keeps for ever: the link's row has it, not the line.
    write_down("invitation made", f"invitation {_open_link(email).pk}", by, told, at=at)
    return settings.INSTALLATION.address.rstrip("/") + reverse("arrive", args=[token])


def _checked(email: str) -> str:
    """The address, if letters can be sent there."""
    try:
        validate_email(email.strip())
    except ValidationError:
        raise NoAddress(
            f"{email!r} is not an e-mail address, so nobody was invited. Write one like"
            " ada@example.org."
        ) from None
    return email.strip().casefold()


def invite(invitation: Invitation, *, by: Account, at: datetime) -> None:
    """Send someone a letter with their link; without the letter there is no invitation."""
    address = invitation_link(invitation, by=by.key, at=at)
    told = {"link": address, "inviter": str(by), "days": WORKS_FOR.days}
    try:
        # Not inside the transaction: a slow mail server would keep everyone else from writing.
        get_adapter().send_mail("accounts/email/invitation", invitation.email, told)
    except LetterNotSent:
        withdraw(_open_link(invitation.email), by=by.key, at=at)
        raise


def withdraw(link: OneTimeLink, *, by: str, at: datetime) -> None:
    """Let an invitation work no more."""
    with transaction.atomic():
        write_down("invitation withdrawn", f"invitation {link.pk}", by, at=at)
        link.delete()


@everyone
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Choose a name and a password, and be in."""
    link = link_in_hand(request, OneTimeLink.Purpose.INVITATION)
    form = NewAccount(request.POST or None, email=link.email)
    if form.is_valid():
        account = _make(form.cleaned_data, link, timezone.now())
        answer: HttpResponse = perform_login(request, account)
        return answer
    return render(request, "accounts/accept_invitation.html", {"form": form, "email": link.email})


def _open_link(email: str) -> OneTimeLink:
    address, purpose = email.strip().casefold(), OneTimeLink.Purpose.INVITATION
    link: OneTimeLink = OneTimeLink.objects.get(email=address, purpose=purpose, used_at=None)
    return link


@transaction.atomic
def _make(said: dict[str, str], link: OneTimeLink, now: datetime) -> Account:
    use_up(link, at=now)
    person = Person(said["name"], frozenset(link.detail["roles"]))
    account = add_account(link.email, person, password=said["password"], by=link.by, at=now)
    for group in Group.objects.filter(pk__in=link.detail["groups"]):
        have_member(group, account, is_chair=False, by=link.by, at=now)
    return account
