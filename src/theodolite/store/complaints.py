"""Complaints about how personal data is used: taken, acknowledged in time, answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from theodolite.settings.errors import CorrectableError
from theodolite.store.history import write_down
from theodolite.store.models import Account, Complaint

KIND = "complaint"


class AnsweredAlready(CorrectableError):
    """A complaint has its answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a complaint says, and how whoever makes it can be reached."""

    email: str
    said: str
    name: str = ""


@transaction.atomic
def complain(told: Said, account: Account | None, *, at: datetime) -> Complaint:
    """Take a complaint from anyone; what it says stays out of the history."""
    made = Complaint.objects.create(
        account=account, name=told.name, email=told.email.casefold(), said=told.said, received_at=at
    )
    write_down(KIND, made.key, account.key if account else "", {"deed": "received"}, at=at)
    return made


@transaction.atomic
def acknowledge(complaint: Complaint, by: Account, *, at: datetime) -> bool:
    """Note that it was acknowledged, once; says whether this call did."""
    waiting = Complaint.objects.filter(pk=complaint.pk, acknowledged_at=None)
    is_first = bool(waiting.update(acknowledged_at=at))
    if is_first:
        write_down(KIND, complaint.key, by.key, {"deed": "acknowledged"}, at=at)
    return is_first


@transaction.atomic
def answer(complaint: Complaint, words: str, by: Account, *, at: datetime) -> None:
    """Answer a complaint, which acknowledges it too; an answer is given once."""
    acknowledge(complaint, by, at=at)
    refuse_answered(Complaint.objects.select_for_update().get(pk=complaint.pk))
    Complaint.objects.filter(pk=complaint.pk).update(answer=words, answered_at=at)
    write_down(KIND, complaint.key, by.key, {"deed": "answered"}, at=at)


def refuse_answered(complaint: Complaint) -> None:
    """Refuse a second answer."""
    if complaint.answered_at is not None:
        raise AnsweredAlready(
            "This complaint has been answered by someone else meanwhile, so yours was not sent."
            " Read their answer, and write to the person if there is more to say."
        )
