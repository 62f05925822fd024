"""The address in a letter by which its reader ends more of them, without signing in."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from theodolite.settings.errors import CorrectableError
from theodolite.store.consents import PURPOSES, withdraw_consent
from theodolite.store.digests import subscribe
from theodolite.store.models import Account, Group

_SALT = "theodolite.unsubscribe"
_NO_SUCH = (
    "This address ends no subscription: it is incomplete, was not made here, or the group is gone."
    " Use the whole link from the letter, or sign in and choose on the page “Digests”."
)


class NoSuchSubscription(CorrectableError):
    """An address to unsubscribe by that was not given out by this installation."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Whose letters an address ends, and of what: a group's digest, or a purpose agreed to."""

    account: Account
    of: Group | str

    @property
    def words(self) -> str:
        """What ends, in words."""
        return (
            f"the digest of {self.of}"
            if isinstance(self.of, Group)
            else "the letters about what you watch"
        )


def token_for(account: Account, of: Group | str) -> str:
    """What an address says of whose letters of what it ends; it works for good."""
    said = of.pk if isinstance(of, Group) else of
    return signing.dumps([account.key, said], salt=_SALT)


def subscribed_by(token: str) -> Subscribed:
    """Whose letters a token ends, and of what."""
    try:
        key, said = signing.loads(token, salt=_SALT)
        account = Account.objects.get(key=key)
        if said in [one.code for one in PURPOSES]:
            return Subscribed(account, said)
        return Subscribed(account, Group.objects.get(pk=said))
    except (signing.BadSignature, Account.DoesNotExist, Group.DoesNotExist):
        raise NoSuchSubscription(_NO_SUCH) from None


def unsubscribe(token: str, *, at: datetime) -> Subscribed:
    """End the subscription; once it has ended, again is as good as once."""
    found = subscribed_by(token)
    if isinstance(found.of, Group):
        subscribe(found.account, found.of, "", by=found.account.key, at=at)
    else:
        withdraw_consent(found.account, found.of, at=at)
    return found
