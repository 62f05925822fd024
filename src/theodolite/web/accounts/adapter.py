"""How django-allauth treats accounts here: nobody signs up alone, and letters carry our words."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import Account

_LOG = logging.getLogger(__name__)


_OUR_WORDS = {
    "account_inactive": "This account may not sign in now. Ask whoever runs this workspace.",
    "duplicate_email": "You have this address already. Type another.",
    "email_password_mismatch": (
        "This address and this password do not belong together. Type both again, or choose"
        " “I forgot my password”."
    ),
    "email_taken": "Another account has this address. Type one that is only yours.",
    "enter_current_password": "This is not your password now. Type it again.",
    "incorrect_code": "This is not the code. Type it again, or have another sent.",
    "incorrect_password": "This is not your password. Type it again.",
    "invalid_or_expired_key": "This link is used up or too old. Have a new one sent.",
    "invalid_password_reset": "This link is used up or too old. Have a new one sent.",
    "same_as_current": "This is what you have now. Type another, or leave it as it is.",
    "too_many_login_attempts": "Too many tries went wrong. Wait some minutes, then try again.",
    "rate_limited": "That was too often in a short time. Wait a minute, then try again.",
}


class LetterNotSent(CorrectableError):
    """The mail server did not take a letter."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts that administrators or other houses bring about, never their own sign-up."""

    error_messages = {**DefaultAccountAdapter.error_messages, **_OUR_WORDS}  # noqa: RUF012  the library reads it from the class

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whoever wants in is invited by an administrator, or comes from a house we know."""
        return False

    def pre_login(self, request: HttpRequest, user: Account, **told: Any) -> HttpResponse | None:
        """An address that an administrator or a mailed link vouches for needs no second proof."""
        vouch_for_address(user)
        answer: HttpResponse | None = super().pre_login(request, user, **told)
        return answer

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a trace of the place, not of what was typed: people type passwords as addresses."""
        _LOG.warning("A password was refused to someone at %s.", self.get_client_ip(request))
        super().authentication_failed(request, **credentials)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter in the society's name, or say that it could not be sent."""
        try:
            super().send_mail(
                template_prefix, email, {"society": settings.INSTALLATION.society, **context}
            )
        except (SMTPException, OSError) as problem:
            raise LetterNotSent(
                f"The letter could not be sent, because the mail server did not take it"
                f" ({type(problem).__name__}). Try again in some minutes; if it stays so, tell"
                " whoever runs this installation."
            ) from problem


def vouch_for_address(account: Account) -> None:
    """Count the address of an account as its own, unless another house told it without a proof."""
    proven = EmailAddress.objects.filter(user=account, email=account.email, verified=True)
    if proven.exists() or SocialAccount.objects.filter(user=account).exists():
        return
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
