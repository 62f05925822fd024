"""Send the letters that wait, as a job: each is sent once, whatever the mail server does."""

import smtplib
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.html import escape

from theodolite.jobs.running import Running
from theodolite.store.letters import POST
from theodolite.store.models import Job, Letter
from theodolite.store.queue import ask_for
from theodolite.store.unsubscribing import token_for

GIVES_UP_AFTER = timedelta(days=5)
"""How long a letter that the mail server does not take is tried (RFC 5321, section 4.5.4.1)."""

_STATE = Letter.State
_UNSURE = (
    "It was handed to the mail server, which fell silent. It may have arrived, so it is not sent"
    " again by itself."
)


class MailServerAway(Exception):
    """The mail server cannot be reached, or takes nothing now."""


def send_letters(running: Running) -> dict[str, Any]:
    """Send what waits, one after another; what the mail server does not take now is tried later."""
    _tell_unsure()
    waiting = list(Letter.objects.filter(state=_STATE.WAITING).order_by("made_at", "pk"))
    told: dict[str, Any] = {"sent": 0, "dropped": 0, "later": 0}
    for number, letter in enumerate(waiting):
        running.tell(number / len(waiting), f"Sending letter {number + 1} of {len(waiting)}")
        try:
            told[_sent(letter, now=running.now())] += 1
        except MailServerAway as problem:
            told |= {"later": len(waiting) - number, "why": str(problem)}
            break
    with running.finishing() as result:
        if told["later"] and not _is_asked_for():
            tries = int(running.detail.get("tries", 0)) + 1
            ask_for(POST, {"tries": tries}, running.by, running.now() + wait_after(tries))
        result.update(told)
    return result


def wait_after(tries: int) -> timedelta:
    """How long to wait for a mail server that was away so often: a minute, up to four hours."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), timedelta(hours=4))


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as it is sent; a digest carries its PDF and two ways to end it (RFC 8058)."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{letter.key}@{host}>", "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(
        letter.subject, letter.plain, to=[letter.account.email], headers=headers
    )
    if letter.edition is not None:
        _add_digest(message, letter)
    return message


def _add_digest(message: EmailMultiAlternatives, letter: Letter) -> None:
    edition = letter.edition
    assert edition is not None, "the letter carries no digest"
    token = token_for(letter.account, edition.group)
    address = settings.INSTALLATION.address.rstrip("/")
    leave = f"{address}{reverse('digests:unsubscribe', args=[token])}"
    message.extra_headers["List-Unsubscribe"] = f"<{leave}>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    why = f"You get this because you subscribed to the digest of {edition.group}."
    message.body = f"{edition.plain}\n-- \n{why}\nEnd it: {leave}\n"
    foot = f'<p style="font-size:14px">{escape(why)} <a href="{leave}">End it</a>.</p></body>'
    message.attach_alternative(edition.html.replace("</body>", foot), "text/html")
    name = f"digest-{edition.made_at:%Y-%m-%d}.pdf"
    message.attach(name, bytes(edition.pdf), "application/pdf")


def _sent(letter: Letter, *, now: datetime) -> str:
    """Send one letter and say what became of it; marked before and after, each for good."""
    mine = Letter.objects.filter(pk=letter.pk, state=_STATE.WAITING)
    if not letter.account.is_active:
        return _end(letter, _STATE.DROPPED, "The account is not active any more.")
    connection = mail.get_connection()
    try:
        connection.open()
    except OSError as problem:
        raise MailServerAway(f"The mail server cannot be reached ({problem}).") from problem
    try:
        if not mine.update(state=_STATE.SENDING, attempts=letter.attempts + 1):
            return "later"
        connection.send_messages([message_of(letter)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as problem:
        return _refused(letter, problem, now=now)
    except OSError:
        return _end(letter, _STATE.DROPPED, _UNSURE)
    finally:
        _close(connection)
    return _end(letter, _STATE.SENT, "", sent_at=now)


def _refused(letter: Letter, problem: Exception, *, now: datetime) -> str:
    """A mail server that says no has not sent it: for good (5xx), or for now (4xx)."""
    code, said = _answer(problem)
    is_old = now - letter.made_at > GIVES_UP_AFTER
    if code >= 500 or is_old:
        return _end(letter, _STATE.DROPPED, f"The mail server refused it: {code} {said}")
    Letter.objects.filter(pk=letter.pk).update(state=_STATE.WAITING, said=f"{code} {said}")
    return "later"


def _answer(problem: Exception) -> tuple[int, str]:
    said: bytes | str
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(problem.recipients.values()))
    else:
        assert isinstance(problem, smtplib.SMTPResponseException)
        code, said = problem.smtp_code, problem.smtp_error
    return code, said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _end(letter: Letter, state: str, said: str, sent_at: datetime | None = None) -> str:
    Letter.objects.filter(pk=letter.pk).update(state=state, said=said, sent_at=sent_at)
    return state


def _close(connection: Any) -> None:
    """A server that is gone cannot be told good-bye."""
    try:
        connection.close()
    except OSError:
        connection.connection = None


def _is_asked_for() -> bool:
    """Whether another job will see to what still waits."""
    return Job.objects.filter(kind=POST, state=Job.State.WAITING).exists()


def _tell_unsure() -> None:
    """Letters found on their way were there when a worker was killed; only one runs at a time."""
    Letter.objects.filter(state=_STATE.SENDING).update(state=_STATE.DROPPED, said=_UNSURE)
