"""The queue of jobs: ask for one, take one on lease, tell how far it is, and end it once.

A job is taken by whoever writes its lease first, and every later word of its holder counts only as
long as the lease is theirs (the same holder and attempt). What a job must do once is done in the
transaction that marks it done, so it is kept with the mark or not at all.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from theodolite.settings.errors import CorrectableError
from theodolite.store.models import Job

SCHEDULE = "schedule"
"""Who asks for what recurs; stands where an account's key would."""

_NEVER = datetime.min.replace(tzinfo=UTC)
_NO_LEASE = timedelta(minutes=10)
"""Longer than any lease: one that ends later was written before the clock was set back."""

_WAITING, _RUNNING = Job.State.WAITING, Job.State.RUNNING


class JobIsOver(CorrectableError):
    """What was asked of a job comes too late."""


class LeaseLost(Exception):
    """The job is no longer the holder's: its lease ran out, or someone cancelled it."""


@dataclass(frozen=True, slots=True)
class Lease:
    """That a job is someone's for a while: which taking of it, by whom."""

    job: int
    attempt: int
    holder: str

    @property
    def rows(self) -> QuerySet[Job]:
        """The job's row, as long as the lease holds."""
        return Job.objects.filter(
            pk=self.job, attempts=self.attempt, holder=self.holder, state=_RUNNING
        )


def ask_for(
    kind: str, detail: Mapping[str, Any], by: str, at: datetime | None = None, *, once: str = ""
) -> Job:
    """Put a job in the queue, in the caller's transaction: it is there if and only if that holds.

    `by` is an account's key (never a name or address), `at` when it may begin. Of several that
    name the same `once`, the first is kept and given back to all.
    """
    asked = {"kind": kind, "detail": dict(detail), "by": by, "due_at": at or timezone.now()}
    if not once:
        return Job.objects.create(**asked)
    job, _ = Job.objects.get_or_create(once=once, defaults=asked)
    return job


@transaction.atomic
def ask_once_more(kind: str, by: str, *, apart: timedelta = timedelta(0)) -> None:
    """Ask for work on everything there is, unless a job waits already that will see this, too.

    It begins no sooner than `apart` after the last one ended; whoever asks with less is heard.
    """
    now = timezone.now()
    at = max(now, _last_ended(kind, now) + apart)
    # Locked: nobody may take it before what it is to see is there to be seen.
    waiting = Job.objects.select_for_update().filter(kind=kind, state=_WAITING).first()
    if waiting is None:
        ask_for(kind, {}, by, at)
    elif not waiting.failures:
        Job.objects.filter(pk=waiting.pk, due_at__gt=at).update(due_at=at)


def take(holder: str, *, now: datetime, lease: timedelta) -> tuple[Job, Lease] | None:
    """Take the next job that is due, or one whose holder has not been heard of in time.

    None where there is nothing to take, or another worker was faster.
    """
    if not _to_take(now).exists():
        return None
    try:
        with transaction.atomic():
            job = _to_take(now).select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if job.is_cancel_asked:
                _end(job, Job.State.CANCELLED, now)
                return None
            job.state, job.holder, job.leased_until = _RUNNING, holder, now + lease
            job.attempts, job.began_at = job.attempts + 1, job.began_at or now
            job.save(update_fields=["state", "holder", "leased_until", "attempts", "began_at"])
    except IntegrityError:
        # Another worker has begun a job of this kind since we looked.
        return None
    return job, Lease(job.pk, job.attempts, holder)


def keep_lease(lease: Lease, *, until: datetime, share: float, said: str) -> bool:
    """Hold a job for longer and say how far it is; whether it may go on.

    Raises LeaseLost where it is no longer ours.
    """
    if not lease.rows.update(leased_until=until, share=share, said=said):
        raise LeaseLost(f"job {lease.job}, attempt {lease.attempt}")
    return not Job.objects.filter(pk=lease.job, is_cancel_asked=True).exists()


