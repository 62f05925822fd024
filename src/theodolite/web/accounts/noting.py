"""Write down what people do with their own account: signing in, new passwords, second factors."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second_factor
from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from theodolite.store.history import write_down

_NOTED: dict[str, Signal] = {
    "signed in": account.user_logged_in,
    "password changed": account.password_changed,
    "password reset": account.password_reset,
    "password set": account.password_set,
    "address changed": account.email_changed,
    "second factor added": second_factor.authenticator_added,
    "second factor removed": second_factor.authenticator_removed,
    "recovery codes made": second_factor.authenticator_reset,
}


def note_from_now_on() -> None:
    """Connect every signal to a line of the history."""
    for kind, signal in _NOTED.items():
        signal.connect(_note_as(kind), weak=False, dispatch_uid=f"theodolite {kind}")


def _note_as(kind: str) -> Any:
    def note(sender: Any, user: Any, **told: Any) -> None:
        with transaction.atomic():
            write_down(kind, user.key, user.key, at=timezone.now())

    return note
