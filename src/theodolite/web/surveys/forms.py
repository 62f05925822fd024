"""What analysts fill in to begin a survey and to upload its answers."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from theodolite.survey.answers.layouts import TOOLS
from theodolite.web.look.fields import DayField

LONGEST_DAYS = 3_653
"""For how long answers may be kept: ten years."""


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


LAYOUTS = [("", "Find out from the file"), *TOOLS.items()]


class UploadForm(forms.Form):
    """The export, how to read it, and how long its answers may be kept."""

    export = forms.FileField(
        label="The export of the answers",
        help_text=(
            "CSV, Excel (.xlsx, .xls) or SPSS (.sav), at most 50 MB, as the survey tool wrote it."
        ),
        error_messages={
            "required": "Choose the file with the answers, at most 50 MB",
            "empty": "The file is empty. Export the answers again",
        },
    )
    retain_until = DayField(
        label="Keep the answers until",
        help_text=(
            "The next day they are deleted for good, also from backups. What was released stays."
            " For example, 31 12 2030."
        ),
        error_messages={"required": "Say until which day the answers may be kept"},
    )
    layout = forms.ChoiceField(label="Which tool wrote it?", choices=LAYOUTS, required=False)
    sheet = forms.CharField(
        label="Sheet of the workbook",
        help_text="Only where there are several and the answers are not on the first.",
        required=False,
        max_length=31,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20", "autocomplete": "off"}),
    )

    def clean_retain_until(self) -> date:
        """A day to come, and not so far that nobody would ever decide."""
        day: date = self.cleaned_data["retain_until"]
        today = timezone.localdate()
        if not today < day <= today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(
                "Choose a day after today and within ten years: personal data is kept no longer"
                " than it is needed."
            )
        return day
