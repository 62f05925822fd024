"""Who is let in to the API: whoever shows a token that is for what is asked, and not too often."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer
from ninja.throttling import SimpleRateThrottle

from theodolite.store.models import Account, Token
from theodolite.store.tokens import refuse_out_of_scope, token_shown

RATE = "300/m"
"""How often one token may ask."""


class Bearing(HttpRequest):
    """A request that showed a token, whose account it is answered for."""

    auth: Token


class BearerToken(HttpBearer):
    """A token of one scope; a session does not count."""

    def __init__(self, scope: str) -> None:
        """Remember what the token must be for."""
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token, if it holds and is for this."""
        found = token_shown(token, at=timezone.now())
        if found is not None:
            refuse_out_of_scope(found, self.scope)
        return found


class EachToken(SimpleRateThrottle):
    """Count what each token asks, for itself."""

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """The token's name that says nothing."""
        token: Any = getattr(request, "auth", None)
        return f"api-{token.key}" if isinstance(token, Token) else None


def account_of(request: HttpRequest) -> Account:
    """Whom a request is answered for."""
    token: Any = getattr(request, "auth", None)
    assert isinstance(token, Token), "the address lets in without a token"
    return token.account
