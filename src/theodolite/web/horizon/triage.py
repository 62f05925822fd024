"""Triage: the inbox, one item at a time or as a list, and every act on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.evidence.framework import Topic
from theodolite.store import inbox, outcomes
from theodolite.store.findings import Found, RoundTold, newest
from theodolite.store.inbox import DecidedMeanwhile, Form, Waiting
from theodolite.store.models import Account, ListedItem
from theodolite.web.horizon.acting import REASONS, ActForm, new_token, token_sent
from theodolite.web.horizon.rounds import criteria_now, open_conflicts
from theodolite.web.horizon.showing import Card, card_of
from theodolite.web.horizon.telling import Said, said_by, told_of
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.sightings.topics import topics_of_society

LISTED = 25
"""How many items a list shows at once."""

DECIDED_MEANWHILE = 409


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for one person, what it is judged by, and how far the round has come.

    `token` and `seen` go with every form: the one is done once, the other tells what was known.
    """

    cards: tuple[Card, ...]
    is_list: bool
    topics: tuple[Topic, ...]
    criteria: str
    round: Found[RoundTold] | None
    conflicts: int
    last: str
    reasons: tuple[str, ...]
    token: str
    seen: int
    undo_token: str
    form: ActForm | None = None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What somebody else did about an item after it was shown, and the act as it was sent."""

    card: Card
    said: tuple[Said, ...]
    deed: str
    sent: tuple[tuple[str, str], ...]
    next: str


@for_roles("curator")
def triage(request: Signed) -> HttpResponse:
    """What to decide on next, best first."""
    is_list = request.GET.get("show") == "list"
    waiting = inbox.upcoming(
        request.user.key, on=timezone.localdate(), most=LISTED if is_list else 1
    )
    page = _page(request.user, waiting, is_list=is_list)
    return render(request, "horizon/triage.html", {"page": page})


@require_POST
@for_roles("curator")
def act(request: Signed) -> HttpResponse:
    """Keep, discard, skip or put off, once, and go on with the next."""
    rows = ListedItem.objects.visible_to(request.user)
    form = ActForm(request.POST, rows=rows, today=timezone.localdate())
    is_list = request.POST.get("show") == "list"
    if not form.is_valid():
        return _again(request, form, is_list=is_list)
    chosen: Sequence[ListedItem] = list(form.cleaned_data["item"])
    refused = [one for row in chosen if (one := _done(request, form, row)) is not None]
    if refused and len(chosen) == 1:
        page = _meanwhile(request, refused[0], form, is_list=is_list)
        return render(request, "horizon/meanwhile.html", {"page": page}, status=DECIDED_MEANWHILE)
    for one in refused:
        messages.error(request, str(one))
    return redirect(_back(is_list=is_list))


@require_POST
@for_roles("curator")
def undo(request: Signed) -> HttpResponse:
    """Take back one's own last act."""
    form = Form(token_sent(request))
    _, undone = inbox.undo_last(request.user.key, form, on=timezone.localdate())
    if undone is not None:
        row = next(iter(ListedItem.objects.named([undone.identity])), None)
        messages.success(request, f"Taken back: {told_of(undone, row)}")
    return redirect(_back(is_list=request.POST.get("show") == "list"))


def _done(request: Signed, form: ActForm, row: ListedItem) -> DecidedMeanwhile | None:
    """Do the act on one item and say so; what somebody else did meanwhile comes back instead."""
    asked = form.act_about(row, request.user.key, timezone.now())
    try:
        done = inbox.decide(asked, form.form_of(row), on=timezone.localdate())
    except DecidedMeanwhile as found:
        return found
    if done.at != asked.at:
        messages.info(request, f"This was sent before, and was done once: {row.title}")
        return None
    row.refresh_from_db(fields=["state"])
    messages.success(request, told_of(asked, row))
    if row.state == ListedItem.State.IN_CONFLICT:
        messages.info(request, "Someone decided otherwise before, so it waits among the conflicts.")
    return None


def _again(request: Signed, form: ActForm, *, is_list: bool) -> HttpResponse:
    """The same page with what is wrong, about the same item."""
    chosen = ListedItem.objects.visible_to(request.user).filter(
        pk__in=[one for one in request.POST.getlist("item") if one.isdecimal()]
    )
    waiting = (
        inbox.upcoming(request.user.key, on=timezone.localdate(), most=LISTED)
        if is_list or not chosen
        else [Waiting(row, tuple(inbox.alike(row)), row.why) for row in chosen[:1]]
    )
    page = _page(request.user, waiting, form, is_list=is_list)
    return render(request, "horizon/triage.html", {"page": page}, status=422)


def _page(
    viewer: Account, waiting: Sequence[Waiting], form: ActForm | None = None, *, is_list: bool
) -> Inbox:
    topics = topics_of_society()
    names = {topic.code: topic.name for topic in topics}
    last = inbox.last_act(viewer.key)
    about = next(iter(ListedItem.objects.named([last.identity])), None) if last else None
    return Inbox(
        tuple(card_of(one.item, names, why=one.why, alike=one.alike) for one in waiting),
        is_list,
        topics,
        criteria_now().text,
        newest("round", RoundTold, viewer),
        open_conflicts(),
        told_of(last, about) if last else "",
        REASONS,
        new_token(),
        outcomes.catch_up(),
        new_token(),
        form,
    )


def _meanwhile(
    request: Signed, found: DecidedMeanwhile, form: ActForm, *, is_list: bool
) -> Meanwhile:
    names: Mapping[str, str] = {topic.code: topic.name for topic in topics_of_society()}
    again = request.POST.copy()
    again.pop("csrfmiddlewaretoken", None)
    again["token"], again["seen"] = new_token(), str(outcomes.catch_up())
    deed = again.get("deed") or "discard"
    return Meanwhile(
        card_of(found.item, names, alike=form.beside(found.item)),
        said_by(found.acts),
        deed,
        tuple((name, str(value)) for name, values in again.lists() for value in values),
        _back(is_list=is_list),
    )


def _back(*, is_list: bool) -> str:
    return reverse("horizon:triage") + ("?show=list" if is_list else "")
