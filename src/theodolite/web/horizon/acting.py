"""The form of an act of triage, and the act that it asks for."""

import re
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest

from theodolite.horizon.triage.acts import Act, Deed
from theodolite.store import inbox
from theodolite.store.inbox import Form
from theodolite.store.models import ListedItem
from theodolite.web.look.fields import DayField

REASONS = (
    "Not about our topics",
    "Nothing new in it",
    "Too weak to rely on",
    "Not for our members",
    "Known to us already",
)
"""What items are usually discarded for; anything else can be written."""

DEEDS = ("keep", "discard", "skip", "defer")


class PairsField(forms.Field):
    """Which items were shown as nearly identical beside which: their numbers, as `12:34`."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Sequence[str] | None) -> frozenset[tuple[int, int]]:
        """Pairs of the item and the one beside it."""
        pairs = [re.fullmatch(r"([0-9]{1,18}):([0-9]{1,18})", one) for one in value or ()]
        if not all(pairs):
            raise forms.ValidationError("Open the page anew, then say again what to do")
        return frozenset((int(one[1]), int(one[2])) for one in pairs if one)


class ActForm(forms.Form):
    """What is to be done about the items that were chosen, and why or until when.

    `because` is a usual reason, sent by its own button; `token`, `seen` and `alike` come with the
    page.
    """

    deed = forms.ChoiceField(choices=[(one, one) for one in DEEDS], required=False)
    item = forms.ModelMultipleChoiceField(
        ListedItem.objects.none(),
        error_messages={"required": "Tick at least one item, then say what to do with it"},
    )
    because = forms.CharField(max_length=200, required=False)
    words = forms.CharField(label="Another reason", max_length=500, required=False)
    until = DayField(label="Put off until", required=False)
    token = forms.CharField(max_length=20)
    seen = forms.IntegerField(min_value=0)
    alike = PairsField(required=False)

    def __init__(self, *given: Any, rows: Any = None, today: date, **named: Any) -> None:
        """Only items that whoever asks may see can be chosen."""
        super().__init__(*given, **named)
        self.today = today
        if rows is not None:
            self.fields["item"].queryset = rows  # type: ignore[attr-defined]  # a model's field

    def clean(self) -> dict[str, Any]:
        """A discard says why, and what is put off comes back on a later day."""
        said = super().clean() or {}
        said["deed"] = said.get("deed") or ("discard" if said.get("because") else "")
        if not said["deed"]:
            raise forms.ValidationError("Choose what to do: keep, discard, skip or put off")
        if said["deed"] == "discard" and not (said.get("because") or said.get("words")):
            self.add_error("words", "Say in a few words why it is discarded, or choose a reason")
        if said["deed"] == "defer" and "until" not in self.errors:
            self._check_day(said.get("until"))
        return said

    def _check_day(self, until: date | None) -> None:
        if until is None:
            self.add_error("until", "Say on which day it should come back")
        elif until <= self.today:
            self.add_error("until", "Choose a day after today for it to come back")

    def beside(self, row: ListedItem) -> list[ListedItem]:
        """What was shown as nearly identical to one of the items, and still is, and waits."""
        shown = {other for item, other in self.cleaned_data["alike"] if item == row.pk}
        return [one for one in inbox.alike(row) if one.pk in shown] if shown else []

    def act_about(self, row: ListedItem, by: str, at: datetime) -> Act:
        """The act on one of the items, and those that were shown to be decided with it."""
        deed: Deed = self.cleaned_data["deed"]
        is_verdict = deed in ("keep", "discard")
        because = self.cleaned_data["because"] or self.cleaned_data["words"]
        return Act(
            deed,
            row.identity,
            by,
            at,
            members=tuple(one.identity for one in self.beside(row)) if is_verdict else (),
            reason=because if is_verdict else "",
            until=self.cleaned_data["until"] if deed == "defer" else None,
        )

    def form_of(self, row: ListedItem) -> Form:
        """The name under which this deed about one item is done once.

        Whoever goes back to the page and decides otherwise does something else.
        """
        token, deed = self.cleaned_data["token"], self.cleaned_data["deed"]
        return Form(f"{token}:{row.pk}:{deed}", self.cleaned_data["seen"])


def token_sent(request: HttpRequest) -> str:
    """The name of the form that was sent, without anything that no page gives."""
    return re.sub("[^0-9A-Za-z-]", "", request.POST.get("token", ""))[:16]


def new_token() -> str:
    """A name for one form on one page."""
    return secrets.token_hex(8)
