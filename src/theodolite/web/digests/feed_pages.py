"""Feeds and calendars at their addresses, and the page that gives people addresses of their own."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from theodolite.store.models import Account, Token
from theodolite.store.tokens import READ_FEEDS, Wanted, make_token, revoke_token, token_shown
from theodolite.web.api.token_pages import Held, held_by
from theodolite.web.digests.feeds import Part, atom_of, calendar_for
from theodolite.web.digests.parts_of_feeds import part_named, parts_for
from theodolite.web.permissions import Signed, by_token, everyone, signed_in

_SORTS = {
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One part with the addresses of its feed and its calendar."""

    name: str
    atom: str
    calendar: str


@dataclass(frozen=True, slots=True)
class Feeds:
    """Feeds for everyone, if any; those just made for oneself; and what stands for earlier ones."""

    public: tuple[Offered, ...]
    own: tuple[Offered, ...]
    held: tuple[Held, ...]


@require_safe
@everyone
def public_feed(request: HttpRequest, kind: str, name: str, sort: str) -> HttpResponseBase:
    """A feed for everyone, where the installation says that feeds are public."""
    if not settings.INSTALLATION.feeds_are_public:
        raise Http404
    return _answered(request, part_named(kind, name, None), sort, is_public=True)


@require_safe
@by_token
def own_feed(
    request: HttpRequest, secret: str, kind: str, name: str, sort: str
) -> HttpResponseBase:
    """A feed at a secret address, which stands for an account and is good for nothing else."""
    token = token_shown(secret, at=timezone.now())
    if token is None or READ_FEEDS not in token.scopes:
        raise Http404
    return _answered(request, part_named(kind, name, token.account), sort, is_public=False)


@never_cache
@signed_in
def feeds(request: Signed) -> HttpResponse:
    """What I can follow, and new secret addresses, which are shown now and never again."""
    account, secret = request.user, ""
    if request.method == "POST":
        wanted = Wanted("Feeds", (READ_FEEDS,))
        _, secret = make_token(wanted, account, at=timezone.now())
    public = _offered(None, "") if settings.INSTALLATION.feeds_are_public else ()
    own = _offered(account, secret) if secret else ()
    held = held_by(account, now=timezone.now(), is_for_feeds=True)
    return render(request, "digests/feeds.html", {"page": Feeds(public, own, held)})


@require_POST
@signed_in
def revoke_feeds(request: Signed, key: str) -> HttpResponse:
    """Let the addresses of one key lead nowhere."""
    mine = Token.objects.visible_to(request.user).filter(account=request.user)
    revoke_token(get_object_or_404(mine, key=key), by=request.user.key, at=timezone.now())
    messages.success(request, "Those addresses lead nowhere any more.")
    return redirect("feeds:mine")


def _answered(request: HttpRequest, part: Part, sort: str, *, is_public: bool) -> HttpResponseBase:
    """The feed, or only that it has not changed (RFC 9110, section 13).

    Its bytes alone tell: names of topics and what a group follows change without any moment.
    """
    today = timezone.localdate()
    body = atom_of(part, address=request.path) if sort == "atom" else calendar_for(part, on=today)
    answer = HttpResponse(body, content_type=_SORTS[sort])
    answer["Cache-Control"] = f"{'public' if is_public else 'private'}, max-age=300"
    answer["ETag"] = tag = quote_etag(sha256(body).hexdigest()[:32])
    found = get_conditional_response(request, etag=tag, response=answer)
    return found or answer


def _offered(account: Account | None, secret: str) -> tuple[Offered, ...]:
    home = settings.INSTALLATION.address.rstrip("/")
    page, given = ("feeds:own", [secret]) if secret else ("feeds:public", [])
    return tuple(
        Offered(
            part.name.capitalize() if kind == "all" else part.name,
            home + reverse(page, args=[*given, kind, name, "atom"]),
            home + reverse(page, args=[*given, kind, name, "ics"]),
        )
        for kind, name, part in parts_for(account)
    )
