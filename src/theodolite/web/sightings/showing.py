"""What a page tells of one sighting."""

from theodolite.store.models import Sighting
from theodolite.web.look.days import day_words
from theodolite.web.look.parts import Fact
from theodolite.web.sightings.recognising import recognise
from theodolite.web.sightings.topics import topic_names


def facts_of(sighting: Sighting, *, is_curator: bool) -> tuple[Fact, ...]:
    """What was given and when; its sender only for curators, who may not all be its sender."""
    found = recognise(sighting.given)
    facts = [
        Fact("What", found.title),
        Fact("Address", found.address, href=found.address) if found.address else None,
        Fact("Why it matters", sighting.why),
        Fact("Topic", topic_names().get(sighting.topic, sighting.topic))
        if sighting.topic
        else None,
        Fact("Sent on", day_words(sighting.given_at)),
        Fact("Sent by", str(sighting.account or "someone who has left")) if is_curator else None,
        Fact("May be named", "Yes" if sighting.may_be_named else "No") if is_curator else None,
        *_answer_facts(sighting),
    ]
    return tuple(fact for fact in facts if fact is not None)


def _answer_facts(sighting: Sighting) -> list[Fact]:
    if sighting.answered_at is None:
        return []
    return [Fact("Answered on", day_words(sighting.answered_at))]
