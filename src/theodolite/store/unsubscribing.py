"""The address in a digest by which its reader ends it, without signing in."""

from datetime import datetime

from django.core import signing

from theodolite.settings.errors import CorrectableError
from theodolite.store.digests import subscribe
from theodolite.store.models import Account, Group

_SALT = "theodolite.unsubscribe"
_NO_SUCH = (
    "This address ends no subscription: it is incomplete, or was not made here."
    " Use the whole link from the digest, or sign in and choose on the page “Digests”."
)


class NoSuchSubscription(CorrectableError):
    """An address to unsubscribe by that was not given out by this installation."""


def token_for(account: Account, group: Group) -> str:
    """What an address says of whose subscription to which digest it ends; it works for good."""
    return signing.dumps([account.key, group.pk], salt=_SALT)


def group_of(token: str) -> tuple[Account, Group]:
    """Whose subscription a token ends, and of which digest."""
    try:
        key, number = signing.loads(token, salt=_SALT)
        return Account.objects.get(key=key), Group.objects.get(pk=number)
    except (signing.BadSignature, Account.DoesNotExist, Group.DoesNotExist):
        raise NoSuchSubscription(_NO_SUCH) from None


def unsubscribe(token: str, *, at: datetime) -> Group:
    """End the subscription; once it has ended, again is as good as once."""
    account, group = group_of(token)
    subscribe(account, group, "", by=account.key, at=at)
    return group
