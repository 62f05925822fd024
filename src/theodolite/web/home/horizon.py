"""What the horizon wants: items to read, conflicts to settle, days that come near."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from theodolite.display.wording import listed
from theodolite.store import watching
from theodolite.store.findings import RoundTold, TrendsTold, newest
from theodolite.store.models import (
    Account,
    GroupDigest,
    Job,
    ListedItem,
    Membership,
    WatchList,
)
from theodolite.web.home.attention import Attention, counted, some

SOON_DAYS = 30
MOST_LISTS = 10
"""How many watch-lists are looked through; each is a search."""


def items_to_read(account: Account, *, now: datetime) -> Attention | None:
    """Items that nobody has decided on, and whether reading may stop."""
    waiting = ListedItem.objects.visible_to(account).filter(state=ListedItem.State.WAITING)
    if not (number := counted(waiting)):
        return None
    told = newest("round", RoundTold, account)
    note = told.said.sentence if told and told.said.may_stop else "The likeliest come first"
    return Attention(
        number, some(number, "item to read", "items to read"), reverse("horizon:triage"), note
    )


def conflicts_to_settle(account: Account, *, now: datetime) -> Attention | None:
    """Items that one person kept and another discarded."""
    differing = ListedItem.objects.visible_to(account).filter(state=ListedItem.State.IN_CONFLICT)
    if not (number := counted(differing)):
        return None
    words = some(number, "item on which people differ", "items on which people differ")
    return Attention(number, words, reverse("horizon:conflicts"))


def closing_soon(account: Account, *, now: datetime) -> Attention | None:
    """Consultations, calls and standards that close within a month."""
    today = localdate(now)
    end = today + timedelta(days=SOON_DAYS)
    ahead = ListedItem.objects.visible_to(account).exclude(state=ListedItem.State.DISCARDED)
    ahead = ahead.filter(deadline__gte=today, deadline__lte=end)
    first = ahead.order_by("deadline", "pk").only("deadline", "title").first()
    if first is None or first.deadline is None:
        return None
    number = counted(ahead)
    return Attention(
        number,
        some(
            number, f"thing closes within {SOON_DAYS} days", f"things close within {SOON_DAYS} days"
        ),
        reverse("horizon:gaps"),
        f"{first.deadline:%-d %B}: {first.title}",
        is_pressing=first.deadline <= today + timedelta(days=3),
    )


def sources_failing(account: Account, *, now: datetime) -> Attention | None:
    """Sources that did not answer when the last scan asked them."""
    done = Job.objects.visible_to(account).filter(kind="scan", state=Job.State.DONE)
    scans = done.exclude(detail__has_key="sources")
    last = scans.order_by("-ended_at", "-pk").first()
    failed = last.result.get("failed", []) if last is not None and last.result else []
    if not failed:
        return None
    words = some(len(failed), "source did not answer", "sources did not answer")
    return Attention(len(failed), words, reverse("horizon:sources"), failed[0])


def new_in_watch_lists(account: Account, *, now: datetime) -> Attention | None:
    """What came to the lists one watches since one last looked."""
    lists = WatchList.objects.visible_to(account).order_by("-made_at", "pk")[:MOST_LISTS]
    seen = watching.last_visits(account) if lists else {}
    new = [
        (one.name, number)
        for one in lists
        if (number := watching.new_since(one, account, seen.get(one.pk, one.made_at)))
    ]
    if not new:
        return None
    number = sum(count for _, count in new)
    words = some(number, "new item in what you watch", "new items in what you watch")
    return Attention(
        number, words, reverse("horizon:watch_lists"), listed([name for name, _ in new[:3]])
    )


def rising_topics(account: Account, *, now: datetime) -> Attention | None:
    """What rises, as of the last time that trends were worked out."""
    told = newest("trends", TrendsTold, account)
    if told is None or not told.said.rising:
        return None
    names = [one.name for one in told.said.rising]
    words = some(len(names), "thing is rising", "things are rising")
    return Attention(len(names), words, reverse("horizon:trends"), listed(names[:3]))


def digests_to_approve(account: Account, *, now: datetime) -> Attention | None:
    """Digests of the groups one chairs that wait for a yes."""
    chaired = Membership.objects.filter(account=account, is_chair=True).values("group")
    waiting = GroupDigest.objects.visible_to(account).filter(approved_at=None, group__in=chaired)
    first = waiting.order_by("pk").first()
    if first is None:
        return None
    number = counted(waiting)
    words = some(number, "digest to approve", "digests to approve")
    return Attention(
        number,
        words,
        reverse("digests:group", args=[first.group_id]),
        "It goes out once you approve it",
    )
