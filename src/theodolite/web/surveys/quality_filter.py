"""Which findings of the quality checks are looked at."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from theodolite.survey.quality import RULES, QualityFinding
from theodolite.survey.questionnaire import Questionnaire
from theodolite.web.surveys.wording import RULE_WORDS


class FilterForm(forms.Form):
    """By what was found, at which question, and for whom; what is left open lets all through."""

    rule = forms.ChoiceField(label="What was found", required=False)
    question = forms.ChoiceField(label="Question", required=False)
    respondent = forms.CharField(
        label="Respondent",
        required=False,
        max_length=32,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "autocomplete": "off"}),
    )

    @classmethod
    def over(cls, asked: QueryDict, questionnaire: Questionnaire) -> "FilterForm":
        """The filters that an address names, among the rules and questions that there are."""
        form = cls(asked)
        rules = [("", "Everything"), *((rule, RULE_WORDS[rule]) for rule in RULES)]
        questions = [("", "Every question")]
        questions += [(one.code, one.text[:60]) for one in questionnaire.questions]
        for name, choices in (("rule", rules), ("question", questions)):
            field = form.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        return form

    def chosen(self, findings: Iterable[QualityFinding]) -> tuple[QualityFinding, ...]:
        """The findings that pass; a filter that names nothing known is left out, and said so."""
        self.is_valid()
        asked = {name: value.strip() for name, value in self.cleaned_data.items() if value.strip()}
        return tuple(
            one
            for one in findings
            if all(getattr(one, name) == value for name, value in asked.items())
        )
