"""The pages of administration."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from tests.web.accounts.sights import invitation
from tests.web.sight import People, Sight
from theodolite.store.groups import Described, add_group, have_member
from theodolite.store.models import OneTimeLink


def somebody(people: People) -> Mapping[str, Any]:
    return {"key": people["curator"].key}


def group(people: People) -> Mapping[str, Any]:
    by, at = people["administrator"].key, timezone.now()
    number = OneTimeLink.objects.count() + timezone.now().microsecond
    made = add_group(Described(f"Working party {number}"), by=by, at=at)
    have_member(made, people["member"], is_chair=True, by=by, at=at)
    return {"pk": made.pk}


def an_invitation(people: People) -> Mapping[str, Any]:
    invitation(people)
    return {}


PAGES = (
    Sight("administration:people", "administrator"),
    Sight("administration:people", "administrator", query="?q=nobody-at-all", state="none found"),
    Sight("administration:person", "administrator", made=somebody),
    Sight("administration:invitations", "administrator", made=an_invitation),
    Sight(
        "administration:invitations",
        "administrator",
        send={"email": "no address"},
        state="refused",
    ),
    Sight("administration:groups", "administrator"),
    Sight("administration:group", "administrator", made=group),
    Sight("administration:history", "administrator"),
)
ACTIONS = (
    "administration:end_sessions",
    "administration:withdraw_invitation",
    "administration:add_member",
    "administration:drop_member",
    "administration:verify_history",
)


def an_open_invitation(people: People) -> Mapping[str, Any]:
    invitation(people)
    return {"pk": OneTimeLink.objects.latest("pk").pk}


def a_member_of_a_group(people: People) -> Mapping[str, Any]:
    return {**group(people), "key": people["member"].key}


MADE = {
    "administration:end_sessions": somebody,
    "administration:withdraw_invitation": an_open_invitation,
    "administration:add_member": group,
    "administration:drop_member": a_member_of_a_group,
}
