"""What is filled in to set a screening up, to decide, and to settle a difference."""

from typing import Any

from django import forms

from theodolite.store.models import Account, Screening, Verdict
from theodolite.store.names import names_of
from theodolite.store.surveys.screening import SetUp, clean_reason

OTHER = "other"
"""The choice that stands for a reason in one's own words."""


class AccountField(forms.EmailField):
    """Someone with an account, by e-mail address; becomes the key of the account."""

    def clean(self, value: Any) -> str:
        """The key of the account with that address."""
        address = super().clean(value)
        if not address:
            return ""
        account = Account.objects.filter(email=address.casefold()).first()
        if account is None:
            raise forms.ValidationError(
                f"Nobody has an account with {address}. Ask an administrator to invite them"
            )
        return str(account.key)


class SetUpForm(forms.Form):
    """Criteria and people."""

    criteria = forms.CharField(
        label="Reasons for which a respondent is rejected",
        help_text=(
            "One a line, the most important first. Both screeners see them all the time. Rules"
            " that a program can apply belong in the plan."
        ),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write at least one reason for which someone is rejected"},
    )
    first = AccountField(label="First screener", help_text="E-mail address of the account.")
    second = AccountField(label="Second screener")
    adjudicator = AccountField(
        label="Who settles where they differ",
        help_text="A third person. Left empty, the two settle together.",
        required=False,
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def set_up(self) -> SetUp:
        """What was filled in, once it is valid."""
        said = self.cleaned_data
        lines = filter(None, map(clean_reason, said["criteria"].splitlines()))
        return SetUp("\n".join(lines), said["first"], said["second"], said["adjudicator"])


def filled_in(screening: Screening | None) -> dict[str, Any]:
    """A screening as its form shows it."""
    if screening is None:
        return {}
    keys = [screening.first, screening.second, screening.adjudicator]
    address = dict(Account.objects.filter(key__in=keys).values_list("key", "email"))
    return {
        "criteria": screening.criteria,
        "first": address.get(screening.first, ""),
        "second": address.get(screening.second, ""),
        "adjudicator": address.get(screening.adjudicator, ""),
        "seen_version": screening.version,
    }


class VerdictForm(forms.Form):
    """Keep or reject, said by the button that is pressed, and the reason for rejecting."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        widget=forms.HiddenInput,
        error_messages={"required": "Press Keep or Reject"},
    )
    reason = forms.ChoiceField(
        label="Reason, if you reject", required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Another reason, in your words",
        help_text="It must not name anybody: others will read it.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, reasons: tuple[str, ...], **named: Any) -> None:
        """Offer the screening's criteria as reasons."""
        super().__init__(*args, **named)
        choice = self.fields["reason"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(reason, reason) for reason in reasons] + [(OTHER, "Another reason")]

    def clean(self) -> dict[str, Any]:
        """A rejection needs its reason; what keeps someone needs none."""
        said = super().clean() or {}
        chosen, words = said.get("reason", ""), clean_reason(said.get("words", ""))
        said["reason"] = chosen if chosen and chosen != OTHER else words
        if said.get("verdict") == Verdict.REJECT and not said["reason"]:
            field = "words" if chosen == OTHER else "reason"
            self.add_error(field, "Choose the criterion for which you reject, or write why")
        return said


def people_of(screening: Screening) -> dict[str, str]:
    """The names of everyone in a screening, by their part in it."""
    parts = {
        "first": screening.first,
        "second": screening.second,
        "adjudicator": screening.adjudicator,
    }
    names = names_of(key for key in parts.values() if key)
    return {part: names[key] for part, key in parts.items() if key}
