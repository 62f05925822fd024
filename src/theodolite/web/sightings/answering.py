"""Read a sighting and answer it: the member is told on the page and by a letter."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from theodolite.settings.errors import CorrectableError
from theodolite.store.history import write_down
from theodolite.store.letters import write_letter
from theodolite.store.models import Account, Sighting
from theodolite.web.look.days import day_words
from theodolite.web.sightings.giving import KIND
from theodolite.web.sightings.recognising import recognise


class AnsweredAlready(CorrectableError):
    """A sighting has its answer, which its member has read by now."""

    def __init__(self, theirs: Sighting) -> None:
        """Say who answered it, and keep their answer to be shown."""
        self.theirs = theirs
        at = theirs.answered_at
        super().__init__(
            f"This sighting was answered by {theirs.answered_by or 'a curator'}"
            f"{f' on {day_words(at)}' if at else ''}, and its member has been told. An answer is"
            " not changed afterwards: write to the member if there is more to say."
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it, in one word and in the curator's sentences."""

    decision: str
    words: str


@transaction.atomic
def take_up(sighting: Sighting, curator: Account, *, at: datetime) -> None:
    """Note that a curator is reading it, so that its member knows and no second one begins."""
    waiting = Sighting.objects.filter(pk=sighting.pk, answered_at=None)
    if not waiting.update(read_by=curator, read_since=at):
        raise AnsweredAlready(Sighting.objects.get(pk=sighting.pk))
    write_down(KIND, sighting.key, curator.key, {"deed": "taken up"}, at=at)


@transaction.atomic
def answer(sighting: Sighting, said: Answer, curator: Account, *, at: datetime) -> None:
    """Answer a sighting, which can be done once, and write its member a letter."""
    answered = Sighting.objects.filter(pk=sighting.pk, answered_at=None).update(
        decision=said.decision, answer=said.words, answered_by=curator, answered_at=at
    )
    found = Sighting.objects.get(pk=sighting.pk)
    if not answered:
        raise AnsweredAlready(found)
    told = {"deed": "answered", "decision": said.decision, "identity": found.identity}
    write_down(KIND, found.key, curator.key, told, at=at)
    if found.account is not None and found.account.is_active:
        write_letter(found.account, "Your sighting has an answer", letter_of(found), at=at)


def letter_of(sighting: Sighting) -> str:
    """The answer as a letter in plain words."""
    address = settings.INSTALLATION.address.rstrip("/")
    return (
        f"You told us on {day_words(sighting.given_at)} of “{recognise(sighting.given).title}”.\n\n"
        f"{sighting.get_decision_display()}.\n\n"
        f"{sighting.answer}\n\n"
        "Thank you for looking out for all of us. The sighting and its answer stay here:\n"
        f"{address}{reverse('sightings:one', args=[sighting.key])}\n"
    )
