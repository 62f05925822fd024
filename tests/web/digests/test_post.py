"""Letters are sent once, whatever the mail server does."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from tests.web.conftest import make_account
from tests.web.digests.mail_server import Letterbox, mail_server
from theodolite.jobs.worker import Worker, run_due
from theodolite.store.consents import give_consent, withdraw_consent
from theodolite.store.letters import send_again, write_letter
from theodolite.store.models import Entry, Job, Letter

pytestmark = pytest.mark.django_db
STATE = Letter.State


@pytest.fixture
def through(settings: Settings) -> Callable[[Letterbox], None]:
    """Send mail to a server of the test."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT, settings.EMAIL_USE_TLS = "127.0.0.1", 5, False

    def use(box: Letterbox) -> None:
        settings.EMAIL_PORT = box.port

    return use


def letters(number: int) -> list[Letter]:
    """Letters that wait, with one job to send them all."""
    now = timezone.now()
    written = [
        write_letter(make_account(), f"Letter {one}", "Words.\n", at=now) for one in range(number)
    ]
    Job.objects.filter(kind="post").exclude(pk=Job.objects.latest("pk").pk).delete()
    return written


def send(hours: float = 0.0) -> None:
    run_due(Worker(now=lambda: timezone.now() + timedelta(hours=hours)))


def states() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def test_every_letter_arrives_once(through: Callable[[Letterbox], None]) -> None:
    written = letters(3)
    with mail_server() as box:
        through(box)
        send()
        send()
    assert sorted(box.addressed) == sorted(one.account.email for one in written)
    assert states() == [STATE.SENT] * 3
    assert {str(one["Subject"]) for one in box.arrived} == {"Letter 0", "Letter 1", "Letter 2"}
    assert {str(one["Auto-Submitted"]) for one in box.arrived} == {"auto-generated"}


def test_a_server_that_refuses_half_way_gets_only_the_rest_again(
    through: Callable[[Letterbox], None],
) -> None:
    written = letters(4)
    with mail_server("250 taken", "250 taken", "451 try later", "451 try later") as box:
        through(box)
        send()
        assert states() == [STATE.SENT, STATE.SENT, STATE.WAITING, STATE.WAITING]
        send(hours=1)
    assert states() == [STATE.SENT] * 4
    assert sorted(box.addressed) == sorted(one.account.email for one in written)


def test_a_server_that_is_away_is_tried_again_later(
    through: Callable[[Letterbox], None],
) -> None:
    letters(2)
    with mail_server() as box:
        pass
    through(box)
    send()
    assert states() == [STATE.WAITING] * 2
    waiting = Job.objects.get(kind="post", state="waiting")
    assert waiting.due_at > timezone.now()
    with mail_server() as other:
        through(other)
        send(hours=1)
    assert len(other.arrived) == 2


@pytest.mark.parametrize("failure", ["hang up", "vanish"])
def test_a_letter_that_may_have_arrived_is_not_sent_again(
    failure: str, through: Callable[[Letterbox], None]
) -> None:
    letters(2)
    with mail_server(failure) as box:
        through(box)
        send()
        send(hours=1)
    assert states() == [STATE.UNSURE, STATE.SENT]
    assert "It may have arrived" in Letter.objects.order_by("pk")[0].said
    assert len(box.addressed) == len(set(box.addressed))


def test_an_address_that_is_refused_for_good_holds_nobody_up(
    through: Callable[[Letterbox], None],
) -> None:
    first, second = letters(2)
    with mail_server() as box:
        box.refused.add(first.account.email)
        through(box)
        send()
    assert states() == [STATE.DROPPED, STATE.SENT]
    assert "550" in Letter.objects.get(pk=first.pk).said
    assert box.addressed == [second.account.email]


def test_a_letter_that_was_on_its_way_when_the_worker_was_killed_is_not_sent_again() -> None:
    letters(2)
    Letter.objects.filter(subject="Letter 0").update(state=STATE.SENDING)
    send()
    assert states() == [STATE.UNSURE, STATE.SENT]


def test_a_letter_to_an_account_that_was_closed_is_not_sent() -> None:
    (letter,) = letters(1)
    letter.account.is_active = False
    letter.account.save()
    send()
    assert states() == [STATE.DROPPED]


def test_a_letter_that_is_put_off_for_days_is_given_up(
    through: Callable[[Letterbox], None],
) -> None:
    letters(1)
    with mail_server("451 later", "451 later") as box:
        through(box)
        send()
        send(hours=24 * 6)
    assert states() == [STATE.DROPPED]
    assert not box.arrived


def test_no_name_can_write_a_header_of_a_letter() -> None:
    name = "Imaging\nBcc: everyone@example.org\u202e"
    write_letter(make_account(), name, "Words.\n", at=timezone.now())
    send()
    (message,) = mail.outbox
    assert message.subject == "Imaging Bcc: everyone@example.org"
    assert "Bcc" not in message.message()


def test_a_server_that_takes_nothing_from_us_loses_no_letter(
    through: Callable[[Letterbox], None],
) -> None:
    letters(2)
    with mail_server() as box:
        box.answer_to_sender = "530 sign in first"
        through(box)
        send()
        assert states() == [STATE.WAITING] * 2
        assert "530 sign in first" in Job.objects.filter(kind="post").earliest("pk").result["why"]
        box.answer_to_sender = "250 OK"
        send(hours=1)
    assert states() == [STATE.SENT] * 2


def test_a_letter_that_a_server_which_is_away_never_took_is_given_up_after_days(
    through: Callable[[Letterbox], None],
) -> None:
    letters(1)
    with mail_server() as box:
        pass
    through(box)
    send(hours=24 * 6)
    assert states() == [STATE.DROPPED]


def test_a_letter_whose_reader_was_erased_or_took_back_their_leave_holds_nobody_up() -> None:
    gone, unwilling = make_account(), make_account()
    now = timezone.now()
    give_consent(unwilling, "surveys", at=now)
    for account in (gone, unwilling):
        write_letter(account, "Letter", "Words.\n", at=now, consent="surveys")
    write_letter(make_account(), "Another", "Words.\n", at=now)
    withdraw_consent(unwilling, "surveys", at=now)
    gone.delete()
    send()
    assert states() == [STATE.SENT]


def test_letters_that_failed_are_sent_again_once_and_only_to_whoever_is_still_there(
    through: Callable[[Letterbox], None],
) -> None:
    unsure, refused, closed, arrived = letters(4)
    by, at = make_account("administrator"), timezone.now()
    Letter.objects.filter(pk__in=[unsure.pk, closed.pk]).update(state=STATE.UNSURE)
    Letter.objects.filter(pk=refused.pk).update(state=STATE.DROPPED)
    Letter.objects.filter(pk=arrived.pk).update(state=STATE.SENT)
    closed.account.is_active = False
    closed.account.save()
    again = [send_again(Letter.objects.all(), of="letters", by=by.key, at=at) for _ in range(2)]
    assert again == [2, 0]
    with mail_server() as box:
        through(box)
        send()
        send()
    assert sorted(box.addressed) == sorted((unsure.account.email, refused.account.email))
    assert f"<{unsure.key}@localhost>" in {str(one["Message-ID"]) for one in box.arrived}
    assert Entry.objects.filter(kind="letters sent again", by=by.key).count() == 1
