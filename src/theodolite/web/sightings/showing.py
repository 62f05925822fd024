"""What a page tells of one sighting."""

from urllib.parse import urlencode

from django.urls import reverse

from theodolite.store.models import ListedRecord, Sighting
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
        *(_item_facts(sighting) if is_curator else ()),
        *_answer_facts(sighting),
    ]
    return tuple(fact for fact in facts if fact is not None)


def _item_facts(sighting: Sighting) -> list[Fact]:
    """The way to where its item is decided on, once it has been placed."""
    if not ListedRecord.objects.filter(identity=sighting.identity).exists():
        return []
    address = f"{reverse('horizon:item')}?{urlencode({'of': sighting.identity})}"
    return [Fact("Its item", "See it, keep it or discard it", href=address)]


def _answer_facts(sighting: Sighting) -> list[Fact]:
    if sighting.answered_at is None:
        return []
    return [Fact("Answered on", day_words(sighting.answered_at))]
