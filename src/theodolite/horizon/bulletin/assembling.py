"""From everything a workspace knows to one group's bulletin; a pure function of what is given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from theodolite.evidence.framework import Framework
from theodolite.horizon.archive import Entry
from theodolite.horizon.bulletin.bulletin import Bulletin, Closing, Rise, Story, Subject
from theodolite.horizon.bulletin.groups import Group
from theodolite.horizon.bulletin.harmless import harmless
from theodolite.horizon.bulletin.sent import Sent
from theodolite.horizon.duplicates.merging import members
from theodolite.horizon.gaps import deadlines
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Placed, PlacedItem, TopicPlace
from theodolite.horizon.trends import Alert, Trends
from theodolite.horizon.trends.saying import alert_sentence

FIRST_DAYS = 31
"""How far back the first bulletin to a group looks."""

_MOST_RISES = 5
_AHEAD_DAYS = 366
_MOST_WORDS = 4
_OUTLOOKS = {
    "threat": "a threat",
    "opportunity": "an opportunity",
    "both": "a threat and an opportunity",
}


@dataclass(frozen=True)
class Known:
    """What a workspace knows: items after merging, where they belong, and what rises.

    `responses` are journal entries that say what was answered; `kept` and `discarded` are items
    that people decided on in triage.
    """

    framework: Framework
    items: Sequence[Item]
    placed: Placed
    trends: Trends
    responses: Sequence[Entry] = ()
    kept: frozenset[str] = frozenset()
    discarded: frozenset[str] = frozenset()


def bulletin_for(group: Group, known: Known, sent: Sent, *, now: datetime) -> Bulletin:
    """What is new to a group, what rises, and what closes; nothing that it was told before.

    New is what was first observed since the last bulletin, or in the last 31 days. Of several
    records of one thing none is told if any was, or was discarded in triage. What has a day ahead
    is told as such, and only so.
    """
    since = sent.upto or now - timedelta(days=FIRST_DAYS)
    items = {item.identity: item for item in known.items}
    ahead = _ahead(group, known, items, now.date())
    closings = tuple(one for one in ahead if not sent.identities & set(one.identities))
    dated = {identity for one in ahead for identity in one.identities}
    fresh = [
        item
        for item in known.items
        if since < item.observed_at <= now
        and not (sent.identities | dated | known.discarded) & set(_identities(item))
    ]
    ranked = _ranked(fresh, group, known)
    return Bulletin(
        society=known.framework.society,
        group=group.name,
        topics=_subjects(group.topics, known.framework),
        on=now.date(),
        since=since.date(),
        stories=tuple(_story(item, place, known) for item, place in ranked[: group.most]),
        rises=tuple(_rises(group, known, sent)),
        closings=closings,
        calendar=ahead,
        passed_over=max(0, len(ranked) - group.most),
        notes=(known.placed.calibration,),
    )


def _identities(item: Item) -> tuple[str, ...]:
    return tuple(dict.fromkeys((item.identity, *members(item))))


def _ranked(items: Iterable[Item], group: Group, known: Known) -> list[tuple[Item, TopicPlace]]:
    """Items of the group's topics: those kept in triage, then the surest, then the newest."""
    found = [
        (item, place)
        for item in items
        if (place := _best(known.placed.by_identity.get(item.identity), group)) is not None
    ]
    found.sort(key=lambda one: (one[0].observed_at, one[0].identity), reverse=True)
    return sorted(found, key=lambda one: (not _is_kept(one[0], known), -one[1].probability))


def _is_kept(item: Item, known: Known) -> bool:
    return bool(known.kept & set(_identities(item)))


def _best(placed: PlacedItem | None, group: Group) -> TopicPlace | None:
    """The group's topic that an item most likely belongs to, if it belongs to any."""
    places = () if placed is None else placed.topics
    return next((one for one in places if one.belongs and one.topic in group.topics), None)


def _story(item: Item, place: TopicPlace, known: Known) -> Story:
    placed = known.placed.by_identity[item.identity]
    return Story(
        identities=_identities(item),
        title=harmless(item.title) or harmless(item.identity),
        kind=item.kind,
        address=_address(item),
        where=harmless(item.venue) or harmless(item.trail[0].source if item.trail else ""),
        published=str(item.published or ""),
        topics=_subjects(placed.belongs_to(), known.framework),
        sentence=harmless(place.sentence),
        why=(
            *(["People kept it in triage."] if _is_kept(item, known) else []),
            *_why(item, place, placed, known.framework),
        ),
    )


