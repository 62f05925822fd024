"""The home page: what wants my attention today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from theodolite.store.models import Account
from theodolite.web.home import horizon, office, sightings, surveys
from theodolite.web.home.attention import Attention, Watch
from theodolite.web.permissions import Signed, signed_in

WATCHED: tuple[tuple[Watch, frozenset[str]], ...] = (
    (sightings.awaiting_an_answer, frozenset({"curator"})),
    (horizon.items_to_read, frozenset({"curator"})),
    (horizon.conflicts_to_settle, frozenset({"curator"})),
    (horizon.sources_failing, frozenset({"curator"})),
    (surveys.respondents_to_screen, frozenset({"member"})),
    (surveys.differences_to_settle, frozenset({"member"})),
    (surveys.releases_to_decide_on, frozenset({"analyst", "administrator"})),
    (horizon.digests_to_approve, frozenset({"group_chair"})),
    (office.complaints_to_acknowledge, frozenset({"administrator"})),
    (office.letters_that_failed, frozenset({"curator", "administrator"})),
    (office.answers_to_delete, frozenset({"analyst"})),
    (office.failed_jobs, frozenset({"curator", "analyst", "administrator"})),
    (sightings.answered_lately, frozenset({"member"})),
    (horizon.new_in_watch_lists, frozenset({"member"})),
    (horizon.closing_soon, frozenset({"member"})),
    (surveys.published_lately, frozenset({"member"})),
    (horizon.rising_topics, frozenset({"council"})),
)
"""Everything that is looked at, and for whom; in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Home:
    """Whom the page greets, on which day, and what wants their attention."""

    name: str
    today: date
    things: tuple[Attention, ...]


@signed_in
def home(request: Signed) -> HttpResponse:
    """What wants my attention today."""
    now = timezone.now()
    things = tuple(sorted(attentions(request.user, now=now), key=lambda one: not one.is_pressing))
    page = Home(str(request.user), timezone.localdate(now), things)
    return render(request, "home/home.html", {"page": page})


def attentions(account: Account, *, now: datetime) -> Iterator[Attention]:
    """What each watch finds for an account, of those that are for one of its roles."""
    for watch, roles in WATCHED:
        if account.has_role(*roles) and (found := watch(account, now=now)) is not None:
            yield found
