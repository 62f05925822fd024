"""Groups, their members and who chairs them: every change is written down with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import ChangedMeanwhile, save_if_unchanged
from theodolite.store.history import write_down
from theodolite.store.models import Account, Group, Membership


class NameTaken(CorrectableError):
    """There is a group of this name already."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a group is called, and what it is about."""

    name: str
    about: str = ""


@transaction.atomic
def add_group(described: Described, *, by: str, at: datetime) -> Group:
    """A new group without members."""
    with _called_once(described.name):
        group = Group.objects.create(name=described.name, about=described.about)
    write_down("group added", f"group {group.pk}", by, {"name": group.name}, at=at)
    return group


@transaction.atomic
def change_group(
    group: Group, described: Described, *, seen_version: int, by: str, at: datetime
) -> Group:
    """Let a group be called and described as said."""
    now = Group.objects.select_for_update().get(pk=group.pk)
    before = now.name
    mine = Group(pk=now.pk, name=described.name, about=described.about, version=seen_version)
    if now.version != seen_version:
        raise ChangedMeanwhile(now, mine)
    with _called_once(described.name):
        save_if_unchanged(mine, seen_version=seen_version)
    told = {"name": mine.name, "before": before}
    write_down("group changed", f"group {now.pk}", by, told, at=at)
    return mine


@transaction.atomic
def have_member(
    group: Group, account: Account, *, is_chair: bool, by: str, at: datetime
) -> Membership:
    """Let an account belong to a group, and chair it or not."""
    belongs, _ = Membership.objects.update_or_create(
        group=group, account=account, defaults={"is_chair": is_chair}
    )
    told = {"group": group.pk, "chairs": is_chair}
    write_down("member of group", account.key, by, told, at=at)
    return belongs


@transaction.atomic
def remove_member(group: Group, account: Account, *, by: str, at: datetime) -> None:
    """Let an account belong to a group no more."""
    gone, _ = Membership.objects.filter(group=group, account=account).delete()
    if gone:
        write_down("left group", account.key, by, {"group": group.pk}, at=at)


@contextmanager
def _called_once(name: str) -> Iterator[None]:
    """Refuse a second group of a name; the database knows of those that are being made now."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        raise NameTaken(
            f"There is a group called {name!r} already, so no second one was made."
            " Add people to that one, or choose another name."
        ) from problem
