"""MEDLINE's tagged text (.nbib), which PubMed saves and reference managers import."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from, published_on
from theodolite.horizon.files.encoded_text import decoded
from theodolite.horizon.files.languages import long_code, short_code
from theodolite.horizon.files.numbers import book_or_serial, doi_from
from theodolite.horizon.files.pubmed_types import is_linked, kind_of_types, type_of_kind
from theodolite.horizon.files.read import ReadItems, items_of, named
from theodolite.horizon.item import Item, Link, Published, Relation, Seen

_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)\Z")
_PMID = re.compile(r"PMID:? *(\d+)")
_RELATIONS: dict[str, Relation] = {
    "CON": "related",
    "CIN": "related",
    "EFR": "corrects",
    "EIN": "corrected by",
    "ROF": "retracts",
    "RIN": "retracted by",
    "ECF": "expression of concern about",
    "UOF": "replaces",
    "UIN": "replaced by",
    "RPF": "replaces",
    "RPI": "replaced by",
}
_REFERENCES = {relation: tag for tag, relation in reversed(_RELATIONS.items())} | {
    "published as": "UIN"
}
# People and groups in the order in which they stand, which their tags alone would lose.
_IN_FULL = "in full"

_Record = Mapping[str, Sequence[str]]


def read_medline(payload: bytes, seen: Seen) -> ReadItems:
    """One item for each record, in order; an empty line or the next PMID ends a record."""
    name = seen.source or "The file"
    text, notes = decoded(payload, name)
    records = list(_records(text))
    if not records:
        raise UnreadableSource(
            f"{name} holds no MEDLINE record: no line begins with 'PMID- '."
            " Save the records again from PubMed and choose the format PubMed."
        )
    return items_of((_item(record, seen) for record in records), seen, notes)


def write_medline(items: Iterable[Item]) -> bytes:
    """Every item as a record that says what MEDLINE has tags for."""
    return "\n".join(_record(item) for item in items).encode("utf-8")


def _records(text: str) -> Iterator[dict[str, list[str]]]:
    record: dict[str, list[str]] = {}
    tag = ""
    for line in [*re.split(r"\r\n|\r|\n", text.strip("\ufeff")), ""]:
        found = _LINE.match(line)
        if record and (not line.strip() or (found and found[1] == "PMID")):
            yield record
            record = {}
        if found:
            tag = found[1]
            record.setdefault(tag, []).append(found[2].strip())
            if tag in ("FAU", "CN"):
                record.setdefault(_IN_FULL, []).append(found[2].strip())
        elif record and line.strip():
            record[tag][-1] = f"{record[tag][-1]} {line.strip()}".strip()


def _item(record: _Record, seen: Seen) -> Item:
    kind = kind_of_types(record.get("PT", ()))
    return Item(
        identity="",
        title=_first(record, "TI") or _first(record, "TT") or _first(record, "BTI"),
        kind=kind,
        observed_at=seen.at,
        abstract=_first(record, "AB"),
        people=_people(record),
        venue=_first(record, "JT") or _first(record, "TA") or _first(record, "BTI"),
        published=_compact(_first(record, "DEP")) or published_from(_first(record, "DP")),
        address=_first(record, "URL"),
        language=short_code(_first(record, "LA")),
        keywords=tuple(dict.fromkeys([*record.get("OT", ()), *record.get("MH", ())])),
        identifiers=named(_identifiers(record)),
        journal=named(
            {
                "volume": _first(record, "VI"),
                "issue": _first(record, "IP"),
                "pages": _first(record, "PG"),
                "publisher": _first(record, "PB"),
            }
        ),
        links=tuple(_links(record, is_preprint=kind == "preprint")),
    )


def _first(record: _Record, tag: str) -> str:
    return " ".join(next(iter(record.get(tag, ())), "").split())


def _compact(day: str) -> Published | None:
    return published_on(day[:4], day[4:6], day[6:8]) if re.fullmatch(r"\d{8}", day) else None


def _people(record: _Record) -> tuple[str, ...]:
    in_full = record.get("FAU") or not record.get("AU")
    names = record.get(_IN_FULL, ()) if in_full else [*record["AU"], *record.get("CN", ())]
    return tuple(names)


def _identifiers(record: _Record) -> dict[str, str]:
    located = [*record.get("LID", ()), *record.get("AID", ())]
    return {
        "doi": next((doi_from(one) for one in located if one.endswith("[doi]")), ""),
        "pmid": _first(record, "PMID").strip("0") and _first(record, "PMID"),
        "pmcid": _first(record, "PMC"),
        "isbn": _first(record, "ISBN").split(" ")[0],
        **({"issn": ""} | book_or_serial(_first(record, "IS"))),
    }


def _links(record: _Record, *, is_preprint: bool) -> Iterator[Link]:
    for tag, relation in _RELATIONS.items():
        for text in record.get(tag, ()):
            if found := _PMID.search(text):
                becomes: Relation = "published as" if is_preprint and tag == "UIN" else relation
                yield Link(becomes, f"pmid:{found[1]}")


def _record(item: Item) -> str:
    published = str(item.published or "").split("-")
    values: dict[str, Sequence[str]] = {
        "PMID": (item.identifier("pmid") or "0",),
        "IS": (item.identifier("issn"),),
        "ISBN": (item.identifier("isbn"),),
        "VI": (item.in_journal("volume"),),
        "IP": (item.in_journal("issue"),),
        "DP": (" ".join(published),),
        "TI": (item.title,),
        "PG": (item.in_journal("pages"),),
        "LID": (f"{item.identifier('doi')} [doi]" if item.identifier("doi") else "",),
        "AB": (item.abstract,),
        "LA": (long_code(item.language),),
        "PT": (type_of_kind(item.kind),),
        "PB": (item.in_journal("publisher"),),
        "JT": (item.venue,),
        "PMC": (item.identifier("pmcid"),),
        "OT": item.keywords,
    }
    lines = [_line(tag, text) for tag, texts in values.items() for text in texts if text.strip()]
    lines += [_line("FAU" if ", " in name else "CN", name) for name in item.people]
    lines += [
        _line(_REFERENCES[link.relation], f"PMID: {link.target.removeprefix('pmid:')}")
        for link in item.links
        if link.relation in _REFERENCES and is_linked(link, item.kind)
    ]
    return "\n".join(lines) + "\n"


def _line(tag: str, text: str) -> str:
    return f"{tag:<4}- {' '.join(text.split())}"
