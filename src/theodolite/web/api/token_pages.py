"""The page on which people make tokens for their programs, and take them back."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from theodolite.store.models import Account, Token
from theodolite.store.tokens import READ_FEEDS, make_token, revoke_token
from theodolite.web.api.token_forms import TokenForm
from theodolite.web.look.days import day_words
from theodolite.web.permissions import Signed, signed_in


@dataclass(frozen=True, slots=True)
class Held:
    """One token as its list shows it."""

    key: str
    name: str
    scopes: str
    made: str
    used: str
    ends: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that let anyone in, the form for another, and one just made with its secret."""

    held: tuple[Held, ...]
    form: TokenForm
    made: str = ""
    secret: str = ""


@never_cache
@signed_in
def tokens(request: Signed) -> HttpResponse:
    """List my tokens and make another; its secret is shown now and never again."""
    account, now = request.user, timezone.now()
    if request.method != "POST":
        page = Tokens(held_by(account, now=now), TokenForm(account))
        return render(request, "api/tokens.html", {"page": page})
    form = TokenForm(account, request.POST)
    if not form.is_valid():
        page = Tokens(held_by(account, now=now), form)
        return render(request, "api/tokens.html", {"page": page}, status=422)
    token, secret = make_token(form.wanted(), account, at=now)
    page = Tokens(held_by(account, now=now), TokenForm(account), token.name, secret)
    return render(request, "api/tokens.html", {"page": page})


@require_POST
@signed_in
def revoke(request: Signed, key: str) -> HttpResponse:
    """Take a token back; administrators may take back anyone's."""
    token = get_object_or_404(Token.objects.visible_to(request.user), key=key)
    revoke_token(token, by=request.user.key, at=timezone.now())
    messages.success(request, f"“{token.name}” lets nobody in any more.")
    return redirect("api:tokens")


def held_by(account: Account, *, now: datetime, is_for_feeds: bool = False) -> tuple[Held, ...]:
    """An account's tokens that hold, newest first: those of programs, or those of feeds."""
    found = account.tokens.holding(now).order_by("-made_at", "-pk")
    return tuple(_held(one) for one in found if (READ_FEEDS in one.scopes) is is_for_feeds)


def _held(token: Token) -> Held:
    used, ends = token.last_used_at, token.expires_at
    return Held(
        token.key,
        token.name,
        ", ".join(token.scopes),
        f"Made {day_words(token.made_at)}",
        f"Last used {day_words(used)}" if used else "Not used yet",
        f"Until {day_words(ends)}" if ends else "Until you take it back",
    )
