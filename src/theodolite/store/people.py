"""Who may sign in and as what: every change is written down with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from theodolite.settings.errors import CorrectableError, nearest
from theodolite.store.editing import ChangedMeanwhile, save_if_unchanged
from theodolite.store.history import write_down
from theodolite.store.models import Account, Role


class NoSuchRole(CorrectableError):
    """A role was named that does not exist."""


class AddressTaken(CorrectableError):
    """There is an account with this e-mail address already."""


class NoSuchAccount(CorrectableError):
    """Nobody has an account with this address."""


class NobodyLeft(CorrectableError):
    """The change would leave nobody who can administer."""


@dataclass(frozen=True, slots=True)
class Person:
    """What an administrator says of someone: their name, roles, and whether they may sign in."""

    name: str = ""
    roles: frozenset[str] = frozenset()
    is_active: bool = True


def person_of(account: Account) -> Person:
    """How an account stands now."""
    held = frozenset(Role.objects.filter(account=account).values_list("role", flat=True))
    return Person(account.name, held, account.is_active)


def account_at(email: str) -> Account:
    """The account that signs in with an address."""
    found: Account | None = Account.objects.filter(email=email.strip().casefold()).first()
    if found is None:
        raise NoSuchAccount(
            f"There is no account for {email}. Invite the person first:"
            " `theodolite accounts invite`, or Administration, Invitations."
        )
    return found


def has_administrator() -> bool:
    """Whether anyone can administer."""
    return Role.objects.filter(role="administrator", account__is_active=True).exists()


@transaction.atomic
def add_account(
    email: str, person: Person, *, password: str | None = None, by: str, at: datetime
) -> Account:
    """A new account with its roles; `by` is empty where it makes itself, as the first one does."""
    check_roles(person.roles)
    address = email.strip().casefold()
    try:
        with transaction.atomic():
            account = Account.objects.create_user(address, password, name=person.name)
    except IntegrityError as problem:
        raise AddressTaken(
            f"There is an account for {address} already, so no second one was made."
            " Give that account the roles it needs."
        ) from problem
    _hold(account, person.roles)
    told = {"roles": sorted(person.roles)}
    write_down("account added", account.key, by or account.key, told, at=at)
    return account


@transaction.atomic
def change_person(
    account: Account, person: Person, *, seen_version: int, by: str, at: datetime
) -> Account:
    """Let an account stand as said; it holds from the next page that person asks for."""
    check_roles(person.roles)
    now: Account = Account.objects.select_for_update().get(pk=account.pk)
    before = person_of(now)
    if now.version != seen_version:
        raise ChangedMeanwhile(now, account)
    if person == before:
        return now
    now.name, now.is_active = person.name, person.is_active
    save_if_unchanged(now, seen_version=seen_version)
    _hold(now, person.roles)
    # Written down first: only one at a time may, so two administrators who take the role from each
    # other at one moment do not both find one left.
    write_down("account changed", now.key, by, _difference(before, person), at=at)
    refuse_nobody_left(now)
    changed: Account = Account.objects.get(pk=now.pk)
    return changed


def refuse_nobody_left(changed: Account) -> None:
    """Refuse a change to an account after which nobody could administer, in its transaction."""
    if not has_administrator():
        raise NobodyLeft(
            f"{changed} is the last administrator, so nothing was changed: nobody could let anyone"
            " in any more. Make someone else administrator first."
        )


def refuse_if_last(account: Account) -> None:
    """Refuse to let an account go that is the only one who can administer."""
    administrators = Role.objects.filter(role="administrator", account__is_active=True)
    if list(administrators.values_list("account", flat=True)) == [account.pk]:
        raise NobodyLeft(
            f"{account} is the only administrator, and without one nobody could let anyone in."
            " Make someone else administrator first."
        )


@transaction.atomic
def rename(account: Account, name: str, *, at: datetime) -> None:
    """Let an account be called as its owner says; the name itself stands in no history."""
    Account.objects.filter(pk=account.pk).update(name=name, version=F("version") + 1)
    write_down("account changed", account.key, account.key, {"name": "changed"}, at=at)


def check_roles(roles: Iterable[str]) -> None:
    """Refuse a role that does not exist, with the nearest that do."""
    for role in sorted(roles):
        if role not in Role.Kind.values:
            raise NoSuchRole(
                f"{role!r} is no role that is given. {nearest(role, Role.Kind.values)}"
            )


def _hold(account: Account, roles: frozenset[str]) -> None:
    Role.objects.filter(account=account).exclude(role__in=roles).delete()
    held = set(Role.objects.filter(account=account).values_list("role", flat=True))
    Role.objects.bulk_create(Role(account=account, role=role) for role in sorted(roles - held))


def _difference(before: Person, after: Person) -> dict[str, object]:
    """What changed; names are told as changed only, for they stay when a person asks to go."""
    told: dict[str, object] = {}
    if before.roles != after.roles:
        told["given"] = sorted(after.roles - before.roles)
        told["taken"] = sorted(before.roles - after.roles)
    if before.is_active != after.is_active:
        told["may sign in"] = after.is_active
    if before.name != after.name:
        told["name"] = "changed"
    return told
