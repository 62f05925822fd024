"""Items as rows of a flat table of texts: what CSV, Parquet and any store keep of them, exactly."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, cast, get_args

from theodolite.evidence.days import Precision
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.encoded_text import json_from
from theodolite.horizon.files.read import IDENTIFIERS, JOURNAL, ReadItems, item_from
from theodolite.horizon.item import Item, Kind, Link, Published, Relation, Seen

TEXTS = ("identity", "title", "kind", "abstract", "venue", "address", "language", "licence")
LISTS = ("people", "keywords")
DAYS = ("deadline", "starts", "ends")

COLUMNS = (
    *("identity", "title", "people", "year", "venue", "volume", "issue", "pages", "doi"),
    *("abstract", "kind", "published", "address", "keywords", "language", "licence"),
    *("pmid", "pmcid", "arxiv", "nct", "openalex", "isbn", "issn", "publisher", "place"),
    *DAYS,
    *("links", "identifiers", "journal", "observed_at", "trail"),
)
"""One text column each. `published` tells its precision by its length (2026, 2026-03,
2026-03-09); lists are joined by "; "; what has no column of its own is JSON in `identifiers`,
`journal`, `links` and `trail`, which are empty where the columns already say all."""

_KINDS = frozenset(get_args(Kind))
_RELATIONS = frozenset(get_args(Relation))
_EPOCH = Seen("", "", datetime(1970, 1, 1, tzinfo=UTC))


def row_from(item: Item) -> dict[str, str]:
    """The item as one text for each of COLUMNS; `items_from_rows` gives the same item back.

    >>> from datetime import UTC, datetime
    >>> item = Item("doi:10.1000/a", "On dose", "paper", datetime(2026, 1, 1, tzinfo=UTC),
    ...             people=("Kaur, A", "Li, B"), identifiers=(("doi", "10.1000/a"),))
    >>> row = row_from(item)
    >>> row["people"], row["doi"], row["identifiers"], row["observed_at"]
    ('Kaur, A; Li, B', '10.1000/a', '', '2026-01-01T00:00:00+00:00')
    """
    row = dict.fromkeys(COLUMNS, "")
    row |= {name: getattr(item, name) for name in TEXTS}
    row |= {name: row_list(getattr(item, name)) for name in LISTS}
    row |= {name: str(getattr(item, name) or "") for name in DAYS}
    row["published"] = _published_text(item.published)
    row["year"] = row["published"][:4]
    _add_pairs(row, "identifiers", item.identifiers, IDENTIFIERS)
    _add_pairs(row, "journal", item.journal, JOURNAL)
    if item.links:
        row["links"] = _json([(link.relation, link.target) for link in item.links])
    row["observed_at"] = item.observed_at.isoformat()
    row["trail"] = _json([(s.source, s.address, s.at.isoformat(), s.digest) for s in item.trail])
    return row


def columns_from(items: Iterable[Item]) -> dict[str, list[str]]:
    """All items as one list of texts for each of COLUMNS, ready for a data frame."""
    rows = [row_from(item).values() for item in items]
    columns = zip(*rows, strict=True) if rows else ((),) * len(COLUMNS)
    return {name: list(column) for name, column in zip(COLUMNS, columns, strict=True)}


def items_from_columns(columns: Mapping[str, Sequence[str | None]], seen: Seen) -> ReadItems:
    """The items of a table: one for each row, in order; columns that are missing count as empty.

    A row without an identity is named by what it holds, and one without a trail was `seen` now.
    """
    names = [name for name in COLUMNS if name in columns]
    cells = zip(*(columns[name] for name in names), strict=True)
    rows = ({name: cell for name, cell in zip(names, row, strict=True) if cell} for row in cells)
    return items_from_rows(rows, seen)


def items_from_rows(rows_of_texts: Iterable[Mapping[str, str]], seen: Seen) -> ReadItems:
    """The items of rows that hold only the cells that are not empty: one for each, in order."""
    items, unreadable, rows = [], [], []
    for number, row in enumerate(rows_of_texts):
        try:
            items.append(item_from_row(row, seen))
            rows.append(number)
        except (ValueError, TypeError, KeyError) as error:
            unreadable.append(f"Row {number + 1} could not be read: {error}.")
    return ReadItems(tuple(items), tuple(unreadable), tuple(rows))


def item_from_row(row: Mapping[str, str], seen: Seen = _EPOCH) -> Item:
    """One item of a row; cells that are missing count as empty, and bad ones raise ValueError."""
    if not (row.get("title") or row.get("abstract") or row.get("identity")):
        raise ValueError("it has neither a title nor an abstract")
    item = Item(
        identity=row.get("identity", ""),
        title=row.get("title", ""),
        kind=_kind(row.get("kind") or "paper"),
        observed_at=datetime.fromisoformat(row["observed_at"]) if "observed_at" in row else seen.at,
        abstract=row.get("abstract", ""),
        people=_split(row.get("people", "")),
        venue=row.get("venue", ""),
        published=_published(row),
        address=row.get("address", ""),
        language=row.get("language", ""),
        licence=row.get("licence", ""),
        keywords=_split(row.get("keywords", "")),
        identifiers=_pairs(row, "identifiers", IDENTIFIERS),
        journal=_pairs(row, "journal", JOURNAL),
        links=_links(row["links"]) if row.get("links") else (),
        trail=_trail(row.get("trail", "")) if row.get("trail") else (seen,),
        **{name: date.fromisoformat(row[name]) for name in DAYS if row.get(name)},
    )
    return item if item.identity else item_from(item, seen)


def row_list(texts: Sequence[str]) -> str:
    """Several texts as one cell: joined by "; ", or as JSON where that would not come back."""
    plain = "; ".join(texts)
    return plain if _split(plain) == tuple(texts) else _json(list(texts))


def _published_text(published: Published | None) -> str:
    """As the date prints itself, with its first day kept where that is not the usual one."""
    if published is None:
        return ""
    text = str(published)
    if _published_exactly(text) == published:
        return text
    return f"{published.on.isoformat()} {published.precision}"


def _published(row: Mapping[str, str]) -> Published | None:
    text = row.get("published") or ""
    day, blank, precision = text.partition(" ")
    if blank and precision in get_args(Precision):
        return Published(date.fromisoformat(day), cast("Precision", precision))
    found = _published_exactly(text) or published_from(text) or published_from(row.get("year", ""))
    if found is None and (text or row.get("year")):
        raise ValueError(f"{text or row.get('year')!r} is no date of publication")
    return found


def _published_exactly(text: str) -> Published | None:
    lengths: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    try:
        return Published(date.fromisoformat(text + "0001-01-01"[len(text) :]), lengths[len(text)])
    except (ValueError, KeyError):
        return None


def _kind(text: str) -> Kind:
    if text not in _KINDS:
        raise ValueError(f"{text!r} is no kind of item; known are {', '.join(sorted(_KINDS))}")
    return cast("Kind", text)


def _split(text: str) -> tuple[str, ...]:
    if text.startswith("[") and text.endswith("]"):
        try:
            return tuple(str(one) for one in json_from(text))
        except ValueError:
            pass
    return _split_plainly(text)


def _split_plainly(text: str) -> tuple[str, ...]:
    return tuple(text.split("; ")) if text else ()


def _add_pairs(
    row: dict[str, str], column: str, pairs: Sequence[tuple[str, str]], known: Sequence[str]
) -> None:
    """Each in its own column, and all of them as JSON where their columns would lose something."""
    if pairs:
        found = dict(pairs)
        row |= {name: found[name] for name in known if name in found}
        if tuple((name, row[name]) for name in known if row[name]) != tuple(pairs):
            row[column] = _json(list(pairs))


def _pairs(
    row: Mapping[str, str], column: str, known: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    if row.get(column):
        return tuple((str(name), str(text)) for name, text in json_from(row[column]))
    return tuple((name, row[name]) for name in known if row.get(name))


def _links(text: str) -> tuple[Link, ...]:
    links = [(str(relation), str(target)) for relation, target in json_from(text)]
    unknown = [relation for relation, _ in links if relation not in _RELATIONS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no relation of one item to another")
    return tuple(Link(cast("Relation", relation), target) for relation, target in links)


def _trail(text: str) -> tuple[Seen, ...]:
    return tuple(
        Seen(str(source), str(address), datetime.fromisoformat(at), str(digest))
        for source, address, at, digest in json_from(text)
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
