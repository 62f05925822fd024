"""The pages of jobs."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from tests.web.security.answers import only
from tests.web.sight import People, Sight
from theodolite.store import queue
from theodolite.store.models import Job


def job(
    kind: str = "scan", by: str = "curator", **said: Any
) -> Callable[[People], Mapping[str, Any]]:
    """A job in some state, asked for by somebody of a role."""

    def made(people: People) -> Mapping[str, Any]:
        asked = queue.ask_for(kind, {}, people[by].key, timezone.now())
        Job.objects.filter(pk=asked.pk).update(**said)
        return {"pk": asked.pk}

    return made


RUNNING = {"state": "running", "share": 0.4, "said": "Asking 12 sources", "attempts": 2}
DONE = {"state": "done", "result": {"new": 1_204, "failed": ["Physics news: no answer"]}}
FAILED = {"state": "failed", "error": "Two sources are named the same. Name one of them anew."}

PAGES = (
    Sight("jobs:jobs", "curator", made=lambda people: job()(people) and {}),
    Sight("jobs:jobs", "analyst", query="?state=cancelled", state="none found"),
    Sight("jobs:job", "curator", made=job(), state="waiting"),
    Sight("jobs:job", "curator", made=job("digest", **RUNNING), state="running"),
    Sight("jobs:job", "administrator", made=job(**DONE), state="done"),
    Sight("jobs:job", "member", made=job("analyse", "member", **FAILED), state="failed"),
)
FILES = (Sight("jobs:progress", "curator", made=job("place", **RUNNING)),)
ACTIONS = ("jobs:cancel", "jobs:again")
MADE = {
    "jobs:cancel": job(),
    "jobs:again": job(state="failed"),
}
# A scan is the curators' to look after, whoever asked for it.
WHO_MAY = dict.fromkeys(
    ("jobs:job", "jobs:progress", "jobs:cancel", "jobs:again"), only("curator", "administrator")
)
