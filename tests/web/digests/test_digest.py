"""A group's digest: written when it is due, sent to whoever wants it, nothing told twice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from pytest_django import Settings

from tests.web.conftest import make_account
from tests.web.digests.conftest import approved_group, found, subscriber
from theodolite.horizon.bulletin import Bulletin
from theodolite.jobs import digest as digest_job
from theodolite.jobs.worker import Worker, run_due, run_next
from theodolite.store.digests import Made, stop_digest, subscribe
from theodolite.store.models import Edition, Entry, Group, GroupDigest, Job, Letter
from theodolite.store.queue import ask_for

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def digest(group: Group, *, after: timedelta = timedelta(), preview: bool = False) -> Job:
    """Do the digest's job as the schedule asks for it, and send what it put on its way."""
    now = timezone.now() + after
    detail = {"group": group.pk} | ({"preview": True} if preview else {})
    job = ask_for("digest", detail, "schedule", now)
    run_due(Worker(now=lambda: now))
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    return job


def only_message() -> EmailMultiAlternatives:
    (message,) = mail.outbox
    assert isinstance(message, EmailMultiAlternatives)
    return message


def test_a_digest_carries_its_words_twice_its_pdf_and_two_ways_to_end_it(group: Group) -> None:
    account = subscriber(group)
    found("helium")
    digest(group)
    message = only_message()
    assert message.to == [account.email]
    assert "Imaging of helium" in message.body
    ((html, sort),) = message.alternatives
    assert sort == "text/html"
    assert "Imaging of helium" in html
    ((name, pdf, kind),) = message.attachments
    assert (name[-4:], pdf[:5], kind) == (".pdf", b"%PDF-", "application/pdf")
    leave = message.extra_headers["List-Unsubscribe"]
    assert leave.startswith("<http")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave.strip("<>") in message.body
    assert leave.strip("<>") in html
    assert "SECRET" not in message.message().as_string()


def test_nothing_is_told_twice_and_nothing_new_sends_nothing(group: Group) -> None:
    subscriber(group)
    found("helium")
    digest(group)
    digest(group, after=timedelta(days=7))
    assert len(mail.outbox) == 1
    found("xenon", at=timezone.now() + timedelta(days=8))
    digest(group, after=timedelta(days=14))
    assert len(mail.outbox) == 2
    assert "xenon" in mail.outbox[1].body
    assert "helium" not in mail.outbox[1].body


def test_a_job_that_is_done_again_sends_nothing_again(group: Group) -> None:
    subscriber(group)
    found("helium")
    digest(group)
    digest(group)
    assert len(mail.outbox) == Letter.objects.count() == Edition.objects.count() == 1


def test_what_was_told_is_remembered_in_the_history_with_the_letters(group: Group) -> None:
    subscriber(group)
    found("helium")
    digest(group)
    entry = Entry.objects.get(kind="bulletin")
    assert entry.subject == f"group {group.pk}, weekly"
    assert "https://example.org/helium" in (entry.detail or "")


def test_a_group_that_is_called_otherwise_is_not_told_again(group: Group) -> None:
    subscriber(group)
    found("helium")
    digest(group)
    group.name = "Pictures group"
    group.save()
    digest(group, after=timedelta(days=7))
    assert len(mail.outbox) == 1


def test_who_wants_it_monthly_gets_one_of_their_own_after_a_month(group: Group) -> None:
    weekly, monthly = subscriber(group), subscriber(group, "monthly")
    found("helium")
    digest(group)
    assert sorted(one.to[0] for one in mail.outbox) == sorted((weekly.email, monthly.email))
    found("xenon", at=timezone.now() + timedelta(days=8))
    digest(group, after=timedelta(days=14))
    assert [one.to for one in mail.outbox[2:]] == [[weekly.email]]
    digest(group, after=timedelta(days=28))
    assert [one.to for one in mail.outbox[3:]] == [[monthly.email]]
    assert "xenon" in mail.outbox[3].body


