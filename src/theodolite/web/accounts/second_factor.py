"""What is asked for beside a password, and what a passkey is called."""

import base64
import hashlib
from datetime import datetime

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction

from theodolite.store.history import write_down
from theodolite.store.models import Account


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors whose secrets a copy of the database alone does not give away."""

    error_messages = {  # noqa: RUF012  the library's own name and shape
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This is not the code. Type the one that is shown now.",
    }

    def encrypt(self, text: str) -> str:
        """Lock a secret with the installation's own."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Unlock what `encrypt` locked."""
        return _lock().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002  its name
        """Passkey, Passkey 2, and so on, until the person names it."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def _get_site_name(self) -> str:
        return str(settings.INSTALLATION.society)


@transaction.atomic
def forget_all(account: Account, *, by: str, at: datetime) -> int:
    """Take every second factor from an account, and write down who did."""
    number, _ = Authenticator.objects.filter(user=account).delete()
    write_down("second factors forgotten", account.key, by, {"number": number}, at=at)
    return int(number)


def _lock() -> Fernet:
    key = hashlib.blake2b(
        settings.SECRET_KEY.encode(), digest_size=32, person=b"second factors"
    ).digest()
    return Fernet(base64.urlsafe_b64encode(key))
