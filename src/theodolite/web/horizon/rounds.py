"""The round of reading: its criteria, how far it is, its audit, its end, and conflicts."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.horizon.stopping.audit import audit_sample
from theodolite.horizon.triage.acts import Act
from theodolite.store import inbox, outcomes, standing
from theodolite.store.editing import ChangedMeanwhile, save_if_unchanged
from theodolite.store.findings import Found, RoundTold, newest
from theodolite.store.history import write_down
from theodolite.store.inbox import Form, StoppedMeanwhile
from theodolite.store.models import Criteria, ListedItem
from theodolite.store.outcomes import triage_of
from theodolite.web.horizon.acting import new_token, token_sent
from theodolite.web.horizon.showing import Card, card_of
from theodolite.web.horizon.telling import Said, said_by
from theodolite.web.look.parts import Changed, changed_between
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.sightings.topics import topic_names

CRITERIA = "criteria"
"""The kind of entry that says what the criteria of a round are from then on."""


@dataclass(frozen=True, slots=True)
class Round:
    """How far this round is, and what may be done about it.

    `meanwhile` is what somebody else did to it before the viewer's own stop came.
    """

    told: Found[RoundTold] | None
    form: "AuditForm"
    token: str
    seen: int
    stopped: str
    meanwhile: Said | None


@dataclass(frozen=True, slots=True)
class Differing:
    """An item on which people differ: who said what, and whether the viewer may settle it alone."""

    card: Card
    said: tuple[Said, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The items on which people differ for longest, and how many there are in all."""

    items: tuple[Differing, ...]
    count: int
    token: str

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.items)


@dataclass(frozen=True, slots=True)
class Editing:
    """The criteria as a form, or both versions where somebody else changed them."""

    form: "CriteriaForm | None"
    version: int
    changed: Changed | None = None


