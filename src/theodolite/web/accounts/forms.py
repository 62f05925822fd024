"""The forms of signing in, as django-allauth has them, without words inside the boxes."""

from typing import Any

from allauth.account import forms
from django.contrib.auth.password_validation import validate_password
from django.forms import CharField, EmailField, EmailInput, Form, PasswordInput, ValidationError

from theodolite.store.models import Account

LONG_ENOUGH = (
    "At least 12 characters. Three or four words that do not belong together are easy to keep in"
    " mind. It must not be a common password, or like your name or address."
)


class SignIn(forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    """Address and password."""

    def __init__(self, *told: Any, **named: Any) -> None:
        """Call things what the pages call them."""
        super().__init__(*told, **named)
        _plainly(self, login="E-mail address", remember="Stay signed in on this device")
        self.fields["password"].help_text = ""


class ForgottenPassword(forms.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link is sent."""

    def __init__(self, *told: Any, **named: Any) -> None:
        """Call things what the pages call them."""
        super().__init__(*told, **named)
        _plainly(self, email="E-mail address")


class CodeWanted(forms.RequestLoginCodeForm):  # type: ignore[misc]
    """The address to which a code is sent."""

    def __init__(self, *told: Any, **named: Any) -> None:
        """Call things what the pages call them."""
        super().__init__(*told, **named)
        _plainly(self, email="E-mail address")


class NewPassword(forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """The password that replaces a forgotten one."""

    def __init__(self, *told: Any, **named: Any) -> None:
        """Ask once: it can be shown while it is typed."""
        super().__init__(*told, **named)
        _plainly(self, password1="New password")


class ChangedPassword(forms.ChangePasswordForm):  # type: ignore[misc]
    """The password now, and the one from now on."""

    def __init__(self, *told: Any, **named: Any) -> None:
        """Ask once: it can be shown while it is typed."""
        super().__init__(*told, **named)
        _plainly(self, oldpassword="Password now", password1="New password")


class FirstPassword(forms.SetPasswordForm):  # type: ignore[misc]
    """A password for an account that had none."""

    def __init__(self, *told: Any, **named: Any) -> None:
        """Ask once: it can be shown while it is typed."""
        super().__init__(*told, **named)
        _plainly(self, password1="Password")


class NewAccount(Form):
    """What a new account needs: a name and a password; the address is known or asked for."""

    name = CharField(
        label="Your name", max_length=200, help_text="As colleagues see it beside what you do."
    )
    password = CharField(
        label="Password",
        help_text=LONG_ENOUGH,
        strip=False,
        widget=PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *told: Any, email: str = "", **named: Any) -> None:
        """Keep the address that is known, to compare the password with."""
        super().__init__(*told, **named)
        self.email = email
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        """Refuse a password that others would guess."""
        said: dict[str, Any] = super().clean() or {}
        someone = Account(email=said.get("email", self.email), name=said.get("name", ""))
        try:
            validate_password(said.get("password", ""), someone)
        except ValidationError as problem:
            if "password" in said:
                self.add_error("password", problem)
        return said


class FirstAdministrator(NewAccount):
    """The same for the first account of an installation, whose address nobody knows yet."""

    email = EmailField(
        label="E-mail address",
        help_text="You sign in with it, and letters go there.",
        widget=EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("email", "name", "password")


def _plainly(form: Form, **labels: str) -> None:
    """Labels as said, nothing inside empty boxes, and no password asked for twice."""
    form.fields.pop("password2", None)
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
    if "password1" in form.fields:
        form.fields["password1"].help_text = LONG_ENOUGH
