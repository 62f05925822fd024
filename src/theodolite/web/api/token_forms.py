"""What is filled in to make a token."""

from typing import Any

from django import forms

from theodolite.store.models import Account
from theodolite.store.tokens import SCOPES, Wanted, scopes_for


class TokenForm(forms.Form):
    """What a token is called, what it is for, and for how long."""

    name = forms.CharField(
        label="What is it for?",
        help_text="The program or script that will use it, so that you know it again.",
        max_length=100,
        error_messages={"required": "Say which program or script will use it"},
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        help_text="Choose as little as you can. It can never do more than you can yourself.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing that it may do"},
    )
    days = forms.TypedChoiceField(
        label="For how long?",
        choices=((30, "30 days"), (90, "90 days"), (365, "A year")),
        coerce=int,
        initial=90,
    )

    def __init__(self, account: Account, *args: Any, **named: Any) -> None:
        """Offer what the account may do itself."""
        super().__init__(*args, **named)
        choice = self.fields["scopes"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(name, f"{SCOPES[name].words} ({name})") for name in scopes_for(account)]

    def wanted(self) -> Wanted:
        """The token that was asked for, once the form is valid."""
        said = self.cleaned_data
        return Wanted(said["name"], tuple(said["scopes"]), said["days"])
