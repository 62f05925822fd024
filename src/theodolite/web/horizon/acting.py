"""The form of an act of triage, and the act that it asks for."""

import secrets
from datetime import date, datetime
from typing import Any

from django import forms

from theodolite.horizon.triage.acts import Act, Deed
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


class ActForm(forms.Form):
    """What is to be done about the items that were chosen, and why or until when.

    `because` is a usual reason, sent by its own button; `token` and `seen` come with the page.
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

    def act_about(self, row: ListedItem, by: str, at: datetime) -> Act:
        """The act on one of the items, and those that resemble it and wait with it."""
        deed: Deed = self.cleaned_data["deed"]
        is_verdict = deed in ("keep", "discard")
        waiting = ListedItem.objects.filter(
            identity__in=row.alike, state=ListedItem.State.WAITING
        ).values_list("identity", flat=True)
        because = self.cleaned_data["because"] or self.cleaned_data["words"]
        return Act(
            deed,
            row.identity,
            by,
            at,
            members=tuple(waiting) if is_verdict and row.alike else (),
            reason=because if is_verdict else "",
            until=self.cleaned_data["until"] if deed == "defer" else None,
        )

    def form_of(self, row: ListedItem) -> Form:
        """The name under which this deed about one item is done once.

        Whoever goes back to the page and decides otherwise does something else.
        """
        token, deed = self.cleaned_data["token"], self.cleaned_data["deed"]
        return Form(f"{token}:{row.pk}:{deed}", self.cleaned_data["seen"])


def new_token() -> str:
    """A name for one form on one page."""
    return secrets.token_hex(8)
