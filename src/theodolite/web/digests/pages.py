"""The pages of subscribers: which digests one wants, what was sent, and how to end it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from theodolite.store.consents import WATCHED, set_consent
from theodolite.store.digests import manages_digest, subscribe
from theodolite.store.models import Account, Edition, Group
from theodolite.store.unsubscribing import subscribed_by, unsubscribe
from theodolite.web.digests.failing import Failed, failed_of
from theodolite.web.digests.forms import SubscriptionsForm
from theodolite.web.look.days import day_words
from theodolite.web.look.parts import Crumb
from theodolite.web.permissions import Signed, everyone, signed_in

SHOWN = 12
"""How many of the last digests a page lists."""


@dataclass(frozen=True, slots=True)
class Line:
    """A digest of a list, or a group's digest to be looked after."""

    words: str
    href: str
    said: str


@dataclass(frozen=True, slots=True)
class Mine:
    """What one is subscribed to, what was sent lately, and the groups one looks after."""

    form: SubscriptionsForm
    editions: tuple[Line, ...]
    managed: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class One:
    """A digest as it went out; `sent` says to how many, for those who look after it."""

    crumbs: tuple[Crumb, ...]
    subject: str
    said: str
    plain: str
    pdf: str
    sent: str
    failed: Failed | None


@dataclass(frozen=True, slots=True)
class Ending:
    """What an address ends, and whether it has."""

    what: str
    is_ended: bool


@signed_in
def mine(request: Signed) -> HttpResponse:
    """Choose which digests I want."""
    account = request.user
    form = SubscriptionsForm(account, request.POST or None)
    if form.is_bound and form.is_valid():
        now = timezone.now()
        set_consent(account, WATCHED, agrees=form.wants_what_is_watched(), at=now)
        for group, rhythm in form.chosen():
            subscribe(account, group, rhythm, by=account.key, at=now)
        messages.success(request, "Your choice is kept.")
        return redirect("digests:mine")
    sent = Edition.objects.visible_to(account).filter(is_preview=False)
    page = Mine(form, lines_of(sent.order_by("-made_at")[:SHOWN]), _managed(account))
    status = 422 if form.is_bound else 200
    return render(request, "digests/mine.html", {"page": page}, status=status)


@signed_in
def one(request: Signed, key: str) -> HttpResponse:
    """A digest as it went out."""
    visible = Edition.objects.visible_to(request.user).select_related("group")
    edition = get_object_or_404(visible, key=key)
    manages = manages_digest(request.user, edition.group)
    failed = list(edition.letters.that_failed().order_by("-pk")) if manages else []
    page = One(
        (Crumb("Digests", reverse("digests:mine")),),
        edition.subject,
        _said(edition),
        edition.plain,
        reverse("digests:pdf", args=[key]),
        _sent(edition) if manages else "",
        failed_of(failed) if failed else None,
    )
    return render(request, "digests/one.html", {"page": page})


@signed_in
def pdf(request: Signed, key: str) -> HttpResponse:
    """The same as a PDF."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), key=key)
    return HttpResponse(
        bytes(edition.pdf),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{edition.file_name}"'},
    )


@csrf_exempt
@everyone
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """End a subscription by the address in a digest: mail programs send it, people press a button.

    It needs no sign-in and no token of a form (RFC 8058): the address is signed and does only this.
    """
    is_ended = request.method == "POST"
    found = unsubscribe(token, at=timezone.now()) if is_ended else subscribed_by(token)
    return render(request, "digests/leave.html", {"page": Ending(found.words, is_ended)})


def lines_of(editions: Iterable[Edition]) -> tuple[Line, ...]:
    """One line for each digest."""
    return tuple(
        Line(one.subject, reverse("digests:one", args=[one.key]), _said(one)) for one in editions
    )


def _managed(account: Account) -> tuple[Line, ...]:
    groups = Group.objects.visible_to(account).select_related("digest").order_by("name")
    return tuple(
        Line(group.name, reverse("digests:group", args=[group.pk]), state_of(group))
        for group in groups
        if manages_digest(account, group)
    )


def state_of(group: Group) -> str:
    """Whether a group's digest goes out."""
    digest = getattr(group, "digest", None)
    if digest is None or not digest.topics:
        return "Not set up yet."
    return "Goes out." if digest.approved_at else "Waits to be approved."


def _said(edition: Edition) -> str:
    return f"{edition.get_rhythm_display()}, {day_words(edition.made_at)}"


def _sent(edition: Edition) -> str:
    """To how many it went, as long as its letters are kept."""
    counts = Counter(edition.letters.values_list("state", flat=True))
    waiting = counts["waiting"] + counts["sending"]
    told = f"Sent to {counts['sent']}; {waiting} on the way; {counts['dropped']} could not be sent"
    unsure = f"; {counts['unsure']} may not have arrived" if counts["unsure"] else ""
    return f"{told}{unsure}." if counts else ""
