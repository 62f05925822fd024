"""Who is meant by the keys that entries of the history name people with."""

from collections.abc import Iterable, Mapping

from theodolite.store.models import Account

LEFT = "someone who has left"


def names_of(keys: Iterable[str]) -> Mapping[str, str]:
    """The name of each; who came from the command line or is a program is named as written."""
    wanted = set(keys)
    accounts = Account.objects.filter(key__in=wanted)
    known = {account.key: str(account) for account in accounts}
    return {key: known.get(key) or _unknown(key) for key in wanted}


def _unknown(key: str) -> str:
    """A key without its account is of someone whose data was erased."""
    is_key = len(key) == 16 and set(key) <= set("0123456789abcdef")
    return LEFT if is_key else key