def _why(item: Item, place: TopicPlace, placed: PlacedItem, framework: Framework) -> Iterator[str]:
    """Why it is told and stands where it does, each reason a sentence."""
    topic = harmless(framework.topic(place.topic).name)
    if place.by:
        yield f"{harmless(place.by)} placed it in {topic}."
    else:
        words = ", ".join(f"“{harmless(word)}”" for word in place.words[:_MOST_WORDS])
        because = f", because of {words}" if words else ""
        yield f"{_chance(place.probability)} likely to belong to {topic}{because}."
    if placed.outlook.answer in _OUTLOOKS:
        yield f"It reads as {_OUTLOOKS[placed.outlook.answer]}{_because(placed.outlook.because)}."
    if placed.horizon.answer in {one.name for one in framework.horizons}:
        yield f"Horizon: {placed.horizon.answer}{_because(placed.horizon.because)}."
    sources = dict.fromkeys(harmless(seen.source) for seen in item.trail)
    if len(sources) > 1:
        yield f"Seen in {len(sources)} sources: {', '.join(sources)}."


def _chance(probability: float) -> str:
    """In whole percents, and never certain: nobody has looked at it yet."""
    percent = round(100 * probability)
    return "More than 99 %" if percent > 99 else f"{percent} %"


def _because(reasons: Sequence[str]) -> str:
    said = ", ".join(map(harmless, reasons[:_MOST_WORDS]))
    return f" ({said})" if said else ""


def _rises(group: Group, known: Known, sent: Sent) -> Iterator[Rise]:
    told = 0
    for alert in known.trends.rising():
        key = f"{alert.sort}:{alert.name}:{alert.raised}"
        if told < _MOST_RISES and key not in sent.rises and _concerns(alert, group, known.placed):
            told += 1
            yield Rise(key, harmless(alert.name), harmless(alert_sentence(alert, known.trends)))


def _concerns(alert: Alert, group: Group, placed: Placed) -> bool:
    """A topic is the group's own; a phrase is if most placed items behind it are."""
    if alert.sort == "topic":
        return alert.code in group.topics
    behind = [placed.by_identity[one] for one in alert.items if one in placed.by_identity]
    topics = [set(one.belongs_to()) for one in behind]
    belonging = [one for one in topics if one]
    return 2 * sum(bool(one & set(group.topics)) for one in belonging) > len(belonging)


def _ahead(group: Group, known: Known, items: Mapping[str, Item], on: date) -> tuple[Closing, ...]:
    """Every day that is ahead in the group's topics: deadlines, then events, each by their days."""
    placements = {one.identity: one.belongs_to() for one in known.placed.items}
    mine = [
        item
        for item in known.items
        if set(placements.get(item.identity, ())) & set(group.topics)
        and not known.discarded & set(_identities(item))
    ]
    open_ = deadlines(mine, on=on, placements=placements, responses=known.responses).open
    closing = [
        _closing(items[one.identity], known, one.closes, _due(one.days_left, one.answered_by))
        for one in open_
    ]
    last = on + timedelta(days=_AHEAD_DAYS)
    events = [
        _closing(item, known, item.starts, f"Begins {_in_days((item.starts - on).days)}.")
        for item in mine
        if item.deadline is None and item.starts is not None and on <= item.starts <= last
    ]
    return (*closing, *sorted(events, key=lambda one: (one.on, one.identities)))


def _due(days: int, answered_by: str) -> str:
    answer = f"answered ({harmless(answered_by)})" if answered_by else "no answer of ours is known"
    return f"Closes {_in_days(days)}; {answer}."


def _in_days(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _closing(item: Item, known: Known, on: date, sentence: str) -> Closing:
    is_deadline = item.deadline is not None
    placed = known.placed.by_identity[item.identity]
    return Closing(
        identities=_identities(item),
        title=harmless(item.title) or harmless(item.identity),
        kind=item.kind,
        address=_address(item),
        topics=_subjects(placed.belongs_to(), known.framework),
        on=on,
        ends=on if is_deadline or item.ends is None else max(on, item.ends),
        is_deadline=is_deadline,
        sentence=sentence,
    )


def _subjects(codes: Iterable[str], framework: Framework) -> tuple[Subject, ...]:
    return tuple(Subject(code, harmless(framework.topic(code).name)) for code in codes)


def _address(item: Item) -> str:
    """Where to read it: its own address on the web, or where its DOI or PMID leads."""
    if item.address.startswith(("https://", "http://")):
        return harmless(item.address).replace(" ", "%20")
    if item.identifier("doi"):
        return f"https://doi.org/{harmless(item.identifier('doi')).replace(' ', '')}"
    if item.identifier("pmid").isdecimal():
        return f"https://pubmed.ncbi.nlm.nih.gov/{item.identifier('pmid')}/"
    return ""
