"""Letting a report out: asked for by one, decided on by another, registered, and withdrawn."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max

from theodolite.evidence.released import Released
from theodolite.settings.errors import CorrectableError
from theodolite.store import survey_files
from theodolite.store.history import write_down
from theodolite.store.models import Release, Report, Survey
from theodolite.store.surveys.reports import PAGE, profile_of, report_folder, shareable
from theodolite.survey.release import MustNotBeReleased, add_release, read_register

REGISTER = "register.jsonl"
"""The file in which a survey's releases are chained, so that each is compared with all earlier."""


class CannotRelease(CorrectableError):
    """A report may not go out, or not by this person, or not any more."""


def release_folder(release: Release) -> Path:
    """Where what was let out lies."""
    folder = survey_files.released_folder(release.report.survey.key)
    return folder / f"release-{release.number}"


def register_of(survey: Survey) -> Path:
    """The register of a survey's releases."""
    return survey_files.released_folder(survey.key) / REGISTER


@contextmanager
def as_published(report: Report) -> Iterator[Path]:
    """A folder with just the files that would go out, named as the release would be."""
    source = report_folder(report)
    with tempfile.TemporaryDirectory(prefix="theodolite-release-") as beside:
        folder = Path(beside) / f"report-{report.pk}"
        _copy(source, folder, shareable(source))
        yield folder


def earlier_releases(survey: Survey) -> int:
    """With how many earlier releases a new one is compared."""
    return len(read_register(register_of(survey)))


def told_with_earlier(survey: Survey, released: Released, *, on: date) -> str:
    """Why a release must not join the earlier ones, in a sentence; nothing where it may."""
    with tempfile.TemporaryDirectory(prefix="theodolite-register-") as folder:
        trial = Path(folder) / REGISTER
        if register_of(survey).exists():
            shutil.copyfile(register_of(survey), trial)
        try:
            add_release(released, trial, on=on)
        except MustNotBeReleased as problem:
            return str(problem)
    return ""


def ask_to_release(report: Report, audience: str, *, by: str, why: str, at: datetime) -> Release:
    """Ask that a report be let out; one that would give something away is refused at once."""
    check_can_go_out(report)
    try:
        with transaction.atomic():
            release = Release.objects.create(
                report=report, audience=audience, asked_by=by, asked_at=at, why=why
            )
            _note("release asked", release, by, {"audience": audience}, at=at)
    except IntegrityError:
        raise CannotRelease(
            f"{report} waits for approval or is published already. Look at its release."
        ) from None
    return release


def approve(release: Release, released: Released, *, by: str, at: datetime) -> Release:
    """Let a report out under the next number: registered, copied and noted, or nothing of it."""
    with transaction.atomic():
        held = _waiting(release, by)
        check_can_go_out(held.report)
        # The history is one writer's at a time, so no other release can take this number.
        _note("release approved", held, by, {"audience": held.audience}, at=at)
        last = Release.objects.aggregate(last=Max("number"))["last"] or 0
        held.state, held.number = Release.State.PUBLISHED, last + 1
        held.decided_by, held.decided_at = by, at
        _put_out(held)
        entry = add_release(released, register_of(held.report.survey), on=at.date())
        held.registered_as = entry["number"]
        held.save()
    return held


def refuse(release: Release, *, by: str, reason: str, at: datetime) -> Release:
    """Keep a report in, with the reason."""
    with transaction.atomic():
        held = _waiting(release, by)
        held.state, held.reason = Release.State.REFUSED, reason
        held.decided_by, held.decided_at = by, at
        held.save()
        _note("release refused", held, by, {"reason": reason}, at=at)
    return held


def withdraw(release: Release, *, by: str, because: str, at: datetime) -> Release:
    """Take a published report back; its address says why, and it stays registered."""
    with transaction.atomic():
        held: Release = Release.objects.select_for_update().get(pk=release.pk)
        if held.state != Release.State.PUBLISHED:
            raise CannotRelease(
                f"{held} is {held.get_state_display().lower()}, so it cannot be withdrawn."
                " Only what is published can be."
            )
        held.state, held.withdrawn_because = Release.State.WITHDRAWN, because
        held.withdrawn_by, held.withdrawn_at = by, at
        held.save()
        _note("release withdrawn", held, by, {"because": because}, at=at)
    return held


def may_decide(release: Release, key: str) -> bool:
    """Whether this person may approve or refuse: not who asked, nor who made the report."""
    return key not in (release.asked_by, release.report.by)


def check_can_be_decided(release: Release, by: str) -> None:
    """Refuse to decide again, or on what one made or asked for oneself."""
    if release.state != Release.State.WAITING:
        raise CannotRelease(
            f"{release} is {release.get_state_display().lower()} by now, so nothing was changed."
            " Look at it again."
        )
    if not may_decide(release, by):
        raise CannotRelease(
            "You made this report or asked for its release, so someone else must decide on it:"
            " another analyst, or an administrator."
        )


def _waiting(release: Release, by: str) -> Release:
    held: Release = Release.objects.select_for_update().get(pk=release.pk)
    check_can_be_decided(held, by)
    return held


def check_can_go_out(report: Report) -> None:
    """Refuse what is not there, is for inside use, or was seen to give something away."""
    if report.done_at is None or report.deleted_at is not None:
        raise CannotRelease(
            f"{report} is not there: it is still being made, or was deleted with its answers."
            " Have it made again."
        )
    if profile_of(report).is_inside_use:
        raise CannotRelease(
            f"{report} is for inside use only: it holds exact counts of small groups. Make a report"
            " under a profile that may be published."
        )
    found = report.attack or {}
    if found.get("with_earlier"):
        raise CannotRelease(found["with_earlier"])
    weaknesses = found.get("weaknesses", [])
    if weaknesses:
        raise CannotRelease(
            f"The attack on {report} worked out {len(weaknesses)} numbers that are hidden:"
            f" {weaknesses[0]['sentence']} Merge rows or columns in the plan, or choose a profile"
            " that rounds more coarsely."
        )


def _put_out(release: Release) -> None:
    """The files that may go out, and the page, in the third layer; all of them or none."""
    source, target = report_folder(release.report), release_folder(release)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=target.parent) as beside:
        part = Path(beside) / "new"
        _copy(source, part, (*shareable(source), PAGE))
        # A number whose approval was undone halfway may have left a folder.
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)


def _copy(source: Path, target: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)


def _note(kind: str, release: Release, by: str, detail: dict[str, str], *, at: datetime) -> None:
    told = {"report": release.report.key, "release": release.pk, **detail}
    write_down(kind, release.report.survey.key, by, told, at=at)
