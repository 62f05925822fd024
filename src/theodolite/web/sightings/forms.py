"""What members and curators fill in."""

from collections.abc import Mapping
from typing import Any

from django import forms

from theodolite.horizon.harmless import harmless
from theodolite.store.models import Sighting
from theodolite.web.sightings.giving import Given
from theodolite.web.sightings.topics import topic_names


class SightingForm(forms.Form):
    """What did you see, and why does it matter? One minute, on a phone."""

    given = forms.CharField(
        label="What did you see?",
        help_text="Its address on the web, its DOI, or its title.",
        max_length=500,
        error_messages={
            "required": "Say what you saw: paste its address or DOI, or write its title"
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "sentences"}),
    )
    why = forms.CharField(
        label="Why does it matter?",
        help_text="One sentence is enough. Leave out anything about patients or colleagues.",
        max_length=300,
        error_messages={"required": "Say in one sentence why it matters to us"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    topic = forms.ChoiceField(label="Topic", required=False)
    may_be_named = forms.BooleanField(
        label="My name may be shown with it, if it is kept",
        help_text="You can change this later. Curators always see who sent it.",
        required=False,
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the topics of the framework as it is now."""
        super().__init__(*args, **named)
        choice = self.fields["topic"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", "I am not sure"), *topic_names().items()]

    def clean_given(self) -> str:
        """Something to be seen: signs that show nothing would be a sighting without a name."""
        given: str = self.cleaned_data["given"]
        if not harmless(given):
            raise forms.ValidationError(self.fields["given"].error_messages["required"])
        return given

    def told(self) -> Given:
        """What was filled in, once it is valid."""
        return Given(**self.cleaned_data)


def draft_of(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What a form held that could not be taken yet, no longer than it may be."""
    limits = {"given": 500, "why": 300, "topic": 60}
    kept: dict[str, Any] = {name: str(sent.get(name, ""))[:most] for name, most in limits.items()}
    return kept | {"may_be_named": bool(sent.get("may_be_named"))}


class LinkForm(forms.Form):
    """Where a link to the form is to be sent."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="The one that the society knows you by.",
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address, such as name@example.org",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AnswerForm(forms.Form):
    """What became of a sighting, and the sentences its member gets."""

    decision = forms.ChoiceField(
        label="What becomes of it?",
        choices=Sighting.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it"},
    )
    answer = forms.CharField(
        label="Your answer to the member",
        help_text="They get it by e-mail and on their page. It cannot be changed afterwards.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write the member an answer, if only one sentence"},
    )
