"""The first administrator: no default account, but a link that works once."""

from datetime import datetime, timedelta

from allauth.account.utils import perform_login
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from theodolite.store.models import Account, OneTimeLink
from theodolite.store.one_time_links import LinkDoesNotWork, Wanted, make_link, use_up
from theodolite.store.people import Person, add_account, has_administrator
from theodolite.web.accounts.arriving import link_in_hand
from theodolite.web.accounts.forms import FirstAdministrator
from theodolite.web.permissions import everyone

WORKS_FOR = timedelta(hours=24)


@transaction.atomic
def first_link(now: datetime) -> str | None:
    """The address at which the first administrator makes their account; None once there is one.

    A new link replaces an older one.
    """
    if has_administrator():
        return None
    token = make_link(Wanted(OneTimeLink.Purpose.FIRST, WORKS_FOR), at=now)
    return settings.INSTALLATION.address.rstrip("/") + reverse("arrive", args=[token])


@everyone
def first_administrator(request: HttpRequest) -> HttpResponse:
    """Choose an address and a password, and administer from now on."""
    link = link_in_hand(request, OneTimeLink.Purpose.FIRST)
    form = FirstAdministrator(request.POST or None)
    if form.is_valid():
        account = _make(form.cleaned_data, link, timezone.now())
        answer: HttpResponse = perform_login(request, account)
        return answer
    return render(request, "accounts/first_administrator.html", {"form": form})


@transaction.atomic
def _make(said: dict[str, str], link: OneTimeLink, now: datetime) -> Account:
    use_up(link, at=now)
    if has_administrator():
        raise LinkDoesNotWork
    person = Person(said["name"], frozenset({"administrator"}))
    return add_account(said["email"], person, password=said["password"], by="", at=now)
