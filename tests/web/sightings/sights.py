"""The pages of sightings."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.web.security.answers import only
from tests.web.sight import People, Sight
from theodolite.store.models import Sighting


def sighting(*, is_answered: bool = False, late: int = 0) -> Callable[[People], Mapping[str, Any]]:
    def made(people: People) -> Mapping[str, Any]:
        now = timezone.now()
        answered = {"decision": "kept", "answer": "Thank you.", "answered_at": now}
        seen = Sighting.objects.create(
            account=people["member"],
            given="A leaflet on helium, https://example.org/helium/" + "long-address-" * 8,
            why="Ours runs out in spring.",
            identity="url:https://example.org/helium",
            given_at=now - timedelta(days=3),
            due_on=(now + timedelta(days=11 - late)).date(),
            **(answered if is_answered else {}),
        )
        return {"key": seen.key}

    return made


def some(**named: Any) -> Callable[[People], Mapping[str, Any]]:
    def made(people: People) -> Mapping[str, Any]:
        sighting(**named)(people)
        return {}

    return made


PAGES = (
    Sight("sightings:new", "member"),
    Sight("sightings:new", "stranger", state="not signed in"),
    Sight("sightings:new", "member", send={"given": ""}, state="refused", status=422),
    Sight("sightings:link", "stranger"),
    Sight("sightings:link", "stranger", send={"email": "nobody"}, state="refused"),
    Sight("sightings:mine", "council", state="none yet"),
    Sight("sightings:mine", "member", made=some(is_answered=True)),
    Sight("sightings:awaiting", "curator", made=some(late=14)),
    Sight("sightings:one", "member", made=sighting(is_answered=True), state="answered"),
    Sight("sightings:one", "member", made=sighting(), state="waiting"),
    Sight("sightings:one", "curator", made=sighting(), state="to answer"),
)
ACTIONS = ("sightings:naming", "sightings:take_up", "sightings:answer")
MADE = dict.fromkeys(ACTIONS, sighting())
WHO_MAY = {
    "sightings:one": only("member", "curator"),
    "sightings:naming": only("member"),
}