@contextmanager
def finishing(lease: Lease, *, now: datetime) -> Iterator[dict[str, Any]]:
    """Mark a job done, with whatever the block writes, in one transaction.

    Fill the dictionary with its result. Where the lease is lost, LeaseLost is raised before
    anything is written.
    """
    result: dict[str, Any] = {}
    with transaction.atomic():
        ended = {"state": Job.State.DONE, "share": 1.0, "ended_at": now, "leased_until": None}
        if not lease.rows.filter(is_cancel_asked=False).update(**ended):
            raise LeaseLost(f"job {lease.job}, attempt {lease.attempt}")
        yield result
        Job.objects.filter(pk=lease.job).update(result=result, said="", error="")


def fail(lease: Lease, error: str, *, now: datetime) -> bool:
    """End a job without a result; `error` is the sentence a page shows."""
    return _leave(lease, state=Job.State.FAILED, error=error, ended_at=now, said="")


def try_again(lease: Lease, error: str, *, at: datetime, failures: int) -> bool:
    """Put a job back after a failure, to be taken once more at a later moment."""
    return _leave(
        lease, state=_WAITING, error=error, due_at=at, failures=failures, share=0.0, said=""
    )


def put_back(lease: Lease) -> bool:
    """Put a job back as if it had not been taken: its worker is being stopped."""
    return _leave(lease, state=_WAITING, share=0.0, said="")


def has_cancelled(lease: Lease, *, now: datetime) -> bool:
    """Note that a running job has stopped because it was asked to."""
    return _leave(lease, state=Job.State.CANCELLED, ended_at=now)


def cancel(job: int, *, now: datetime) -> Job:
    """Cancel a job that waits, or ask a running one to stop at its next word."""
    with transaction.atomic():
        found: Job = Job.objects.select_for_update().get(pk=job)
        if found.is_over:
            raise JobIsOver(
                f"Job {found.pk} is {found.get_state_display().lower()} already, so it cannot be"
                " cancelled. Ask for it again if it should be done anew."
            )
        found.is_cancel_asked = True
        if found.state == _WAITING:
            _end(found, Job.State.CANCELLED, now)
        found.save(update_fields=["is_cancel_asked"])
        return found


def forget_detail(job: int) -> None:
    """Keep no longer what a job was about, in the transaction of its end."""
    Job.objects.filter(pk=job).update(detail={})


def ask_again(job: Job, by: str) -> Job:
    """Ask for the same work once more, as a job of its own."""
    if not job.is_over:
        raise JobIsOver(
            f"Job {job.pk} is {job.get_state_display().lower()}, so it need not be asked for again."
            " Wait until it has ended, or cancel it first."
        )
    return ask_for(job.kind, job.detail, by)


def _last_ended(kind: str, now: datetime) -> datetime:
    """When the last job of a kind ended, as far as that is past: now, if one runs still."""
    taken = Job.objects.filter(kind=kind).exclude(state=_WAITING).order_by("-pk")
    last = taken.values_list("ended_at").first()
    return min(last[0] or now, now) if last else _NEVER


def _to_take(now: datetime) -> QuerySet[Job]:
    """Jobs whose lease ran out, then jobs that are due and of a kind none of which runs."""
    lost = Q(state=_RUNNING) & (Q(leased_until__lt=now) | Q(leased_until__gt=now + _NO_LEASE))
    running = Job.objects.filter(state=_RUNNING).values("kind")
    due = Q(state=_WAITING, due_at__lte=now) & ~Q(kind__in=running)
    first = Case(When(state=_RUNNING, then=Value(0)), default=1, output_field=IntegerField())
    return Job.objects.filter(lost | due).order_by(first, "due_at", "pk")


def _end(job: Job, state: str, now: datetime) -> None:
    job.state, job.ended_at, job.leased_until, job.holder = state, now, None, ""
    job.save(update_fields=["state", "ended_at", "leased_until", "holder"])


def _leave(lease: Lease, **values: Any) -> bool:
    """Give a job up; False where it was no longer ours."""
    return bool(lease.rows.update(leased_until=None, holder="", **values))
