"""Take a sighting in: its row, its item and its line in the history, all or none."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from theodolite.store.history import write_down
from theodolite.store.models import Account, Sighting
from theodolite.store.models.sighting import due_after
from theodolite.store.queue import ask_once_more
from theodolite.web.sightings.archiving import keep_in_archive
from theodolite.web.sightings.recognising import recognise

KIND = "sighting"
"""The kind of the history's entries about sightings; their subject is the sighting's key."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a member says: the thing, why it matters, its topic if known, and leave to be named."""

    given: str
    why: str
    topic: str = ""
    may_be_named: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The sighting that was taken in; `is_new` is false where the member had told it before."""

    sighting: Sighting
    is_new: bool


@transaction.atomic
def give(told: Given, account: Account, *, at: datetime) -> Taken:
    """Keep a member's sighting; the same thing told again while it waits is the same sighting."""
    # Whoever presses the button twice is one after the other here, and has told it once.
    Account.objects.select_for_update().get(pk=account.pk)
    identity = recognise(told.given).identity
    before = account.sightings.filter(identity=identity, answered_at=None).first()
    if before is not None:
        return Taken(before, is_new=False)
    sighting = Sighting.objects.create(
        account=account,
        given=told.given,
        why=told.why,
        topic=told.topic,
        identity=identity,
        may_be_named=told.may_be_named,
        given_at=at,
        due_on=due_after(localdate(at)),
    )
    keep_in_archive(sighting)
    ask_once_more("place", account.key)
    write_down(KIND, sighting.key, account.key, {"deed": "given", "identity": identity}, at=at)
    return Taken(sighting, is_new=True)


@transaction.atomic
def set_naming(sighting: Sighting, *, may_be_named: bool, at: datetime) -> None:
    """Give or take back the leave to be named as the one who saw it."""
    assert sighting.account is not None, "only its member may say so"
    Sighting.objects.filter(pk=sighting.pk).update(may_be_named=may_be_named)
    told = {"deed": "naming", "may_be_named": may_be_named}
    write_down(KIND, sighting.key, sighting.account.key, told, at=at)