class CriteriaForm(forms.Form):
    """What counts as worth keeping in this round."""

    text = forms.CharField(
        label="What counts as worth keeping in this round?",
        help_text="One criterion a line. Everyone who decides sees them beside the item.",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class AuditForm(forms.Form):
    """How large a sample of the unread is to be drawn."""

    size = forms.IntegerField(
        label="How many to draw", min_value=1, max_value=1_000, initial=50,
        widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-4", "inputmode": "numeric"}),
    )  # fmt: skip


class SettleForm(forms.Form):
    """What holds of an item on which people differ."""

    item = forms.ModelChoiceField(
        ListedItem.objects.none(),
        error_messages={
            "required": "Choose keep or discard beside an item.",
            "invalid_choice": "The item is not there any more; look at what is left.",
        },
    )
    verdict = forms.ChoiceField(
        choices=[("keep", "Keep"), ("discard", "Discard")],
        error_messages={
            "required": "Choose keep or discard beside an item.",
            "invalid_choice": "Choose keep or discard beside an item.",
        },
    )
    words = forms.CharField(
        max_length=500,
        required=False,
        error_messages={"max_length": "Say why in at most 500 characters."},
    )
    agreed = forms.BooleanField(required=False)

    def __init__(self, *given: Any, rows: Any, **named: Any) -> None:
        """Only items that whoever asks may see can be settled."""
        super().__init__(*given, **named)
        self.fields["item"].queryset = rows  # type: ignore[attr-defined]  # a model's field

    def act(self, by: str, at: datetime) -> Act:
        """The settlement that is asked for."""
        said = self.cleaned_data
        row, verdict = said["item"], said["verdict"]
        return Act(
            "settle", row.identity, by, at,
            reason=said["words"], verdict=verdict, agreed=said["agreed"],
        )  # fmt: skip


@for_roles("curator")
def round_now(request: Signed) -> HttpResponse:
    """How far the reading has come, how much was missed, and whether one may stop."""
    return _shown(request, AuditForm())


@require_POST
@for_roles("curator")
def draw_audit(request: Signed) -> HttpResponse:
    """Draw a random sample of the unread, to be read next."""
    form = AuditForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    sample = _sample(form.cleaned_data["size"])
    if not sample:
        messages.info(request, "Nothing is unread in this round, so there is nothing to draw.")
        return redirect("horizon:round")
    act = Act("audit", "", request.user.key, timezone.now(), members=sample)
    inbox.decide(act, _form(request, "audit"), on=timezone.localdate())
    messages.success(request, f"{len(sample)} items were drawn by chance and come first now.")
    return redirect("horizon:triage")


@require_POST
@for_roles("curator")
def stop(request: Signed) -> HttpResponse:
    """End this round: what is unread is set aside, and what comes in begins the next."""
    act, seen = Act("stop", "", request.user.key, timezone.now()), request.POST.get("seen", "")
    form = replace(
        _form(request, "stop"), seen=int(seen) if seen.isdecimal() and len(seen) < 19 else 0
    )
    try:
        inbox.decide(act, form, on=timezone.localdate())
    except StoppedMeanwhile as found:
        (theirs,) = said_by([found.act])
        return _shown(request, AuditForm(), theirs, status=409)
    messages.success(request, "This round is over. What was unread is set aside until you undo it.")
    return redirect("horizon:triage")


@for_roles("curator")
def conflicts(request: Signed) -> HttpResponse:
    """Items on which people differ, to be settled by a third person or by agreement."""
    names, by = topic_names(), request.user.key
    rows = ListedItem.objects.visible_to(request.user).filter(state=ListedItem.State.IN_CONFLICT)
    found = []
    for row in rows.order_by("decided_at", "pk")[:100]:
        # Somebody may have taken theirs back since the rows were read.
        said = triage_of(row).verdicts.get(row.identity, {})
        found.append(Differing(card_of(row, names), said_by(said.values()), by in said))
    page = Conflicts(tuple(found), rows.count(), new_token())
    return render(request, "horizon/conflicts.html", {"page": page})


@require_POST
@for_roles("curator")
def settle(request: Signed) -> HttpResponse:
    """Settle one of them."""
    form = SettleForm(request.POST, rows=ListedItem.objects.visible_to(request.user))
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        messages.error(request, f"Nothing was settled. {problem}")
        return redirect("horizon:conflicts")
    act, row = form.act(request.user.key, timezone.now()), form.cleaned_data["item"]
    inbox.decide(act, _form(request, f"{row.pk}:{act.verdict}"), on=timezone.localdate())
    messages.success(request, f"Settled to {act.verdict}: {row.title}")
    return redirect("horizon:conflicts")


@for_roles("curator")
def edit_criteria(request: Signed) -> HttpResponse:
    """Change what counts as worth keeping in this round."""
    kept = criteria_now()
    if request.method != "POST":
        page = Editing(CriteriaForm(initial={"text": kept.text}), kept.version)
        return render(request, "horizon/criteria.html", {"page": page})
    form = CriteriaForm(request.POST)
    if not form.is_valid():
        page = Editing(form, kept.version)
        return render(request, "horizon/criteria.html", {"page": page}, status=422)
    try:
        _save(request, kept.pk, form.cleaned_data["text"])
    except ChangedMeanwhile as found:
        changed = changed_between(found, request, href=reverse("horizon:criteria"), names=["text"])
        page = Editing(None, found.theirs.version, changed)
        return render(request, "horizon/criteria.html", {"page": page}, status=409)
    messages.success(request, "The criteria of this round are changed for everyone.")
    return redirect("horizon:triage")


def criteria_now() -> Criteria:
    """The criteria of now; an empty row where none were ever written."""
    found, _ = Criteria.objects.get_or_create(pk=1)
    kept: Criteria = found
    return kept


def open_conflicts() -> int:
    """How many items people differ on."""
    return ListedItem.objects.filter(state=ListedItem.State.IN_CONFLICT).count()


def _form(request: Signed, deed: str) -> Form:
    """The name under which one deed of a page is done once; its other deeds are done beside it."""
    return Form(f"{token_sent(request)}:{deed}")


def _shown(
    request: Signed, form: AuditForm, meanwhile: Said | None = None, status: int = 200
) -> HttpResponse:
    seen, stopped = outcomes.catch_up(), standing.stopped_at()
    page = Round(
        newest("round", RoundTold, request.user),
        form,
        new_token(),
        seen,
        f"{timezone.localtime(stopped):%-d %B %Y, %H:%M}" if stopped else "",
        meanwhile,
    )
    return render(request, "horizon/round.html", {"page": page}, status=status)


def _save(request: Signed, number: int, text: str) -> None:
    sent = request.POST.get("seen_version", "")
    with transaction.atomic():
        mine = Criteria(pk=number, text=text)
        save_if_unchanged(mine, seen_version=int(sent) if sent.isdecimal() else 0)
        write_down(CRITERIA, "round", request.user.key, {"text": text}, at=timezone.now())


def _sample(size: int) -> tuple[str, ...]:
    """Identities of a random sample of what is unread in this round."""
    waiting = ListedItem.objects.filter(state=ListedItem.State.WAITING)
    stopped = standing.stopped_at()
    if stopped is not None:
        waiting = waiting.filter(observed_at__gt=stopped)
    unread = list(waiting.order_by("pk").values_list("pk", flat=True))
    if not unread:
        return ()
    drawn = audit_sample(unread, min(size, len(unread)), seed=secrets.randbits(32))
    named = dict(ListedItem.objects.filter(pk__in=drawn).values_list("pk", "identity"))
    return tuple(named[number] for number in drawn)
