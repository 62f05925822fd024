"""Sightings sent by programs, and what became of one's own."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from theodolite.settings.errors import unknown_name
from theodolite.store.models import Sighting
from theodolite.web.api.gate import BearerToken, account_of
from theodolite.web.api.shapes import PageNumber, SightingGiven, SightingPage, SightingShape
from theodolite.web.sightings.giving import Given, give
from theodolite.web.sightings.outcomes import outcomes_of
from theodolite.web.sightings.stages import stage_of
from theodolite.web.sightings.topics import topic_names

router = Router(tags=["Sightings"], auth=BearerToken("write:sightings"))

AT_ONCE = 50


@router.post("sightings", response={200: SightingShape, 201: SightingShape})
def post_sighting(request: HttpRequest, sent: SightingGiven) -> Status[SightingShape]:
    """Tell of something. The same thing told again while it waits is the same sighting (200)."""
    names = topic_names()
    if sent.topic and sent.topic not in names:
        raise unknown_name("topic", sent.topic, names, where="the sighting")
    taken = give(Given(**sent.dict()), account_of(request), at=timezone.now())
    return Status(201 if taken.is_new else 200, _shape(taken.sighting, ""))


@router.get("sightings", response=SightingPage)
def list_sightings(request: HttpRequest, page: PageNumber = 1) -> SightingPage:
    """List one's own sightings, newest first, with their answers."""
    account = account_of(request)
    mine = Sighting.objects.visible_to(account).filter(account=account)
    start = (page - 1) * AT_ONCE
    found = list(mine.order_by("-given_at", "-pk")[start : start + AT_ONCE + 1])
    given = found[:AT_ONCE]
    outcomes = outcomes_of(one.identity for one in given)
    return SightingPage(
        sightings=[_shape(one, outcomes.get(one.identity, "")) for one in given],
        next=page + 1 if len(found) > AT_ONCE else None,
    )


def _shape(sighting: Sighting, outcome: str) -> SightingShape:
    stands = stage_of(sighting, outcome).words
    return SightingShape(
        **{name: getattr(sighting, name) for name in _SAME},
        stands=stands,
    )


_SAME = tuple(name for name in SightingShape.model_fields if name != "stands")
