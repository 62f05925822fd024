"""What a new account is asked for."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.forms import CharField, EmailField, EmailInput, Form, PasswordInput, ValidationError

from theodolite.store.models import Account

LONG_ENOUGH = (
    "At least 12 characters. Three or four words that do not belong together are easy to keep in"
    " mind. It must not be a common password, or like your name or address."
)


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
        self.address = email
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        """Refuse a password that others would guess."""
        said: dict[str, Any] = super().clean() or {}
        someone = Account(email=said.get("email", self.address), name=said.get("name", ""))
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
