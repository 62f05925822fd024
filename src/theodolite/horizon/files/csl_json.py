"""CSL-JSON, the form in which Zotero, Crossref and citation processors pass records on."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from, published_on
from theodolite.horizon.files.encoded_text import decoded, json_from
from theodolite.horizon.files.languages import short_code
from theodolite.horizon.files.numbers import doi_from
from theodolite.horizon.files.read import ReadItems, items_of, named
from theodolite.horizon.item import Item, Kind, Published, Seen

_KINDS: dict[str, Kind] = {
    "article-journal": "paper",
    "article": "preprint",
    "paper-conference": "conference",
    "book": "book",
    "chapter": "book",
    "thesis": "thesis",
    "dataset": "dataset",
    "standard": "standard",
    "legislation": "policy",
    "regulation": "policy",
    "bill": "policy",
    "article-newspaper": "news",
    "article-magazine": "news",
    "post-weblog": "news",
    "event": "event",
}
_TYPES = {kind: name for name, kind in reversed(_KINDS.items())}
_NUMBERS = {"DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "ISBN": "isbn", "ISSN": "issn"}
_PLACES = {"volume": "volume", "issue": "issue", "page": "pages", "publisher": "publisher"}
_PLACES |= {"publisher-place": "place"}


def read_csl_json(payload: bytes, seen: Seen) -> ReadItems:
    """One item for each record of the list, in order; a single record counts as a list of one."""
    name = seen.source or "The file"
    text, notes = decoded(payload, name)
    try:
        records = json_from(text.strip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(
            f"{name} is not whole JSON: {error}. A list of CSL-JSON records was expected."
            " Export the records again."
        ) from None
    if isinstance(records, dict):
        records = records.get("items") or [records]
    if not isinstance(records, list) or not any(map(_has_title, records)):
        raise UnreadableSource(
            f"{name} is JSON, but not a list of records with a title each, as CSL-JSON is."
            " Export the records again and choose CSL-JSON."
        )
    whole = (one if isinstance(one, dict) else {} for one in records)
    return items_of((_item(one, seen) for one in whole), seen, notes)


def write_csl_json(items: Iterable[Item]) -> bytes:
    """A list of records that say of each item what CSL has names for."""
    records = [_record(item, number) for number, item in enumerate(items, start=1)]
    return json.dumps(records, ensure_ascii=False, indent=1).encode("utf-8")


def _item(record: Mapping[str, Any], seen: Seen) -> Item:
    keywords = _text(record, "keyword").split("," if ";" not in _text(record, "keyword") else ";")
    numbers = {ours: _text(record, name) for name, ours in _NUMBERS.items()}
    return Item(
        identity="",
        title=_text(record, "title"),
        kind=_kind(record),
        observed_at=seen.at,
        abstract=_text(record, "abstract"),
        people=_people(record.get("author") or record.get("editor")),
        venue=_text(record, "container-title"),
        published=_published(record.get("issued")),
        address=_text(record, "URL"),
        language=short_code(_text(record, "language")),
        keywords=tuple(dict.fromkeys(word.strip() for word in keywords if word.strip())),
        identifiers=named(numbers | {"doi": doi_from(numbers["doi"])}),
        journal=named({ours: _text(record, name) for name, ours in _PLACES.items()}),
    )


def _has_title(record: Any) -> bool:
    return isinstance(record, dict) and bool(record.get("title"))


def _text(record: Mapping[str, Any], name: str) -> str:
    """One value as one line; Crossref gives lists of titles, of which the first counts."""
    value = record.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _kind(record: Mapping[str, Any]) -> Kind:
    if _text(record, "genre") in get_args(Kind):
        return cast("Kind", _text(record, "genre"))
    return _KINDS.get(_text(record, "type"), "paper")


def _people(names: Any) -> tuple[str, ...]:
    people = [one for one in names if isinstance(one, dict)] if isinstance(names, list) else []
    return tuple(name for one in people if (name := _name(one)))


def _name(person: Mapping[str, Any]) -> str:
    particles = [_text(person, part) for part in ("dropping-particle", "non-dropping-particle")]
    family = " ".join(filter(None, [*particles, _text(person, "family")]))
    given = " ".join(filter(None, [_text(person, "given"), _text(person, "suffix")]))
    return _text(person, "literal") or ", ".join(filter(None, (family, given)))


def _published(issued: Any) -> Published | None:
    if not isinstance(issued, dict):
        return published_from(str(issued or ""))
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        return published_on(*(str(part) for part in parts[0][:3]))
    return published_from(_text(issued, "raw") or _text(issued, "literal"))


def _record(item: Item, number: int) -> dict[str, Any]:
    kind = _TYPES.get(item.kind, "document")
    parts = [int(part) for part in str(item.published or "").split("-") if part]
    record = {
        "id": f"{number}",
        "type": kind,
        "genre": item.kind if kind == "document" else "",
        "title": item.title,
        "author": [_person(name) for name in item.people],
        "issued": {"date-parts": [parts]} if parts else "",
        "container-title": item.venue,
        **{name: item.in_journal(ours) for name, ours in _PLACES.items()},
        **{name: item.identifier(ours) for name, ours in _NUMBERS.items()},
        "URL": item.address,
        "language": item.language,
        "keyword": "; ".join(item.keywords) + ";" * (len(item.keywords) == 1),
        "abstract": item.abstract,
    }
    return {name: value for name, value in record.items() if value}


def _person(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}
