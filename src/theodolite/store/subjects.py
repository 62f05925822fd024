"""One person's data: find all of it, hand it over, erase it.

Nothing is listed by hand: every table that points at an account, at something that does, or that
keeps an account's key or e-mail address is looked through, also those of packages and those that
come later.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from theodolite.settings.errors import CorrectableError
from theodolite.store.database import KEEPING, writing
from theodolite.store.forgetting import forget_words
from theodolite.store.history import write_down
from theodolite.store.models import Account, Entry, Job
from theodolite.store.people import refuse_nobody_left

_KEY_LENGTH = 32
"""How long a column is that can hold an account's key."""

_SECRETS = frozenset({"password", "salt", "data", "session_key", "session_data", "hashed", "token"})
"""Columns that would let someone in; they are told of, but never handed over."""


class UnknownSubject(CorrectableError):
    """Nobody here is known by that."""


@dataclass(frozen=True, slots=True)
class Held:
    """One row about a person: which table, which row, and what it says."""

    kind: str
    key: str
    says: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """A person we hold data of, with every row of it."""

    key: str
    email: str
    held: tuple[Held, ...]

    def counts(self) -> dict[str, int]:
        """How many rows of each kind there are."""
        kinds = [one.kind for one in self.held]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}

    def as_json(self) -> bytes:
        """Everything, for the person themselves (right of access; readable by programs)."""
        told = {"account": self.key, "email": self.email, "held": [asdict(h) for h in self.held]}
        return json.dumps(told, indent=1, cls=DjangoJSONEncoder, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What erasing did, for whoever asked for it: how many rows of each kind were removed.

    `emptied` counts lines of the history, and `forgotten` items of the archive, that lost words.
    """

    key: str
    at: datetime
    removed: dict[str, int]
    emptied: int
    forgotten: int


def find_subject(name: str) -> Subject:
    """Everything held of the person whose e-mail address or key this is."""
    wanted = name.strip().casefold()
    account = Account.objects.filter(models.Q(email__iexact=wanted) | models.Q(key=wanted)).first()
    if account is None:
        # Nothing is no address, though some rows have none.
        found = _by_address(wanted) if wanted else ()
        held = tuple(_held(row) for rows in found for row in rows)
        if not held:
            raise UnknownSubject(
                f"Nobody here has the e-mail address or key {name!r}."
                " Ask for the address they signed in or wrote with."
            )
        return Subject("", wanted, held)
    held = tuple(_held(row, account) for row in _rows_of(account))
    return Subject(account.key, account.email, held)


def erase_subject(name: str, *, by: str, at: datetime, in_copy: bool = False) -> Receipt:
    """Remove a person: their account and all that hangs on it; what others need stays, unnamed.

    The history keeps its lines and its chain: lines about them lose what they say, and lines by
    them keep a key that no longer leads to anyone. What they told of stays in the archive without
    their words. Copies in backups: see `store.retention`; of a copy nobody need be left to
    administer it, for whoever goes now may have been alone when it was made.
    """
    subject = find_subject(name)
    with writing("default", KEEPING) as cursor:
        removed: dict[str, int] = {}
        for rows in _by_address(subject.email):
            _add(removed, rows.delete()[1])
        emptied, told, administers = 0, [], False
        if account := Account.objects.filter(key=subject.key).first():
            told = list(account.sightings.values_list("identity", "given_at"))
            administers = account.has_role("administrator")
            emptied = _erase_account(account, removed)
        did = {"removed": removed, "emptied": emptied}
        write_down("erased", subject.key, by, did, at=at)
        # Only now: the history has one writer at a time, so two cannot erase each other at once.
        if administers and not in_copy:
            refuse_nobody_left(account)
        # Last, for a file that was replaced does not come back when all else is taken back.
        forgotten = forget_words(told, cursor) if told else 0
    return Receipt(subject.key, at, removed, emptied, forgotten)


def _erase_account(account: Account, removed: dict[str, int]) -> int:
    """Remove an account with all that hangs on it; gives how many lines about it were emptied."""
    emptied = Entry.objects.filter(subject=account.key).update(detail=None, salt=None)
    Job.objects.filter(by=account.key).update(detail={}, result=None, said="")
    _blank_what_stays(account)
    for theirs in _sessions_of(account):
        _add(removed, theirs.delete()[1])
    _add(removed, account.delete()[1])
    return emptied


def _rows_of(account: Account) -> Iterator[models.Model]:
    """The account, whatever points at it (through any number of tables), and rows by its key."""
    seen: set[tuple[str, Any]] = set()
    waiting: list[models.Model] = [account]
    while waiting:
        row = waiting.pop(0)
        name = (row._meta.label, row.pk)
        if name in seen:
            continue
        seen.add(name)
        yield row
        waiting += _pointing_at(row)
    for row in _by_key(account):
        if (row._meta.label, row.pk) not in seen:
            yield row


def _pointing_at(row: models.Model) -> list[models.Model]:
    """Rows that would go with this one, or that name it."""
    return [
        other
        for relation in _relations_to(row)
        if isinstance(row, Account) or relation.on_delete is models.CASCADE
        for other in _related(relation, row)
    ]


def _relations_to(row: models.Model) -> list[models.ManyToOneRel]:
    """How other tables point at this one, those without a way back included."""
    fields = row._meta.get_fields(include_hidden=True)
    return [one for one in fields if isinstance(one, models.ManyToOneRel)]


def _related(relation: models.ManyToOneRel, row: models.Model) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = relation.related_model._base_manager.filter(
        **{relation.field.name: row}
    )
    return found


def _blank_what_stays(account: Account) -> None:
    """What a person said in a row that outlives the account; its kind names the columns."""
    for relation in _relations_to(account):
        said = getattr(relation.related_model, "ERASED_WITH_ACCOUNT", ())
        if said and relation.field.name == "account":
            _related(relation, account).update(**dict.fromkeys(said, ""))


def _by_key(account: Account) -> Iterator[models.Model]:
    """Rows that keep the account's key in any column, and rows that keep its e-mail address."""
    for kind in apps.get_app_config("store").get_models():
        columns = [one.name for one in kind._meta.fields if _can_hold_key(one)]
        if columns and kind is not Account:
            anywhere = [models.Q(**{name: account.key}) for name in columns]
            yield from kind._base_manager.filter(reduce(or_, anywhere))
    for rows in _by_address(account.email):
        yield from rows


def _can_hold_key(field: "models.Field[Any, Any]") -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and (field.max_length == _KEY_LENGTH or field.name in ("by", "subject"))


def _by_address(email: str) -> Iterator[models.QuerySet[Any]]:
    """Rows of ours that keep an e-mail address beside the accounts: complaints, invitations."""
    for kind in apps.get_app_config("store").get_models():
        for field in kind._meta.fields:
            if isinstance(field, models.EmailField) and kind is not Account:
                yield kind._base_manager.filter(**{f"{field.name}__iexact": email})


def _held(row: models.Model, account: Account | None = None) -> Held:
    others = _of_another(row, account)
    says = {
        field.attname: "(a secret; not handed over)"
        if field.name in _SECRETS and not isinstance(row, Entry)
        else "(another person's; not handed over)"
        if field.name in others
        else getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in ("digest", "chained", "salt")
    }
    return Held(str(row._meta.verbose_name), str(row.pk), says)


def _of_another(row: models.Model, account: Account | None) -> tuple[str, ...]:
    """Columns that hold what someone else said, where this person only read or answered it."""
    said: tuple[str, ...] = getattr(row, "ERASED_WITH_ACCOUNT", ())
    owner = getattr(row, "account_id", None)
    return ("account", *said) if said and account and owner not in (None, account.pk) else ()


def _sessions_of(account: Account) -> Iterator[models.QuerySet[Any]]:
    """Sign-ins that are still open; they keep the account's number inside a signed text."""
    if not apps.is_installed("django.contrib.sessions"):
        return
    session = apps.get_model("sessions", "Session")
    theirs = [
        one.pk for one in session.objects.iterator()
        if str(one.get_decoded().get("_auth_user_id")) == str(account.pk)
    ]  # fmt: skip
    yield session.objects.filter(pk__in=theirs)


def _add(to: dict[str, int], more: dict[str, int]) -> None:
    for kind, count in more.items():
        to[kind] = to.get(kind, 0) + count
