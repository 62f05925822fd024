"""What subscribers fill in, and chairs."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from theodolite.store.consents import WATCHED, consent_of
from theodolite.store.digests import About
from theodolite.store.models import Account, Group
from theodolite.store.models.subscription import Rhythm
from theodolite.web.sightings.topics import topic_names

_NEVER = ("never", "Not at all")


class SubscriptionsForm(forms.Form):
    """Each group's digest and what one watches, and how often one wants to be told."""

    watched = forms.ChoiceField(
        label="What is new on watch-lists",
        help_text="On your own, and on those of your groups.",
        choices=[_NEVER, (Rhythm.WEEKLY.value, Rhythm.WEEKLY.label)],
    )

    def __init__(self, account: Account, *args: Any, **named: Any) -> None:
        """A choice for each group that there is."""
        super().__init__(*args, **named)
        agreed = consent_of(account, WATCHED, timezone.now())
        self.fields["watched"].initial = Rhythm.WEEKLY if agreed else _NEVER[0]
        mine: Mapping[int, str] = dict(account.subscriptions.values_list("group", "rhythm"))
        self.groups = list(Group.objects.visible_to(account).order_by("name"))
        for group in self.groups:
            self.fields[f"group_{group.pk}"] = forms.ChoiceField(
                label=group.name,
                help_text=_about(group),
                choices=[_NEVER, *Rhythm.choices],
                initial=mine.get(group.pk, "never"),
            )

    def wants_what_is_watched(self) -> bool:
        """Whether letters about watch-lists are wanted, once the form is valid."""
        return bool(self.cleaned_data["watched"] == Rhythm.WEEKLY)

    def chosen(self) -> Iterator[tuple[Group, str]]:
        """Each group with the rhythm that was chosen, once the form is valid; empty for none."""
        for group in self.groups:
            rhythm = self.cleaned_data[f"group_{group.pk}"]
            yield group, "" if rhythm == _NEVER[0] else rhythm


class DigestForm(forms.Form):
    """What a group's digest is about."""

    topics = forms.MultipleChoiceField(
        label="Topics",
        help_text="What is new, rising or closing in these is told.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one topic"},
    )
    most = forms.IntegerField(
        label="New items in one digest, at most",
        help_text="How many more there were is told, too.",
        min_value=1,
        max_value=50,
        initial=12,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the topics of the framework as it is now."""
        super().__init__(*args, **named)
        choice = self.fields["topics"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = list(topic_names().items())

    def about(self) -> About:
        """What was chosen, once the form is valid."""
        return About(tuple(self.cleaned_data["topics"]), self.cleaned_data["most"])


def _about(group: Group) -> str:
    digest = getattr(group, "digest", None)
    return "" if digest is not None and digest.approved_at else "Nothing is sent yet."
