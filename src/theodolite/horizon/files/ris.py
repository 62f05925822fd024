"""RIS, which databases and reference managers write: tagged lines, one record after another."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast, get_args

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import dated
from theodolite.horizon.files.encoded_text import decoded
from theodolite.horizon.files.languages import short_code
from theodolite.horizon.files.numbers import (
    address_from,
    book_or_serial,
    doi_from,
    pages_from,
    pmcid_from,
)
from theodolite.horizon.files.read import ReadItems, items_of, named
from theodolite.horizon.item import Item, Kind, Seen

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("CONF", "CPAPER"), "conference"),
    **dict.fromkeys(("BOOK", "EBOOK", "CHAP", "ECHAP", "EDBOOK"), "book"),
    **dict.fromkeys(("BILL", "STAT", "LEGAL", "HEAR"), "policy"),
    **dict.fromkeys(("NEWS", "MGZN", "BLOG"), "news"),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), "dataset"),
    "THES": "thesis",
    "STAND": "standard",
    "UNPB": "preprint",
    "GOVDOC": "guidance",
}
_TYPES = {kind: tag for tag, kind in reversed(_KINDS.items())} | {"paper": "JOUR"}
_TAG = re.compile(r"\s*([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*)|)\Z")
_TITLE = ("title", "primary_title", "translated_title")
_VENUE = ("secondary_title", "journal_name", "alternate_title3", "alternate_title2")


def read_ris(payload: bytes, seen: Seen) -> ReadItems:
    """One item for each record, in order; a line without a tag goes on where the last one ended."""
    name = seen.source or "The file"
    text, notes = decoded(payload, name)
    records = _records(text)
    if not records:
        raise UnreadableSource(
            f"{name} holds no RIS record: no line begins with 'TY  - '."
            " Export the records again and choose RIS (Research Information Systems)."
        )
    return items_of((_item(record, seen) for record in records), seen, notes)


def write_ris(items: Iterable[Item]) -> bytes:
    """Every item as a record that says what RIS has tags for, each value on one line."""
    import rispy

    written = str(rispy.dumps([_record(item) for item in items]))
    # rispy numbers the records on lines of their own, which some tools take for damage.
    return re.sub(r"^\d+\.\n(?=TY  - )", "", written, flags=re.MULTILINE).encode("utf-8")


def _records(text: str) -> list[dict[str, Any]]:
    import rispy

    lines = (f"{tag}  - {value}" for tag, value in _whole_lines(text))
    return cast("list[dict[str, Any]]", rispy.loads("\n".join(lines), skip_unknown_tags=True))


def _whole_lines(text: str) -> Iterator[tuple[str, str]]:
    """Tags and values, wrapped lines put together, and an end to each record that has none.

    rispy would merge a record without an end into the next one, and lose one cut short.
    """
    import rispy

    tag, value, is_open = "", "", False
    for line in [*re.split(r"[\r\n]+", text.strip("\ufeff")), "ER  - "]:
        found = _TAG.match(line)
        if not found and tag not in rispy.LIST_TYPE_TAGS:
            value = f"{value} {line.strip()}".strip()
            continue
        if is_open and tag:
            yield tag, value
        tag, value = (found[1], (found[2] or "").strip()) if found else (tag, line.strip())
        if tag in ("TY", "ER"):
            if is_open:
                yield "ER", ""
            is_open = tag == "TY"
            tag = tag if is_open else ""


def _item(record: Mapping[str, Any], seen: Seen) -> Item:
    addresses = " ".join(record.get("urls", ())).split()
    return Item(
        identity="",
        title=_first(record, *_TITLE),
        kind=_kind(record),
        observed_at=seen.at,
        abstract=_first(record, "abstract", "notes_abstract"),
        people=tuple(filter(None, [*record.get("first_authors", ()), *record.get("authors", ())])),
        venue=_first(record, *_VENUE),
        published=dated(_first(record, "year", "publication_year"), _first(record, "date")),
        address=address_from(addresses),
        language=short_code(_first(record, "language")),
        keywords=tuple(dict.fromkeys(filter(None, record.get("keywords", ())))),
        identifiers=named(_identifiers(record, addresses)),
        journal=named(_journal(record)),
    )


def _first(record: Mapping[str, Any], *names: str) -> str:
    return next((" ".join(str(record[name]).split()) for name in names if record.get(name)), "")


def _kind(record: Mapping[str, Any]) -> Kind:
    said = _first(record, "type_of_work")
    if said in get_args(Kind):
        return cast("Kind", said)
    return _KINDS.get(_first(record, "type_of_reference"), "paper")


def _identifiers(record: Mapping[str, Any], addresses: Sequence[str]) -> dict[str, str]:
    number = _first(record, "accession_number")
    of_pubmed = re.search("pubmed|medline|nlm", _first(record, "name_of_database"), re.IGNORECASE)
    return {
        "doi": doi_from(_first(record, "doi")) or doi_from(" ".join(addresses)),
        "pmid": number if number.isdecimal() and of_pubmed else "",
        "pmcid": pmcid_from(_first(record, "custom2")),
        **book_or_serial(_first(record, "issn")),
    }


def _journal(record: Mapping[str, Any]) -> dict[str, str]:
    return {
        "volume": _first(record, "volume"),
        "issue": _first(record, "number"),
        "pages": pages_from(_first(record, "start_page"), _first(record, "end_page")),
        "publisher": _first(record, "publisher"),
        "place": _first(record, "place_published"),
    }


def _record(item: Item) -> dict[str, Any]:
    start, _, end = item.in_journal("pages").partition("-")
    kind = _TYPES.get(item.kind, "GEN")
    published = str(item.published or "")
    values = {
        "title": item.title,
        "authors": item.people,
        "year": published[:4],
        "date": published.replace("-", "/") if len(published) > 4 else "",
        "secondary_title": item.venue,
        "volume": item.in_journal("volume"),
        "number": item.in_journal("issue"),
        "start_page": start,
        "end_page": end,
        "publisher": item.in_journal("publisher"),
        "place_published": item.in_journal("place"),
        "issn": item.identifier("issn") or item.identifier("isbn"),
        "doi": item.identifier("doi"),
        "accession_number": item.identifier("pmid"),
        "name_of_database": "PubMed" if item.identifier("pmid") else "",
        "custom2": item.identifier("pmcid"),
        "urls": (item.address,),
        "language": item.language,
        "keywords": item.keywords,
        "type_of_work": item.kind if kind == "GEN" else "",
        "abstract": item.abstract,
    }
    return {"type_of_reference": kind} | {
        name: line for name, value in values.items() if (line := _on_one_line(value))
    }


def _on_one_line(value: str | Sequence[str]) -> str | list[str]:
    if isinstance(value, str):
        return " ".join(value.split())
    return [" ".join(one.split()) for one in value if one.strip()]
