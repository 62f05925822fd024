"""Make tokens, take them back, and let in whoever shows one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from theodolite.settings.errors import CorrectableError
from theodolite.store.history import write_down
from theodolite.store.models import Account, Token
from theodolite.store.models.token import digest_of, new_secret

KIND = "token"
"""The kind of the history's entries about tokens; their subject is the token's key."""

READ_FEEDS = "read:feeds"
"""The one scope of tokens that stand in an address, where others may see them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token may be used for, in words, and who may have one for it."""

    words: str
    roles: frozenset[str]


_MEMBERS = frozenset({"member"})
SCOPES: Mapping[str, Scope] = {
    "read:horizon": Scope("Read items, topics, trends and deadlines", _MEMBERS),
    "write:triage": Scope("Keep and discard items", frozenset({"curator"})),
    "write:sightings": Scope("Send sightings, and read one's own", _MEMBERS),
    "read:surveys": Scope("Read released reports and their tables", _MEMBERS),
    "read:jobs": Scope("Follow jobs", _MEMBERS),
    "admin": Scope("Check the history", frozenset({"administrator"})),
}
"""What a token of the API may be for; none is ever let further than its account."""


class NotInScope(CorrectableError):
    """A token, or its account, may not be used for what was asked."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A token to be made: what it is called, what it is for, and for how many days."""

    name: str
    scopes: tuple[str, ...]
    days: int | None = None


@transaction.atomic
def make_token(wanted: Wanted, account: Account, *, at: datetime) -> tuple[Token, str]:
    """A new token and its secret, which is told once and not kept."""
    assert wanted.scopes == (READ_FEEDS,) or set(wanted.scopes) <= set(scopes_for(account))
    secret = new_secret()
    token = Token.objects.create(
        account=account,
        name=wanted.name,
        digest=digest_of(secret),
        scopes=list(wanted.scopes),
        made_at=at,
        expires_at=at + timedelta(days=wanted.days) if wanted.days else None,
    )
    told = {"deed": "made", "scopes": token.scopes, "days": wanted.days}
    write_down(KIND, token.key, account.key, told, at=at)
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: str, at: datetime) -> None:
    """Let nobody in by a token from now on; once is enough."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        write_down(KIND, token.key, by, {"deed": "revoked"}, at=at)


def scopes_for(account: Account) -> Collection[str]:
    """What an account may make a token for."""
    return [name for name, scope in SCOPES.items() if account.has_role(*scope.roles)]


def token_shown(secret: str, *, at: datetime) -> Token | None:
    """The token whose secret this is, if it lets anyone in now; that it was used is noted."""
    holding = Token.objects.select_related("account").holding(at)
    token: Token | None = holding.filter(digest=digest_of(secret)).first()
    if token is not None and (token.last_used_at is None or at - token.last_used_at > _OFTEN):
        Token.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


_OFTEN = timedelta(minutes=1)


def refuse_out_of_scope(token: Token, scope: str) -> None:
    """Refuse what a token was not made for, and what its account may not do any more."""
    if scope not in token.scopes:
        raise NotInScope(
            f"The token “{token.name}” is for {', '.join(token.scopes)}, and this needs {scope}."
            " Make one with that scope on the page “Tokens”."
        )
    if scope in SCOPES and not token.account.has_role(*SCOPES[scope].roles):
        raise NotInScope(
            f"The account of the token “{token.name}” holds none of the roles that {scope} is for"
            f" ({', '.join(sorted(SCOPES[scope].roles))}). Ask an administrator for the role."
        )