def test_nothing_goes_out_before_it_was_approved(group: Group) -> None:
    subscriber(group)
    found("helium")
    GroupDigest.objects.update(approved_at=None)
    assert "approved" in digest(group).result["why"]
    digest(group, preview=True)
    assert not mail.outbox
    (preview,) = Edition.objects.all()
    assert preview.is_preview
    assert "helium" in preview.plain
    assert not Entry.objects.filter(kind="bulletin").exists()
    GroupDigest.objects.update(approved_at=timezone.now())
    digest(group)
    assert "helium" in only_message().body


def test_only_subscribers_of_the_group_get_it(group: Group) -> None:
    other = approved_group("Other group")
    subscriber(other)
    gone = subscriber(group)
    gone.is_active = False
    gone.save()
    make_account(group=group.name)
    found("helium")
    assert "Nobody waits" in digest(group).result["why"]
    assert not mail.outbox


def test_a_group_that_is_gone_or_about_nothing_is_passed_over(group: Group) -> None:
    GroupDigest.objects.update(topics=[])
    subscriber(group)
    assert "about nothing" in digest(group).result["why"]
    number = group.pk
    group.delete()
    job = ask_for("digest", {"group": number}, "schedule", timezone.now())
    run_due()
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_the_letters_of_a_digest_are_kept_or_none(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscriber(group)
    found("helium")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr("theodolite.store.digests.write_down", fail)
        now = timezone.now()
        ask_for("digest", {"group": group.pk}, "schedule", now)
        run_due(Worker(now=lambda: now))
    assert not Edition.objects.exists()
    assert not Letter.objects.exists()
    digest(group, after=timedelta(hours=3))
    assert "helium" in only_message().body


def composed(group: Group) -> None:
    """A digest is written, and its letters wait."""
    ask_for("digest", {"group": group.pk}, "schedule", timezone.now())
    assert run_next(Worker(), has_pulse=False)
    assert Letter.objects.get().state == Letter.State.WAITING


def test_who_ends_it_while_letters_wait_gets_none(group: Group) -> None:
    account = subscriber(group)
    found("helium")
    composed(group)
    subscribe(account, group, "", by=account.key, at=timezone.now())
    run_due(Worker())
    assert not mail.outbox
    assert not Letter.objects.exists()


def test_what_is_stopped_while_letters_wait_is_not_sent(group: Group) -> None:
    subscriber(group)
    found("helium")
    composed(group)
    chair = group.memberships.get(is_chair=True).account
    assert stop_digest(group, by=chair, at=timezone.now()) == 1
    run_due(Worker())
    assert not mail.outbox


def test_a_digest_that_is_stopped_while_it_is_written_does_not_go_out(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscriber(group)
    found("helium")
    chair = group.memberships.get(is_chair=True).account
    written = digest_job.made_of

    def stopped_meanwhile(bulletin: Bulletin) -> Made:
        stop_digest(group, by=chair, at=timezone.now())
        return written(bulletin)

    monkeypatch.setattr(digest_job, "made_of", stopped_meanwhile)
    assert "stopped or changed" in digest(group).result["why"]
    assert not Edition.objects.exists()
    assert not mail.outbox


def test_a_digest_has_the_day_of_the_society_and_a_subject_of_one_line(
    group: Group, settings: Settings
) -> None:
    settings.TIME_ZONE = "Pacific/Auckland"
    group.name = "Imaging\nBcc: x@example.org"
    group.save()
    subscriber(group)
    found("helium", at=datetime(2026, 11, 1, tzinfo=UTC))
    monday_there = datetime(2026, 11, 1, 18, tzinfo=UTC)
    ask_for("digest", {"group": group.pk}, "schedule", monday_there)
    run_due(Worker(now=lambda: monday_there))
    message = only_message()
    assert "2 November 2026" in message.body
    assert message.attachments[0][0] == "digest-2026-11-02.pdf"
    assert message.subject.startswith("Imaging Bcc: x@example.org: 1 new")
