"""The pages on personal data."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.web.security.answers import FOR_MEMBERS
from tests.web.sight import People, Sight
from theodolite.store.models import Complaint, Export


def complaint(people: People) -> Mapping[str, Any]:
    received = timezone.now() - timedelta(days=20)
    made = Complaint.objects.create(
        account=people["member"],
        name="Bo Example",
        email="bo@example.org",
        said="Too many letters, all of them very long.\nPlease stop.",
        received_at=received,
    )
    return {"key": made.key}


def an_export(people: People) -> Mapping[str, Any]:
    Export.objects.create(
        what="Items of the horizon",
        by=people["curator"].key,
        at=timezone.now(),
        why="For the board",
        rows=12,
        sha256="0" * 64,
    )
    return {}


def nothing_of(people: People) -> Mapping[str, Any]:
    complaint(people)
    return {}


PAGES = (
    Sight("privacy:notice", "stranger"),
    Sight("privacy:about", "stranger"),
    Sight("privacy:accessibility", "stranger"),
    Sight("privacy:mine", "member", made=nothing_of),
    Sight("privacy:erase_me", "member"),
    Sight("privacy:complain", "stranger"),
    Sight("privacy:complain", "stranger", send={"said": ""}, state="refused"),
    Sight("privacy:complaints", "administrator", made=nothing_of),
    Sight("privacy:complaint", "administrator", made=complaint),
    Sight("privacy:subject", "administrator"),
    Sight("privacy:exports", "administrator", made=an_export),
    Sight("privacy:kept", "administrator"),
)
ACTIONS = (
    "privacy:take_along",
    "privacy:agree",
    "privacy:acknowledged",
    "privacy:take_out",
    "privacy:erase",
    "privacy:ask_now",
)


def nightly_work(people: People) -> Mapping[str, Any]:
    return {"kind": "backup"}


def consent(people: People) -> Mapping[str, Any]:
    return {"purpose": "surveys"}


MADE = {
    "privacy:agree": consent,
    "privacy:acknowledged": complaint,
    "privacy:ask_now": nightly_work,
}
# Each agrees for themselves: the address tells to what, not whose agreement it is.
WHO_MAY = {"privacy:agree": FOR_MEMBERS}
