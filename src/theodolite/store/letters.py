"""Letters to accounts: written in the transaction of what they tell of, sent by the job `post`."""

from datetime import datetime

from theodolite.store.models import Account, Letter
from theodolite.store.queue import ask_for

POST = "post"
"""The kind of job that sends what waits."""


def write_letter(account: Account, subject: str, plain: str, *, at: datetime) -> Letter:
    """A letter in plain words, on its way as soon as the caller's transaction holds."""
    letter = Letter.objects.create(account=account, subject=subject, plain=plain, made_at=at)
    ask_for(POST, {}, by=account.key, at=at)
    return letter


def forget_letters(before: datetime) -> int:
    """Remove letters made before a moment, but those that still wait; digests stay."""
    over = Letter.objects.filter(made_at__lt=before).exclude(state=Letter.State.WAITING)
    gone, _ = over.delete()
    return gone
