"""What running the office wants: complaints, what is kept too long, jobs that failed."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import localdate

from theodolite.display.wording import listed
from theodolite.store.models import Account, Complaint, DataSet, Job, Letter
from theodolite.store.models.personal_data import DAYS_TO_ACKNOWLEDGE
from theodolite.web.home.attention import Attention, counted, some

SOON_DAYS = 30
FAILED_DAYS = 7


def complaints_to_acknowledge(account: Account, *, now: datetime) -> Attention | None:
    """Complaints that nobody has acknowledged, with the day by which the law wants it."""
    waiting = Complaint.objects.visible_to(account).filter(acknowledged_at=None)
    first = waiting.order_by("received_at").first()
    if first is None:
        return None
    number = counted(waiting)
    return Attention(
        number,
        some(number, "complaint to acknowledge", "complaints to acknowledge"),
        reverse("privacy:complaints"),
        f"The first by {localdate(first.acknowledge_by):%-d %B %Y}",
        is_pressing=now > first.received_at + timedelta(days=DAYS_TO_ACKNOWLEDGE - 7),
    )


def letters_that_failed(account: Account, *, now: datetime) -> Attention | None:
    """Letters that a mail server refused or fell silent on, of the last days."""
    since = now - timedelta(days=FAILED_DAYS)
    if not (number := counted(Letter.objects.that_failed().filter(made_at__gte=since))):
        return None
    words = some(number, "letter may not have arrived", "letters may not have arrived")
    return Attention(number, words, reverse("digests:letters"), "See why, and send them again")


def answers_to_delete(account: Account, *, now: datetime) -> Attention | None:
    """Survey answers whose time to be kept ends soon, or is over."""
    today = localdate(now)
    kept = DataSet.objects.visible_to(account).filter(deleted_at=None)
    ending = kept.filter(retain_until__lt=today + timedelta(days=SOON_DAYS))
    if not (number := counted(ending)):
        return None
    over = counted(ending.filter(retain_until__lt=today))
    return Attention(
        number,
        some(
            number,
            f"set of answers is deleted within {SOON_DAYS} days",
            f"sets of answers are deleted within {SOON_DAYS} days",
        ),
        reverse("surveys:list"),
        f"{over} should be gone by now" if over else "Finish what still needs them",
        is_pressing=over > 0,
    )


def failed_jobs(account: Account, *, now: datetime) -> Attention | None:
    """Work that failed lately and was not made up for since by a job of its kind."""
    seen = Job.objects.visible_to(account)
    made_up_for = seen.filter(
        kind=OuterRef("kind"), state=Job.State.DONE, ended_at__gt=OuterRef("ended_at")
    )
    failed = seen.filter(state=Job.State.FAILED, ended_at__gte=now - timedelta(days=FAILED_DAYS))
    kinds = sorted(set(failed.exclude(Exists(made_up_for)).values_list("kind", flat=True)))
    if not kinds:
        return None
    return Attention(
        len(kinds),
        some(len(kinds), "kind of work failed last time", "kinds of work failed last time"),
        reverse("jobs:jobs"),
        listed(kinds),
        is_pressing=True,
    )
