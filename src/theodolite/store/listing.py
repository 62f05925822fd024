"""Fill the table of things that pages list: what they say, where they belong, how they rank."""

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from theodolite.horizon.duplicates.merging import members
from theodolite.horizon.item import Item
from theodolite.horizon.placing import PlacedItem, TopicPlace
from theodolite.store.models import (
    ListedItem,
    ListedRecord,
    ListedSource,
    ListedTopic,
    StandingAct,
    Touched,
)
from theodolite.store.models.listed_item import ListedItems
from theodolite.store.outcomes import AT_A_TIME, restate, set_aside

_FEW = 10_000
"""Up to how many things are looked up by name when they are ranked; of more, all that wait are."""

_SHOWN_FROM = 0.05
"""From which chance on a topic is told on an item's page."""

_WRITTEN = (
    *("title", "abstract", "kind", "people", "venue", "address", "language"),
    *("published", "published_as", "observed_at", "deadline", "starts", "ends"),
    *("records", "topics", "sources", "horizon", "outlook", "readiness", "placing", "digest"),
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The order of what waits: a score for each thing, and for the first few why, and its like."""

    scores: Mapping[str, float]
    why: Mapping[str, str]
    alike: Mapping[str, tuple[str, ...]]


def fill(
    items: Sequence[Item],
    placed: Mapping[str, PlacedItem],
    *,
    progress: Callable[[float], None] = lambda share: None,
) -> dict[str, int]:
    """Bring the table up to these merged items: new and changed rows written, others taken out."""
    known = dict(ListedItem.objects.values_list("identity", "digest").iterator(chunk_size=10_000))
    gone = known.keys() - {item.identity for item in items}
    for some in _parts(gone):
        ListedItem.objects.filter(identity__in=some).delete()
    rows = (row_of(item, placed.get(item.identity)) for item in items)
    changed = (row for row in rows if known.get(row.identity) != row.digest)
    written = 0
    for batch in _parts(changed):
        write_rows(batch)
        written += len(batch)
        progress(min(1.0, written / len(items)))
    set_aside()
    return {"listed": len(items), "written": written, "taken_out": len(gone)}


def row_of(item: Item, place: PlacedItem | None) -> ListedItem:
    """A thing and its place as a row that is not saved yet."""
    sources = tuple(dict.fromkeys(seen.source for seen in item.trail))
    said: dict[str, Any] = {
        "title": item.title,
        "abstract": item.abstract,
        "kind": item.kind,
        "people": "; ".join(item.people),
        "venue": item.venue,
        "address": item.address,
        "language": item.language[:20],
        "published": item.published.on if item.published else None,
        "published_as": str(item.published or ""),
        "observed_at": item.observed_at,
        "deadline": item.deadline,
        "starts": item.starts,
        "ends": item.ends,
        "records": list(members(item)),
        "topics": list(place.belongs_to()) if place else [],
        "sources": [name[:200] for name in sources],
        "horizon": place.horizon.answer if place else "",
        "outlook": place.outlook.answer if place else "",
        "readiness": place.readiness.answer if place else "",
        "placing": _told(place) if place else {},
    }
    whole = json.dumps(said, default=str, sort_keys=True)
    digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return ListedItem(identity=item.identity, digest=digest, **_storable(said))


def rank(ranked: Ranked) -> int:
    """Give what waits its place; gives how many rows have another one than before."""
    waiting = ListedItem.objects.filter(state=ListedItem.State.WAITING)
    if len(ranked.scores) <= _FEW:
        # Asked the other way round, or SQLite would go through a million that wait.
        others = [one for one in ListedItem.State.values if one != ListedItem.State.WAITING]
        named = ListedItem.objects.filter(identity__in=list(ranked.scores))
        waiting = named.exclude(state__in=others)
    _forget_reasons(waiting, keep=ranked.why)
    moved = [
        (round(ranked.scores[identity], 6), pk)
        for pk, identity, score in waiting.values_list("pk", "identity", "score").iterator()
        if identity in ranked.scores and round(ranked.scores[identity], 6) != score
    ]
    table = connection.ops.quote_name(ListedItem._meta.db_table)
    for some in _parts(moved):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET score = %s WHERE id = %s", some)  # noqa: S608  our own table's name
    for some in _parts(ranked.why):
        _give_reasons(some, ranked)
    return len(moved)


def _forget_reasons(waiting: ListedItems, *, keep: Container[str]) -> None:
    """Take the reasons of an earlier ranking away, for they are not true any more."""
    stale = waiting.exclude(why="").values_list("pk", "identity")
    for some in _parts(pk for pk, identity in list(stale) if identity not in keep):
        ListedItem.objects.filter(pk__in=some).update(why="", alike=[])


def source_names() -> tuple[str, ...]:
    """The names of all sources that any listed item came from, in order.

    One step of the index for each name, however many items a source has.
    """
    table = connection.ops.quote_name(ListedSource._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"""
            WITH RECURSIVE source(name) AS (
                SELECT min(name) FROM {table}
                UNION ALL
                SELECT (SELECT min(name) FROM {table} WHERE {table}.name > source.name)
                FROM source WHERE source.name IS NOT NULL
            ) SELECT name FROM source WHERE name IS NOT NULL
        """)  # noqa: S608  our own table's name
        return tuple(str(name) for (name,) in cursor.fetchall())


@transaction.atomic
def write_rows(rows: Sequence[ListedItem]) -> None:
    """Write rows, new ones and those that are there, with what leads to them and their state."""
    ListedItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["identity"], update_fields=list(_WRITTEN)
    )
    named = {row.identity: row for row in rows}
    kept = ListedItem.objects.filter(identity__in=named)
    numbers = dict(kept.values_list("identity", "pk"))
    records = [one for row in rows for one in row.records]
    for part in (ListedRecord, ListedTopic, ListedSource):
        part._default_manager.filter(item__in=numbers.values()).delete()
    ListedRecord.objects.filter(identity__in=records).delete()
    for rows_of_part in _part_rows(named, numbers):
        type(rows_of_part[0])._default_manager.bulk_create(rows_of_part)
    touched = Touched.objects.filter(identity__in=records).values_list("identity", flat=True)
    undecided = (ListedItem.State.WAITING, ListedItem.State.SET_ASIDE)
    changed = (*ListedItem.objects.named(touched), *kept.exclude(state__in=undecided))
    restate({row.pk: row for row in changed}.values())


def _part_rows(
    rows: Mapping[str, ListedItem], numbers: Mapping[str, int]
) -> Iterator[Sequence[Model]]:
    parts: tuple[list[Model], ...] = ([], [], [])
    for identity, row in rows.items():
        at, item = row.observed_at, numbers[identity]
        parts[0].extend(ListedRecord(identity=one, item_id=item) for one in row.records)
        parts[1].extend(ListedTopic(code=one, observed_at=at, item_id=item) for one in row.topics)
        parts[2].extend(ListedSource(name=one, observed_at=at, item_id=item) for one in row.sources)
    return filter(None, parts)


def _give_reasons(identities: Sequence[str], ranked: Ranked) -> None:
    rows = list(ListedItem.objects.filter(identity__in=identities))
    for row in rows:
        row.why = ranked.why[row.identity]
        row.alike = list(ranked.alike.get(row.identity, ()))
    ListedItem.objects.bulk_update(rows, ["why", "alike"], batch_size=200)


def _told(place: PlacedItem) -> dict[str, Any]:
    """What an item's page tells of its place, as JSON."""
    topics: list[TopicPlace] = [
        one for one in place.topics if one.probability >= _SHOWN_FROM or one.by
    ]
    return {
        "topics": [asdict(one) for one in topics],
        "none_of_these": place.none_of_these,
        "horizon": asdict(place.horizon),
        "outlook": asdict(place.outlook),
        "readiness": asdict(place.readiness),
    }


def _storable(said: Mapping[str, Any]) -> dict[str, Any]:
    """Without half characters and null characters, which no database takes."""
    return {name: _clean(value) for name, value in said.items()}


def _clean(said: Any) -> Any:
    if isinstance(said, str):
        return said.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    if isinstance(said, dict):
        return {name: _clean(value) for name, value in said.items()}
    return [_clean(one) for one in said] if isinstance(said, list | tuple) else said


def _parts(whole: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(whole)
    while part := list(islice(remaining, AT_A_TIME)):
        yield part


def decided_count() -> int:
    """How many decisions to keep or discard stand."""
    return StandingAct.objects.filter(deed__in=("keep", "discard"), stands=True).count()
