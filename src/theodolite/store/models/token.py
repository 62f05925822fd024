"""Keys that let programs in on behalf of an account, and no further than they say."""

import hashlib
import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from theodolite.store.models.account import Account, random_key
from theodolite.store.visibility import Viewer, Visible

BEGINS_WITH = "theodolite_"
"""What every token begins with, so that one that was leaked is known for what it is."""


class Tokens(Visible):
    """Tokens, seen by whom they stand for and by administrators."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Administrators see all, for they may revoke; others their own."""
        if viewer.has_role("administrator"):
            return self
        return self.filter(account_id=viewer.pk) if viewer.is_active else self.none()

    def holding(self, now: datetime) -> Self:
        """Those that let anyone in at this moment."""
        alive = Q(expires_at=None) | Q(expires_at__gt=now)
        return self.filter(alive, revoked_at=None, account__is_active=True)


class Token(models.Model):
    """One token: for whom, for what (`scopes`), until when; the token itself is not kept.

    `digest` is its SHA-256: it is drawn at random from 2^256, so nothing slower is needed.
    """

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = Tokens.as_manager()

    def __str__(self) -> str:
        return f"Token {self.name}"


def new_secret() -> str:
    """A token that nobody can guess."""
    return BEGINS_WITH + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(secret.encode()).hexdigest()
