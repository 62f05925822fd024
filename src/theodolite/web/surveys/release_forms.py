"""What is filled in to let a report out, to keep it in, or to take it back."""

from django import forms

from theodolite.store.models import Release


class AskForm(forms.Form):
    """Whom a report is to be let out to, and why."""

    audience = forms.ChoiceField(
        label="Who may read it?",
        choices=Release.Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read the report"},
    )
    why = forms.CharField(
        label="What should whoever decides know?",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideForm(forms.Form):
    """A yes, or a no with its reason."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("approve", "Approve: publish it now"), ("refuse", "Refuse")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to approve or to refuse"},
    )
    reason = forms.CharField(
        label="Why do you refuse?",
        help_text="Needed only where you refuse; whoever asked reads it.",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, object]:
        """A refusal says why."""
        said = self.cleaned_data
        if said.get("decision") == "refuse" and not said.get("reason"):
            self.add_error("reason", "Say why you refuse")
        return said


class WithdrawForm(forms.Form):
    """Why a published report is taken back."""

    because = forms.CharField(
        label="Why is it withdrawn?",
        help_text="Everyone who could read the report will read this in its place.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the report is withdrawn"},
    )
