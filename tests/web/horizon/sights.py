"""The pages of the horizon."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from django.utils import timezone

from tests.web.horizon.made import NOW, made_workspace
from tests.web.security.answers import FOR_MEMBERS, NOT_THERE, SIGN_IN, only
from tests.web.sight import People, Sight
from theodolite.horizon.triage.acts import Act
from theodolite.store import inbox
from theodolite.store.models import Drawing, ListedItem, StandingAct, WatchList

TWICE = "doi:10.99999/madeup.202506.015"
"""An item of the made-up workspace that two sources had."""


def workspace(people: People) -> Mapping[str, Any]:
    """The made-up workspace, once however many sights want it."""
    if not ListedItem.objects.exists():
        made_workspace()
    return {}


def decided(people: People) -> Mapping[str, Any]:
    """Some kept, one put off until yesterday, one in conflict, one discarded."""
    workspace(people)
    if StandingAct.objects.filter(deed="defer").exists():
        return {}
    rows = list(ListedItem.objects.order_by("-score")[:4])
    ann, ben, today = people["curator"].key, people["council"].key, timezone.localdate()
    yesterday = today - timedelta(days=1)
    acts = (
        Act("defer", rows[0].identity, ann, NOW, until=yesterday),
        Act("keep", rows[1].identity, ann, NOW),
        Act("discard", rows[1].identity, ben, NOW, reason="Nothing new in it"),
        Act("keep", rows[2].identity, ann, NOW),
        Act("discard", rows[3].identity, ann, NOW, reason="Too weak to rely on"),
    )
    for act in acts:
        inbox.decide(act, on=today - timedelta(days=9))
    return {}


def kept(people: People) -> Mapping[str, Any]:
    """The item that two sources had, kept, so that everyone may read it."""
    workspace(people)
    if ListedItem.objects.get(identity=TWICE).state != ListedItem.State.KEPT:
        inbox.decide(Act("keep", TWICE, people["curator"].key, NOW), on=NOW.date())
    return {}


def list_of(role: str) -> Callable[[People], Mapping[str, Any]]:
    def made(people: People) -> Mapping[str, Any]:
        kept(people)
        watched = WatchList.objects.create(
            name="Unsupported scanners", owner=people[role], words="scanners", made_at=NOW
        )
        return {"key": watched.key}

    return made


def some_lists(people: People) -> Mapping[str, Any]:
    list_of("member")(people)
    return {}


def radar_figure(people: People) -> Mapping[str, Any]:
    workspace(people)
    drawing = Drawing.objects.get(code="radar")
    return {"code": drawing.code, "digest": drawing.digest[:16]}


ITEM = f"?of={quote(TWICE, safe='')}"

PAGES = (
    Sight("horizon:triage", "curator", decided),
    Sight("horizon:triage", "curator", decided, query="?show=list", state="as a list"),
    Sight("horizon:conflicts", "curator", decided),
    Sight("horizon:round", "curator", workspace),
    Sight("horizon:criteria", "curator"),
    Sight("horizon:search", "curator", workspace, query="?words=carbon"),
    Sight("horizon:search", "curator", workspace, query="?words=unheardof", state="nothing fits"),
    Sight(
        "horizon:search", "curator", workspace, query="?since=never", state="refused", status=422
    ),
    Sight("horizon:search", "member", kept),
    Sight("horizon:item", "curator", kept, query=ITEM),
    Sight("horizon:item", "member", kept, query=ITEM),
    Sight("horizon:topics", "member", workspace),
    Sight("horizon:topic", "council", kept, query="?of=safety"),
    Sight("horizon:trends", "council", workspace),
    Sight("horizon:radar", "curator", workspace),
    Sight("horizon:gaps", "council", workspace),
    Sight("horizon:watch_lists", "member", some_lists),
    Sight("horizon:new_watch_list", "member", workspace, query="?words=helium"),
    Sight(
        "horizon:new_watch_list",
        "member",
        workspace,
        send={"name": ""},
        state="refused",
        status=422,
    ),
    Sight("horizon:watch_list", "member", list_of("member")),
    Sight("horizon:change_watch_list", "member", list_of("member")),
    Sight("horizon:sources", "curator", workspace),
    Sight("horizon:source", "curator", workspace, query="?of=journal"),
    Sight("horizon:add_source", "curator", workspace),
    Sight(
        "horizon:add_source",
        "curator",
        workspace,
        send={"address": "x"},
        state="refused",
        status=422,
    ),
)
FILES = (
    Sight("horizon:figure", "member", radar_figure),
    Sight("horizon:opml_file", "curator", workspace),
)
ACTIONS = (
    "horizon:act",
    "horizon:undo",
    "horizon:settle",
    "horizon:audit",
    "horizon:stop",
    "horizon:correct",
    "horizon:link",
    "horizon:separate",
    "horizon:keep_radar",
    "horizon:remove_watch_list",
    "horizon:change_source",
    "horizon:ask_source",
    "horizon:add_opml",
)
_UNNAMED = {"stranger": SIGN_IN, "curator": NOT_THERE, "others": 403}
WHO_MAY = {
    # A watch-list is its owner's until it is shared with a group.
    "horizon:watch_list": only("member"),
    "horizon:change_watch_list": only("member"),
    "horizon:remove_watch_list": only("member"),
    # Drawn of what everyone may read.
    "horizon:figure": FOR_MEMBERS,
    # Forms about an item or a source that they do not name.
    **dict.fromkeys(
        (
            "horizon:correct",
            "horizon:link",
            "horizon:separate",
            "horizon:change_source",
            "horizon:ask_source",
        ),
        _UNNAMED,
    ),
}
MADE = {"horizon:remove_watch_list": list_of("member")}
