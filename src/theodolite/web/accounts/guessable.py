"""Refuse passwords that only look long: a common one repeated, or with digits at its ends."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from theodolite.store.models import Account

_SAID = (
    "This password is too common: it is one that programs try first, made longer by repeating or by"
    " digits. Take three or four words that do not belong together."
)


class StretchedCommonPassword:
    """A validator as Django wants one: `passwordpassword` and `Password12345!` are `password`."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """Refuse what is common once stripped of what stretches it."""
        bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.casefold())
        bare = re.sub(r"^(.+?)\1+$", r"\1", bare)
        try:
            CommonPasswordValidator().validate(bare, user)
        except ValidationError:
            raise ValidationError(_SAID, code="password_too_common") from None
        if len(bare) < 4:
            raise ValidationError(_SAID, code="password_too_common")

    def get_help_text(self) -> str:
        """The rule in one line."""
        return "Your password must not be a common one made longer."
