"""Send the letters that wait, as a job: each is sent once, whatever the mail server does."""

import smtplib
from datetime import datetime, timedelta
from email.utils import parseaddr
from textwrap import wrap
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.html import escape

from theodolite.horizon.harmless import harmless
from theodolite.jobs.running import Running
from theodolite.reports.plain_text import WIDTH
from theodolite.store.letters import POST, is_wanted
from theodolite.store.models import Edition, Group, Job, Letter
from theodolite.store.queue import ask_for
from theodolite.store.unsubscribing import token_for

GIVES_UP_AFTER = timedelta(days=5)
"""How long a letter that the mail server does not take is tried (RFC 5321, section 4.5.4.1)."""

_STATE = Letter.State
_UNSURE = (
    "It was handed to the mail server, which fell silent. It may have arrived, so it is not sent"
    " again by itself."
)
_TOO_LARGE = 552
"""What a mail server says of the letter, before it has seen it; all else then is about us."""


class MailServerAway(Exception):
    """The mail server cannot be reached, or takes nothing now."""


def send_letters(running: Running) -> dict[str, Any]:
    """Send what waits, one after another; what the mail server does not take now is tried later."""
    _tell_unsure()
    letters = Letter.objects.filter(state=_STATE.WAITING).order_by("made_at", "pk")
    waiting = list(letters.values_list("pk", flat=True))
    told: dict[str, Any] = {"sent": 0, "dropped": 0, "unsure": 0, "ended": 0, "later": 0}
    for number, key in enumerate(waiting):
        running.tell(number / len(waiting), f"Sending letter {number + 1} of {len(waiting)}")
        try:
            told[_sent(key, now=running.now())] += 1
        except MailServerAway as problem:
            told["dropped"] += _given_up(str(problem), now=running.now())
            told |= {"later": letters.count(), "why": str(problem)}
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
    # A line break would end the header, and let whoever named a group write the next ones.
    message = EmailMultiAlternatives(
        harmless(letter.subject), letter.plain, to=[letter.account.email], headers=headers
    )
    if letter.edition is not None:
        why = f"You get this because you subscribed to the digest of {letter.edition.group}."
        _add_digest(message, letter.edition, why, _way_out(message, letter, letter.edition.group))
    elif letter.consent:
        why = "You get this because you wanted letters about what you watch."
        message.body = _with_foot(letter.plain, why, _way_out(message, letter, letter.consent))
    return message


def _way_out(message: EmailMultiAlternatives, letter: Letter, of: Group | str) -> str:
    """The address that ends it, in the headers by which mail programs offer that, too."""
    token = token_for(letter.account, of)
    address = settings.INSTALLATION.address.rstrip("/")
    leave = f"{address}{reverse('digests:unsubscribe', args=[token])}"
    message.extra_headers["List-Unsubscribe"] = f"<{leave}>"
    message.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return leave


def _add_digest(message: EmailMultiAlternatives, edition: Edition, why: str, leave: str) -> None:
    message.body = _with_foot(edition.plain, why, leave)
    foot = f'<p style="font-size:14px">{escape(why)} <a href="{leave}">End it</a>.</p></body>'
    message.attach_alternative(edition.html.replace("</body>", foot), "text/html")
    message.attach(edition.file_name, bytes(edition.pdf), "application/pdf")


def _with_foot(plain: str, why: str, leave: str) -> str:
    return "\n".join((f"{plain}\n-- ", *wrap(why, WIDTH), f"End it: {leave}", ""))


def _sent(key: int, *, now: datetime) -> str:
    """Send one letter and say what became of it; marked before and after, each for good.

    It is read only now: its reader may have ended it, or left, while others were sent.
    """
    mine = Letter.objects.filter(pk=key, state=_STATE.WAITING)
    letter = mine.select_related("account", "edition__group").first()
    if letter is None or not is_wanted(letter, now=now):
        mine.delete()
        return "ended"
    if not letter.account.is_active:
        return _end(letter, _STATE.DROPPED, "The account is not active any more.")
    connection = mail.get_connection()
    try:
        connection.open()
    except OSError as problem:
        raise MailServerAway(f"The mail server cannot be reached ({problem}).") from problem
    try:
        if not mine.update(state=_STATE.SENDING, attempts=letter.attempts + 1):
            return "ended"
        connection.send_messages([message_of(letter)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as problem:
        return _refused(letter, problem, now=now)
    except OSError:
        return _end(letter, _STATE.UNSURE, _UNSURE)
    finally:
        _close(connection)
    return _end(letter, _STATE.SENT, "", sent_at=now)


def _refused(letter: Letter, problem: Exception, *, now: datetime) -> str:
    """A mail server that says no has not sent it: for good (5xx), or for now (4xx)."""
    code, said = _answer(problem)
    if isinstance(problem, smtplib.SMTPSenderRefused) and code != _TOO_LARGE:
        Letter.objects.filter(pk=letter.pk).update(state=_STATE.WAITING)
        raise MailServerAway(f"The mail server takes nothing from us: {code} {said}")
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


def _given_up(why: str, *, now: datetime) -> int:
    """Drop what has waited too long for a mail server that is away, and say how much that was."""
    old = Letter.objects.filter(state=_STATE.WAITING, made_at__lt=now - GIVES_UP_AFTER)
    return old.update(state=_STATE.DROPPED, said=why)


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
    Letter.objects.filter(state=_STATE.SENDING).update(state=_STATE.UNSURE, said=_UNSURE)
