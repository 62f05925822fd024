"""The forms of django-allauth with labels in our words, and no words inside the boxes."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.forms import Form

from theodolite.web.accounts.forms import LONG_ENOUGH

_HINTS = {
    "password1": LONG_ENOUGH,
    "passwordless": (
        "You will need neither address nor password. The device asks for your finger, face or PIN."
    ),
}


def _plain(form: type[Form], **labels: str) -> type[Form]:
    """The form with these labels, hints of ours or none, and no password asked for twice."""

    def ask(self: Any, *told: Any, **named: Any) -> None:
        form.__init__(self, *told, **named)
        self.fields.pop("password2", None)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = labels.get(name, field.label)
            field.help_text = _HINTS.get(name, "")
            if name == "passwordless":
                field.initial = True

    return type(f"Plain{form.__name__}", (form,), {"__init__": ask})


SignIn = _plain(account.LoginForm, login="E-mail address", remember="Stay signed in on this device")
Reauthenticate = _plain(account.ReauthenticateForm, password="Password")  # noqa: S106  a label
ForgottenPassword = _plain(account.ResetPasswordForm, email="E-mail address")
NewPassword = _plain(account.ResetPasswordKeyForm, password1="New password")
ChangedPassword = _plain(
    account.ChangePasswordForm, oldpassword="Password now", password1="New password"
)
FirstPassword = _plain(account.SetPasswordForm, password1="Password")
NewAddress = _plain(account.AddEmailForm, email="New e-mail address")
CodeWanted = _plain(account.RequestLoginCodeForm, email="E-mail address")
CodeTyped = _plain(account.ConfirmLoginCodeForm, code="Code")
SecondStep = _plain(second_factor.AuthenticateForm, code="Code")
SecondStepAgain = _plain(second_factor.ReauthenticateForm, code="Code")
NewApp = _plain(ActivateTOTPForm, code="Code that the app shows")
NewPasskey = _plain(
    AddWebAuthnForm, name="Name of the device", passwordless="Sign in with it alone"
)
