"""Find listed items by words, on either database, as far as the one who looks may see them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from theodolite.store.database import asked_of
from theodolite.store.models.listed_item import ListedItem, ListedItems, sees_all
from theodolite.store.visibility import Viewer

MOST = 2_000
"""How many matches are ranked; of more, the ones listed last."""

_MARKS = re.compile("[\x02\x03]")
_PIECE = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+")

_SHOWN_BY_SQLITE = """
SELECT rowid, highlight(listed_words, 0, '\x02', '\x03'),
    snippet(listed_words, 1, '\x02', '\x03', ' … ', 40)
FROM listed_words WHERE listed_words MATCH %s AND rowid IN ({})
"""
_SHOWN_BY_POSTGRESQL = """
SELECT id,
    ts_headline('english', title, asked, 'StartSel=\x02, StopSel=\x03, HighlightAll=1'),
    ts_headline('english', abstract, asked,
        'StartSel=\x02, StopSel=\x03, MaxWords=40, MinWords=20, MaxFragments=2')
FROM store_listeditem, to_tsquery('english', %s) asked WHERE id IN ({})
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text, and whether it is what was searched for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, its title and the passage round the words, cut at the matches."""

    item: ListedItem
    title: Sequence[Said]
    passage: Sequence[Said]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, best first. `total` is of all pages; if `is_cut` there are more still."""

    hits: Sequence[Hit]
    total: int
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are to stand together, in any of their forms; the last may be a beginning."""

    words: tuple[str, ...]
    is_beginning: bool


def search(
    words: str, viewer: Viewer, *, narrowed: Q | None = None, start: int = 0, count: int = 20
) -> Found:
    """The items that have all the words, a page of them, best first.

    Whatever is typed is a question: words in quotes stand together, `*` ends a beginning. If
    nothing has the words as they are, words that begin with them are looked for. `narrowed` leaves
    out more; what the viewer may not see is left out in any case.
    """
    asked = phrases(words)
    found = _ranked(asked, viewer, narrowed)
    if not found:
        asked = [Phrase(one.words, is_beginning=True) for one in asked]
        found = _ranked(asked, viewer, narrowed)
    is_cut, found = len(found) > MOST, found[:MOST]
    best = [key for _, key in sorted(found, key=lambda one: (one[0], -one[1]))]
    hits = _hits(best[start : start + count], asked)
    return Found(hits, len(found), is_cut)


def phrases(words: str) -> list[Phrase]:
    """What someone who typed this asks for; signs that are no words are passed over.

    >>> phrases('dose "lens of the eye" cataract*')[2]
    Phrase(words=('cataract',), is_beginning=True)
    """
    found = []
    for quoted, bare in _PIECE.findall(words.encode("utf-8", "ignore").decode()):
        if parts := tuple(_WORD.findall(quoted or bare)):
            found.append(Phrase(parts, is_beginning=bare.endswith("*")))
    return found[:20]


def _ranked(asked: Sequence[Phrase], viewer: Viewer, narrowed: Q | None) -> list[tuple[float, int]]:
    """Rank (the lower the better) and key of what matches and may be seen, latest first."""
    if not asked:
        return []
    visible = ListedItem.objects.visible_to(viewer).filter(narrowed or Q())
    if connection.vendor == "sqlite":
        index = "listed_words" if sees_all(viewer) else "listed_kept_words"
        found = _matching_in_sqlite(visible, asked, index)
    else:
        found = _matching_in_postgresql(visible, asked)
    ranked = found.values_list("pk", "rank")[: MOST + 1]
    return [(rank, key) for key, rank in dict(ranked).items()]


def _matching_in_sqlite(visible: ListedItems, asked: Sequence[Phrase], index: str) -> QuerySet[Any]:
    return visible.extra(  # noqa: S610  the name of one of our two indexes
        select={"rank": f"bm25({index}, 8, 2, 1, 1)"},
        tables=[index],
        where=[f"{index} MATCH %s", f"{index}.rowid = store_listeditem.id"],
        params=[_in_sqlite(asked)],
        order_by=[f"-{index}.rowid"],
    )


def _matching_in_postgresql(visible: ListedItems, asked: Sequence[Phrase]) -> QuerySet[Any]:
    question = _in_postgresql(asked)
    return visible.extra(
        select={"rank": "-ts_rank(store_listeditem.words, to_tsquery('english', %s))"},
        select_params=[question],
        where=["store_listeditem.words @@ to_tsquery('english', %s)"],
        params=[question],
        order_by=["-store_listeditem.id"],
    )


def _in_sqlite(asked: Sequence[Phrase]) -> str:
    """As FTS5 asks: `"lens of the eye" AND "cataract" *`."""
    return " AND ".join(
        f'"{" ".join(one.words)}"{" *" if one.is_beginning else ""}' for one in asked
    )


def _in_postgresql(asked: Sequence[Phrase]) -> str:
    """As tsquery asks: `'lens' <-> 'of' <-> 'the' <-> 'eye' & 'cataract':*`."""
    told = []
    for one in asked:
        words = [f"'{word}'" for word in one.words]
        words[-1] += ":*" if one.is_beginning else ""
        told.append(" <-> ".join(words))
    return " & ".join(told)


def _hits(keys: Sequence[int], asked: Sequence[Phrase]) -> list[Hit]:
    if not keys:
        return []
    items = ListedItem.objects.in_bulk(keys)
    shown = _SHOWN_BY_SQLITE if connection.vendor == "sqlite" else _SHOWN_BY_POSTGRESQL
    question = _in_sqlite(asked) if connection.vendor == "sqlite" else _in_postgresql(asked)
    with connection.cursor() as cursor:
        told = asked_of(cursor, shown, keys, question)
        marked = {key: (title, passage) for key, title, passage in told}
    return [
        Hit(items[key], *(tuple(_cut(text)) for text in marked[key]))
        for key in keys
        if key in items and key in marked
    ]


def _cut(marked: str) -> Iterator[Said]:
    """A text cut where a match begins or ends."""
    for place, text in enumerate(_MARKS.split(marked)):
        if text:
            yield Said(text, is_match=place % 2 == 1)
