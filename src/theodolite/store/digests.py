"""Digests of groups: what they are about, who wants them, and what went out, each change told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from theodolite.horizon.archive import Entry
from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import save_if_unchanged
from theodolite.store.history import write_down
from theodolite.store.letters import POST
from theodolite.store.models import Account, Edition, Group, GroupDigest, Letter, Subscription
from theodolite.store.models.subscription import Rhythm
from theodolite.store.queue import ask_for

KIND = "digest"
"""The kind of job that makes digests, and of the history's entries about them."""

EVERY: Mapping[str, timedelta] = {
    Rhythm.WEEKLY: timedelta(days=6, hours=12),
    Rhythm.MONTHLY: timedelta(days=27, hours=12),
}
"""How long after one digest the next is due; half a day less, for no schedule is exact."""


class NotPreviewed(CorrectableError):
    """A digest is to go out, and nobody has seen it as it is now."""


@dataclass(frozen=True, slots=True)
class About:
    """What a digest is to tell of: codes of topics, and how many new items at most."""

    topics: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Made:
    """A digest in the forms in which it goes out."""

    subject: str
    plain: str
    html: str
    pdf: bytes


def manages_digest(account: Account, group: Group) -> bool:
    """Whether an account may say what a group's digest is about: its chair, or a curator."""
    if account.has_role("curator"):
        return True
    return account.is_active and group.memberships.filter(account=account, is_chair=True).exists()


@transaction.atomic
def change_digest(
    group: Group, about: About, *, seen_version: int, by: Account, at: datetime
) -> GroupDigest:
    """Let a group's digest be about this; it must be seen and approved again before it goes out."""
    digest, _ = GroupDigest.objects.get_or_create(group=group, defaults={"changed_at": at})
    digest.topics, digest.most, digest.changed_at = list(about.topics), about.most, at
    digest.approved_by = digest.approved_at = None
    save_if_unchanged(digest, seen_version=seen_version)
    told = {"deed": "changed", "topics": digest.topics, "most": digest.most}
    write_down(KIND, f"group {group.pk}", by.key, told, at=at)
    return digest


@transaction.atomic
def approve_digest(group: Group, *, by: Account, at: datetime) -> None:
    """Let it go out from now on, if it was looked at as it is now."""
    digest = GroupDigest.objects.select_for_update().filter(group=group).first()
    previews = group.editions.filter(is_preview=True)
    if digest is None or not previews.filter(made_at__gte=digest.changed_at).exists():
        raise NotPreviewed(
            f"The digest of {group} was changed since its last preview, so nobody knows what would"
            " go out. Make a preview, look at it, then approve it."
        )
    GroupDigest.objects.filter(pk=digest.pk).update(approved_by=by, approved_at=at)
    write_down(KIND, f"group {group.pk}", by.key, {"deed": "approved"}, at=at)


@transaction.atomic
def stop_digest(group: Group, *, by: Account, at: datetime) -> int:
    """Let it go out no more until it is approved again; how many letters that waited do not go."""
    GroupDigest.objects.filter(group=group).update(approved_by=None, approved_at=None)
    waiting = Letter.objects.filter(edition__group=group, state=Letter.State.WAITING)
    kept_back, _ = waiting.delete()
    told = {"deed": "stopped", "letters": kept_back}
    write_down(KIND, f"group {group.pk}", by.key, told, at=at)
    return kept_back


@transaction.atomic
def subscribe(account: Account, group: Group, rhythm: str, *, by: str, at: datetime) -> bool:
    """Let an account have a digest in a rhythm, or no more (an empty one); whether that is new."""
    mine = Subscription.objects.filter(account=account, group=group)
    if mine.values_list("rhythm", flat=True).first() == (rhythm or None):
        return False
    if rhythm:
        kept = {"rhythm": rhythm, "since": at}
        Subscription.objects.update_or_create(account=account, group=group, defaults=kept)
    else:
        mine.delete()
    told = {"deed": "subscribed" if rhythm else "unsubscribed", "rhythm": rhythm}
    write_down(KIND, f"group {group.pk}", by, {**told, "account": account.key}, at=at)
    return True


def is_still_approved(digest: GroupDigest) -> bool:
    """Whether nobody has stopped or changed a digest since it was read; it stays so till then."""
    same = GroupDigest.objects.select_for_update().filter(pk=digest.pk)
    return same.filter(approved_at=digest.approved_at).exists()


def is_due(group: Group, rhythm: str, *, now: datetime) -> bool:
    """Whether it is time for the next digest of a rhythm, and anyone wants it."""
    if not group.subscriptions.filter(rhythm=rhythm, account__is_active=True).exists():
        return False
    sent = group.editions.filter(rhythm=rhythm, is_preview=False).order_by("-made_at").first()
    return sent is None or now - sent.made_at >= EVERY[rhythm]


def keep_preview(group: Group, made: Made, *, at: datetime) -> Edition:
    """Keep a digest for whoever approves it; the one before is of no use any more."""
    group.editions.filter(is_preview=True).delete()
    return _kept(group, Rhythm.WEEKLY, made, at, is_preview=True)


def send_out(group: Group, rhythm: str, made: Made, told: Entry) -> Edition:
    """Keep a digest, remember what it told, and put a letter for each subscriber on its way.

    All in the caller's transaction: whatever happens afterwards, nothing is told twice.
    """
    edition = _kept(group, rhythm, made, told.at, is_preview=False)
    wanting = group.subscriptions.filter(rhythm=rhythm, account__is_active=True)
    Letter.objects.bulk_create(
        Letter(account_id=account, edition=edition, subject=made.subject, made_at=told.at)
        for account in wanting.order_by("pk").values_list("account", flat=True)
    )
    write_down(told.kind, told.subject, told.by, told.detail, at=told.at)
    ask_for(POST, {}, by=KIND, at=told.at)
    return edition


def series_of(group: Group, rhythm: str) -> str:
    """The name under which the history remembers what subscribers of a rhythm were told."""
    return f"group {group.pk}, {rhythm}"


def _kept(group: Group, rhythm: str, made: Made, at: datetime, *, is_preview: bool) -> Edition:
    return Edition.objects.create(
        group=group,
        rhythm=rhythm,
        is_preview=is_preview,
        made_at=at,
        subject=made.subject,
        plain=made.plain,
        html=made.html,
        pdf=made.pdf,
    )
