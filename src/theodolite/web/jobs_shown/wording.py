"""What jobs are called, and what is told of one."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from theodolite.store.models import Account, Job
from theodolite.store.queue import SCHEDULE
from theodolite.web.look.parts import Cell, Fact, Table

NAMES = {
    "analyse": "Analysis of a survey",
    "backup": "Backup",
    "digest": "Digest for a group",
    "erase": "Erasing one person’s data",
    "place": "Placing and ranking of items",
    "post": "Sending of letters",
    "rank": "New order of the inbox",
    "read": "Reading of an uploaded export",
    "recognise": "Adding of a source",
    "retain": "Deleting what may be kept no longer",
    "scan": "Scan of the sources",
    "watch": "Letters about what people watch",
}
_RESULTS = {
    "added": "Sources added",
    "again": "Items met again",
    "already": "Sources that were in the list already",
    "asked": "Sources asked",
    "backup": "Kept as",
    "changed": "Items that changed",
    "data_sets": "Answers of surveys deleted",
    "dropped": "Letters given up",
    "ended": "Letters that nobody wants any more",
    "erased": "Erased",
    "failed": "Sources that did not answer well",
    "files": "Files",
    "jobs": "Old jobs forgotten",
    "later": "Letters to be tried again",
    "letters": "Letters",
    "listed": "Items listed",
    "looked_at": "Items looked at",
    "made": "Digests made",
    "moved": "Items in another place than before",
    "new": "New items",
    "not_due": "Sources that were not due",
    "people": "People whose lists were looked at",
    "removed": "Older ones removed",
    "preview": "Only a preview",
    "respondents": "Respondents",
    "sent": "Letters sent",
    "sessions": "Old sessions ended",
    "taken_out": "Items taken out of the list",
    "unreadable": "Items that could not be read",
    "unsure": "Letters that may have been sent or not",
    "uploads": "Forgotten uploads removed",
    "warnings": "Warnings",
    "why": "Why",
    "withdrawn": "Items withdrawn by their sources",
    "written": "Items written anew",
}
"""What the parts of results are called."""
_KEYS = ("report", "survey")
"""Parts that name things by their keys, for the program."""
_COLOURS = {
    Job.State.WAITING: "grey",
    Job.State.RUNNING: "",
    Job.State.DONE: "green",
    Job.State.FAILED: "red",
    Job.State.CANCELLED: "grey",
}
_COLUMNS = ("Job", "State", "How far", "Asked by", "Asked", "Ended")


def name_of(job: Job) -> str:
    """What a kind of job is called on pages."""
    return NAMES.get(job.kind, job.kind.replace("_", " ").capitalize())


def state_of(job: Job) -> Cell:
    """Where it stands, as a tag; a running job that was cancelled is said to be stopping."""
    is_stopping = job.state == Job.State.RUNNING and job.is_cancel_asked
    words = "Stopping" if is_stopping else job.get_state_display()
    return Cell(words, tag_colour=_COLOURS[Job.State(job.state)] or "aqua-green")


def table_of(jobs: Iterable[Job]) -> Table:
    """A line for each job."""
    listed = list(jobs)
    askers = askers_of(listed)
    rows = tuple(
        (
            Cell(f"{name_of(job)}, number {job.pk}", href=reverse("jobs:job", args=[job.pk])),
            state_of(job),
            f"{percent(job)}%",
            askers[job.by],
            moment(job.asked_at),
            moment(job.ended_at) if job.ended_at else "–",
        )
        for job in listed
    )
    return Table("Jobs, newest first", _COLUMNS, rows, numbers=("How far",))


def facts_of(job: Job) -> tuple[Fact, ...]:
    """When it was asked for, begun and ended, by whom, and how often it was tried."""
    known = (
        ("Asked by", askers_of([job])[job.by]),
        ("Asked", moment(job.asked_at)),
        ("Begun", moment(job.began_at) if job.began_at else ""),
        ("To be done from", moment(job.due_at) if job.state == Job.State.WAITING else ""),
        ("Ended", moment(job.ended_at) if job.ended_at else ""),
        ("Begun anew", _times(job.attempts - 1) if job.attempts > 1 else ""),
    )
    return tuple(Fact(name, words) for name, words in known if words)


def result_of(job: Job) -> tuple[Fact, ...]:
    """What came of it, in words, without what was none; other parts are for other pages."""
    told = job.result or {}
    found = tuple(
        Fact(_called(name), words)
        for name, value in told.items()
        if value != 0 and name not in _KEYS and (words := _plain(value))
    )
    counts = [value for value in told.values() if isinstance(value, int)]
    if counts and not any(counts) and not found:
        return (Fact("Result", "There was nothing to do."),)
    return found


def _called(part: str) -> str:
    return _RESULTS.get(part, part.replace("_", " ").capitalize())


def percent(job: Job) -> int:
    """How far it is, as a whole number; all of it only once it is done."""
    return 100 if job.state == Job.State.DONE else min(int(job.share * 100), 99)


def moment(at: Any) -> str:
    """A moment by the clock of the installation."""
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M}"


def askers_of(jobs: Iterable[Job]) -> dict[str, str]:
    """Who asked, by the key that stands for them; what no account has asked, the program did."""
    keys = {job.by for job in jobs}
    names = {one.key: str(one) for one in Account.objects.filter(key__in=keys)}
    return {
        key: names.get(key, "the schedule" if key == SCHEDULE else "this program") for key in keys
    }


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return ""
