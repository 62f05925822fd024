"""From everything a workspace knows to one group's bulletin; a pure function of what is given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from theodolite.evidence.framework import Framework
from theodolite.horizon.bulletin.bulletin import Bulletin, Closing, Rise, Story, Subject
from theodolite.horizon.bulletin.choosing import Chosen, choose
from theodolite.horizon.bulletin.groups import Group
from theodolite.horizon.bulletin.known import Known, identities_of
from theodolite.horizon.bulletin.sent import Sent
from theodolite.horizon.gaps import deadlines
from theodolite.horizon.harmless import harmless
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Placed, PlacedItem, TopicPlace
from theodolite.horizon.trends import Alert
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
        and not (sent.identities | dated | known.discarded) & set(identities_of(item))
    ]
    chosen, passed_over = choose(fresh, group, known)
    return Bulletin(
        society=known.framework.society,
        group=group.name,
        topics=_subjects(group.topics, known.framework),
        on=now.date(),
        since=since.date(),
        stories=tuple(_story(one, known) for one in chosen),
        rises=tuple(_rises(group, known, sent)),
        closings=closings,
        calendar=ahead,
        passed_over=passed_over,
        notes=(known.placed.calibration,),
    )


def _story(chosen: Chosen, known: Known) -> Story:
    item, place = chosen.item, chosen.place
    placed = known.placed.by_identity[item.identity]
    return Story(
        identities=identities_of(item),
        title=harmless(item.title) or harmless(item.identity),
        kind=item.kind,
        address=_address(item),
        where=harmless(item.venue) or harmless(item.trail[0].source if item.trail else ""),
        published=item.published.in_words() if item.published else "",
        topics=_subjects(placed.belongs_to(), known.framework),
        sentence=harmless(place.sentence),
        why=(
            *(["People kept it in triage."] if chosen.is_kept else []),
            *(["It is urgent, so it comes first."] if chosen.is_urgent else []),
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
    return "More than 99%" if percent > 99 else f"{percent}%"


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
        and not known.discarded & set(identities_of(item))
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
        identities=identities_of(item),
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
