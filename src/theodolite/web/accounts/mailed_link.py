"""Let a member fill in one form without signing in: a link by e-mail, good for that form, once."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import Account, OneTimeLink
from theodolite.store.one_time_links import Wanted, make_link, use_up
from theodolite.web.accounts.arriving import link_in_hand
from theodolite.web.permissions import everyone

WORKS_FOR = timedelta(hours=2)
_PASS = "form pass"  # noqa: S105  the name of a place in the session


class AskedTooOften(CorrectableError):
    """Links were asked for more often than anyone needs."""


def send_link(request: HttpRequest, email: str, *, purpose: str, page: str) -> None:
    """Send a link to `page` (the name of its address) if the e-mail address is an account's.

    Whoever asks is told the same in any case: look into your mailbox.
    """
    address = email.strip().casefold()
    if not ratelimit.consume(request, action="mailed_link", key=address):
        raise AskedTooOften(
            "Links were asked for too often from here, so no more are sent for now."
            " Use the newest letter you have, or try again in an hour."
        )
    account = Account.objects.filter(email=address, is_active=True).first()
    if account is None:
        return
    wanted = Wanted(
        OneTimeLink.Purpose.FORM,
        WORKS_FOR,
        email=account.email,
        by=account.key,
        detail={"purpose": purpose, "page": page},
    )
    token = make_link(wanted, at=timezone.now())
    link = settings.INSTALLATION.address.rstrip("/") + reverse("arrive", args=[token])
    told = {"link": link, "purpose": purpose, "hours": 2}
    get_adapter().send_mail("accounts/email/mailed_link", account.email, told)


@everyone
def use_mailed_link(request: HttpRequest) -> HttpResponse:
    """Go on to the form that the link is for; it stays good until the form is sent."""
    link = link_in_hand(request, OneTimeLink.Purpose.FORM)
    request.session[_PASS] = link.pk
    return redirect(link.detail["page"])


def person_for(request: HttpRequest, *, purpose: str) -> Account | None:
    """Who fills in the form: whoever is signed in, or whom a link let in for this purpose."""
    if isinstance(request.user, Account):
        return request.user
    link = _pass_of(request)
    if link is None or link.detail.get("purpose") != purpose:
        return None
    found: Account | None = Account.objects.filter(key=link.by, is_active=True).first()
    return found


def spend(request: HttpRequest, *, purpose: str) -> None:
    """Use the link up, once what it was for is done; nothing for someone signed in."""
    link = _pass_of(request)
    if not request.user.is_authenticated and link and link.detail.get("purpose") == purpose:
        use_up(link, at=timezone.now())
        del request.session[_PASS]


def _pass_of(request: HttpRequest) -> OneTimeLink | None:
    held: int = request.session.get(_PASS, 0)
    found: OneTimeLink | None = OneTimeLink.objects.filter(pk=held, purpose="form").first()
    return found if found is not None and found.is_open(timezone.now()) else None
