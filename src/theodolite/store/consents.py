"""What people agreed to: one purpose at a time, for so long, and taken back as easily as given."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from theodolite.settings.errors import unknown_name
from theodolite.store.history import write_down
from theodolite.store.models import Account, Consent

_DAYS_IN_A_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Purpose:
    """One use of personal data that needs a person's leave, in words for that person."""

    code: str
    title: str
    says: str
    months: int

    def until(self, given_at: datetime) -> datetime:
        """When a consent runs out if it is not given anew."""
        return given_at + timedelta(days=round(self.months * _DAYS_IN_A_MONTH))


WATCHED = "watch-lists"
"""The purpose of the letters about what somebody watches."""

PURPOSES = (
    Purpose(
        WATCHED,
        "Write to me about what I watch",
        "Once a week, if there is any, we may send you what is new on the watch-lists that you and"
        " your groups keep.",
        24,
    ),
    Purpose(
        "surveys",
        "Write to me about surveys",
        "We may send you invitations to the society's surveys, and one reminder for each.",
        24,
    ),
    Purpose(
        "directory",
        "Let other members find me",
        "Members may see your name and the groups you belong to when they look for people.",
        24,
    ),
)


def purpose_named(code: str) -> Purpose:
    """The purpose that a code stands for."""
    for one in PURPOSES:
        if one.code == code:
            return one
    raise unknown_name("purpose", code, [one.code for one in PURPOSES], where="the form")


def consent_of(account: Account, purpose: str, now: datetime) -> Consent | None:
    """The consent that may be relied on at this moment, if there is one."""
    given = Consent.objects.filter(account=account, purpose=purpose).order_by("-given_at")
    return next((one for one in given if one.holds(now)), None)


def set_consent(account: Account, code: str, *, agrees: bool, at: datetime) -> None:
    """Let a person agree or not, as they said; what holds already stays as it is."""
    if not agrees:
        withdraw_consent(account, code, at=at)
    elif consent_of(account, code, at) is None:
        give_consent(account, code, at=at)


@transaction.atomic
def give_consent(account: Account, code: str, *, at: datetime) -> Consent:
    """Note that a person agrees, from now until it runs out."""
    purpose = purpose_named(code)
    given = Consent.objects.create(
        account=account, purpose=code, given_at=at, expires_at=purpose.until(at)
    )
    write_down("consent given", account.key, account.key, {"purpose": code}, at=at)
    return given


@transaction.atomic
def withdraw_consent(account: Account, code: str, *, at: datetime) -> None:
    """Note that a person no longer agrees; it holds from this moment on."""
    purpose_named(code)
    open_ones = Consent.objects.filter(account=account, purpose=code, withdrawn_at=None)
    if open_ones.update(withdrawn_at=at):
        write_down("consent withdrawn", account.key, account.key, {"purpose": code}, at=at)
