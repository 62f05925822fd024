"""The API: its own addresses for programs, and the pages about it."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from tests.web.security.answers import only
from tests.web.sight import People, Sight
from theodolite.store.models import Token
from theodolite.store.models.token import digest_of, new_secret


def token(people: People) -> Mapping[str, Any]:
    made = Token.objects.create(
        account=people["member"],
        name="My script",
        digest=digest_of(new_secret()),
        scopes=["read:horizon"],
        made_at=timezone.now(),
    )
    return {"key": made.key}


def some_token(people: People) -> Mapping[str, Any]:
    token(people)
    return {}


PAGES = (
    Sight("api:reference", "stranger"),
    Sight("api:tokens", "analyst", state="none yet"),
    Sight("api:tokens", "member", made=some_token),
    Sight("api:tokens", "member", send={"name": ""}, state="refused", status=422),
)
FILES = (Sight("api:openapi-json", "stranger"),)
ACTIONS = (
    "api:revoke",
    "api:api-root",
    "api:list_deadlines",
    "api:list_items",
    "api:list_jobs",
    "api:list_reports",
    "api:list_sightings",
    "api:list_topics",
    "api:list_trends",
    "api:nothing",
    "api:one_item",
    "api:one_job",
    "api:one_report",
    "api:post_decision",
    "api:post_sighting",
    "api:search_items",
    "api:verify_history",
)
"""Programs ask with a token; without one nothing is shown."""


def first(people: People) -> Mapping[str, Any]:
    return {"number": 1}


MADE = {"api:revoke": token, "api:one_job": first, "api:one_report": first}
WHO_MAY = {"api:revoke": only("member", "administrator")}
