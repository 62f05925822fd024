"""The form in which one question is corrected."""

from dataclasses import asdict
from typing import Any, cast

from django import forms
from django.http import QueryDict

from theodolite.survey.drafting.correcting import SEPARATOR, Correction, correction_of
from theodolite.survey.questionnaire import Kind, Question
from theodolite.web.surveys.wording import KIND_WORDS

_LINES = (
    f"One a line: what stands in the file, then, where readers should see something else, a"
    f" {SEPARATOR} and that."
)


class CorrectionForm(forms.Form):
    """What was asked, what kind of answer it has, and which answers there are."""

    text = forms.CharField(
        label="What readers see",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what the question is called in tables and figures"},
    )
    kind = forms.ChoiceField(
        label="Kind of answer", choices=list(KIND_WORDS.items()), widget=forms.RadioSelect
    )
    options = forms.CharField(
        label="Options",
        help_text=f"{_LINES} Leave it empty to list what was answered.",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    parts = forms.CharField(
        label="Parts",
        help_text=f"{_LINES} Each is a column of the export.",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    low = forms.FloatField(
        label="Lowest number that can be meant",
        required=False,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}),
    )
    high = forms.FloatField(
        label="Highest number that can be meant",
        required=False,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}),
    )
    unit = forms.CharField(
        label="Unit",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-5", "autocomplete": "off"}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, question: Question, sent: QueryDict | None, *, version: int) -> "CorrectionForm":
        """The form for a question, filled in as the question is now."""
        initial = {**asdict(correction_of(question)), "seen_version": version}
        form = cls(sent, initial=initial)
        if not question.parts:
            del form.fields["parts"]
        return form

    def correction(self) -> Correction:
        """What was filled in, once it is valid."""
        said: dict[str, Any] = dict(self.cleaned_data)
        return Correction(
            text=said["text"],
            kind=cast("Kind", said["kind"]),
            options="\n".join(said["options"].splitlines()),
            parts="\n".join(said.get("parts", "").splitlines()),
            low=said["low"],
            high=said["high"],
            unit=said["unit"],
        )
