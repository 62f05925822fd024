"""EndNote's XML, which several reference managers write: styled texts in a list of records."""

from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import dated
from theodolite.horizon.files.kinds import kind_from
from theodolite.horizon.files.languages import short_code
from theodolite.horizon.files.numbers import address_from, book_or_serial, doi_from, pmcid_from
from theodolite.horizon.files.read import ReadItems, items_of, named
from theodolite.horizon.files.xml_tree import add, text_of, tree_from, written
from theodolite.horizon.item import Item, Kind, Seen

_TYPES: dict[Kind, tuple[str, str]] = {
    "paper": ("Journal Article", "17"),
    "conference": ("Conference Proceedings", "10"),
    "book": ("Book", "6"),
    "thesis": ("Thesis", "32"),
    "dataset": ("Dataset", "59"),
    "standard": ("Standard", "58"),
    "news": ("Newspaper Article", "23"),
    "preprint": ("Unpublished Work", "34"),
    "policy": ("Statute", "31"),
}
_GENERIC = ("Generic", "13")
_PLACES = {"volume": "volume", "number": "issue", "pages": "pages", "publisher": "publisher"}
_PLACES |= {"pub-location": "place"}


def read_endnote_xml(payload: bytes, seen: Seen) -> ReadItems:
    """One item for each record, in order."""
    name = seen.source or "The file"
    root = tree_from(payload, name)
    records = list(root.iter("record"))
    if not records:
        raise UnreadableSource(
            f"{name} is XML without a <record>, which EndNote writes for each reference."
            " Export the records again and choose XML in EndNote, or another format we read."
        )
    return items_of((_item(record, seen) for record in records), seen)


def write_endnote_xml(items: Iterable[Item]) -> bytes:
    """Every item as a record that says what EndNote has elements for."""
    root = etree.Element("xml")
    records = add(root, "records")
    for number, item in enumerate(items, start=1):
        _write_record(add(records, "record"), item, number)
    return written(root)


def _item(record: Any, seen: Seen) -> Item:
    addresses = [text_of(one) for one in record.findall("urls/related-urls/url")]
    return Item(
        identity="",
        title=_first(record, "titles/title", "titles/translated-title"),
        kind=_kind(record),
        observed_at=seen.at,
        abstract=_first(record, "abstract"),
        people=_all(record, "contributors/authors/author")
        or _all(record, "contributors/secondary-authors/author"),
        venue=_first(record, "periodical/full-title", "titles/secondary-title"),
        published=dated(_first(record, "dates/year"), _first(record, "dates/pub-dates/date")),
        address=address_from(addresses),
        language=short_code(_first(record, "language")),
        keywords=_all(record, "keywords/keyword"),
        identifiers=named(_identifiers(record, addresses)),
        journal=named({ours: _first(record, tag) for tag, ours in _PLACES.items()}),
    )


def _first(record: Any, *paths: str) -> str:
    return next((text for path in paths if (text := text_of(record.find(path)))), "")


def _all(record: Any, path: str) -> tuple[str, ...]:
    texts = (text_of(one).rstrip(",") for one in record.findall(path))
    return tuple(dict.fromkeys(text for text in texts if text))


def _kind(record: Any) -> Kind:
    reference = record.find("ref-type")
    name = "" if reference is None else reference.get("name", "")
    kinds = {named_so: kind for kind, (named_so, _) in _TYPES.items()}
    if name == _GENERIC[0]:
        return kind_from(_first(record, "work-type"))
    return kinds.get(name) or kind_from(name)


def _identifiers(record: Any, addresses: Sequence[str]) -> dict[str, str]:
    number = _first(record, "accession-num")
    databases = ("remote-database-name", "remote-database-provider")
    of_pubmed = any(
        word in _first(record, one).lower()
        for one in databases
        for word in ("pubmed", "medline", "nlm")
    )
    doi = doi_from(_first(record, "electronic-resource-num")) or doi_from(" ".join(addresses))
    return {
        "doi": doi,
        "pmid": number if number.isdecimal() and of_pubmed else "",
        "pmcid": pmcid_from(_first(record, "custom2")),
        **book_or_serial(_first(record, "isbn")),
    }


def _write_record(record: Any, item: Item, number: int) -> None:
    add(record, "rec-number", str(number))
    name, code = _TYPES.get(item.kind, _GENERIC)
    add(record, "ref-type", code, name=name)
    _add_each(record, "contributors/authors", "author", item.people)
    titles = add(record, "titles")
    add(titles, "title", item.title)
    if item.venue:
        add(titles, "secondary-title", item.venue)
        add(add(record, "periodical"), "full-title", item.venue)
    for tag, ours in _PLACES.items():
        _add_some(record, tag, item.in_journal(ours))
    _add_each(record, "keywords", "keyword", item.keywords)
    _write_date(record, item)
    _add_some(record, "isbn", item.identifier("issn") or item.identifier("isbn"))
    _add_some(record, "accession-num", item.identifier("pmid"))
    _add_some(record, "abstract", item.abstract)
    _add_each(record, "urls/related-urls", "url", (item.address,))
    _add_some(record, "custom2", item.identifier("pmcid"))
    _add_some(record, "work-type", item.kind if name == _GENERIC[0] else "")
    _add_some(record, "electronic-resource-num", item.identifier("doi"))
    if item.identifier("pmid"):
        add(record, "remote-database-name", "PubMed")
    _add_some(record, "language", item.language)


def _write_date(record: Any, item: Item) -> None:
    published = str(item.published or "")
    if published:
        dates = add(record, "dates")
        add(dates, "year", published[:4])
        if len(published) > 4:
            add(add(dates, "pub-dates"), "date", published)


def _add_some(record: Any, tag: str, text: str) -> None:
    if text:
        add(record, tag, text)


def _add_each(record: Any, path: str, tag: str, texts: Sequence[str]) -> None:
    given = [text for text in texts if text]
    if given:
        holder = record
        for step in path.split("/"):
            holder = add(holder, step)
        for text in given:
            add(holder, tag, text)
