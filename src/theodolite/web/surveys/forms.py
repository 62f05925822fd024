"""What analysts fill in to begin a survey and to upload its answers."""

from django import forms


class SurveyForm(forms.Form):
    """A title, and what the survey is for."""

    title = forms.CharField(
        label="What is the survey called?",
        max_length=200,
        error_messages={"required": "Give the survey a title, such as Workforce survey 2026"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    about = forms.CharField(
        label="What is it for?",
        help_text="One or two sentences: respondents were told this when they answered.",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
