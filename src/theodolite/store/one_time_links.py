"""Make links that work once and for a while, and use them up."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import OneTimeLink

KEPT_FOR = timedelta(days=30)
"""How long a link that is over is kept, with the address it was for."""


class LinkDoesNotWork(CorrectableError):
    """A link was used before, is too old, was taken back, or never existed."""

    def __init__(self) -> None:
        """Say the same of all of them, so that nobody learns which it is."""
        super().__init__(
            "This link does not work any more: each works once, for a limited time, and a newer one"
            " replaces it. Ask for a new one where you got it."
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A link to be made: what for, for whom, asked for by whom, and for how long it works."""

    purpose: str
    works_for: timedelta
    email: str = ""
    by: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


def make_link(wanted: Wanted, *, at: datetime) -> str:
    """The secret part of a new link; an older one for the same stops working."""
    OneTimeLink.objects.filter(expires_at__lt=at - KEPT_FOR).delete()
    open_ones = OneTimeLink.objects.filter(purpose=wanted.purpose, email=wanted.email, used_at=None)
    same = [one.pk for one in open_ones if one.detail.get("page") == wanted.detail.get("page")]
    OneTimeLink.objects.filter(pk__in=same).delete()
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        purpose=wanted.purpose,
        hashed=_hash(token),
        email=wanted.email,
        by=wanted.by,
        made_at=at,
        expires_at=at + wanted.works_for,
        detail=dict(wanted.detail),
    )
    return token


def link_of(token: str, *, at: datetime) -> OneTimeLink:
    """What a link is for, as long as it works."""
    found: OneTimeLink | None = OneTimeLink.objects.filter(hashed=_hash(token)).first()
    if found is None or not found.is_open(at):
        raise LinkDoesNotWork
    return found


def use_up(link: OneTimeLink, *, at: datetime) -> None:
    """Let a link work no more; of two people at the same moment one is refused."""
    mine = OneTimeLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at)
    if not mine.update(used_at=at):
        raise LinkDoesNotWork


def _hash(token: str) -> str:
    """A plain hash is enough: the secret has 256 random bits, so nobody can list them."""
    return hashlib.sha256(token.encode()).hexdigest()
