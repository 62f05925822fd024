"""Letters to accounts: written in the transaction of what they tell of, sent by the job `post`."""

from datetime import datetime

from django.db import transaction

from theodolite.store.consents import consent_of
from theodolite.store.history import write_down
from theodolite.store.models import Account, Letter
from theodolite.store.models.letter import Letters
from theodolite.store.queue import ask_for

POST = "post"
"""The kind of job that sends what waits."""


def write_letter(
    account: Account, subject: str, plain: str, *, at: datetime, consent: str = ""
) -> Letter:
    """A letter in plain words, on its way as soon as the caller's transaction holds."""
    letter = Letter.objects.create(
        account=account, subject=subject[:200], plain=plain, consent=consent, made_at=at
    )
    ask_for(POST, {}, by=account.key, at=at)
    return letter


def is_wanted(letter: Letter, *, now: datetime) -> bool:
    """Whether its reader still has what it belongs to: the digest, or the leave it relies on."""
    if letter.edition is not None:
        return letter.account.subscriptions.filter(group=letter.edition.group_id).exists()
    return not letter.consent or consent_of(letter.account, letter.consent, now) is not None


@transaction.atomic
def send_again(letters: Letters, *, of: str, by: str, at: datetime) -> int:
    """Have letters that failed sent once more; to how many people. Some may get theirs twice."""
    failed = letters.that_failed()
    # Only what still failed when it is written: of two who ask at once one sends, the other none.
    again = Letter.objects.filter(pk__in=list(failed.values_list("pk", flat=True)))
    again = again.filter(state__in=(Letter.State.UNSURE, Letter.State.DROPPED))
    number = again.update(state=Letter.State.WAITING, said="", made_at=at)
    if number:
        write_down("letters sent again", of, by, {"letters": number}, at=at)
        ask_for(POST, {}, by=by, at=at)
    return number


def forget_letters(before: datetime) -> int:
    """Remove letters made before a moment, but those that still wait; digests stay."""
    over = Letter.objects.filter(made_at__lt=before).exclude(state=Letter.State.WAITING)
    gone, _ = over.delete()
    return gone
