"""What people and the office fill in about personal data."""

from django import forms


class ComplaintForm(forms.Form):
    """What is wrong, and how to answer."""

    said = forms.CharField(
        label="What is wrong with how we use your data?",
        help_text="In your own words. You need not name any law.",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what is wrong"},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We answer to this address, and use it for nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Give an address that we can answer to"},
    )
    name = forms.CharField(
        label="Your name",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ErasureForm(forms.Form):
    """That a person means it."""

    email = forms.EmailField(
        label="Type your e-mail address to confirm",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Type your e-mail address"},
    )

    def __init__(self, *args: object, expected: str, **named: object) -> None:
        """Know which address is meant."""
        super().__init__(*args, **named)  # type: ignore[arg-type]  # passed on as they came
        self.expected = expected

    def clean_email(self) -> str:
        """Only the account's own address will do."""
        typed = str(self.cleaned_data["email"]).casefold()
        if typed != self.expected.casefold():
            raise forms.ValidationError(
                f"{typed} is not the address of this account. Type the one you sign in with."
            )
        return typed


class SubjectForm(forms.Form):
    """Whose data an administrator looks for."""

    subject = forms.CharField(
        label="E-mail address or key",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Type an e-mail address or a key"},
    )


class ReasonForm(forms.Form):
    """Why something about a person is taken out or erased."""

    why = forms.CharField(
        label="Why?",
        help_text="It is written down with your name, for example: request by letter of 3 May.",
        max_length=500,
        error_messages={"required": "Say why; it is written down"},
    )


class AnswerForm(forms.Form):
    """The office's answer to a complaint."""

    answer = forms.CharField(
        label="Your answer",
        help_text="It is sent by e-mail and cannot be changed afterwards.",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write an answer"},
    )
