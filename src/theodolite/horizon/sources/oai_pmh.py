"""OAI-PMH 2.0, by which repositories and publishers give their records (openarchives.org)."""

from datetime import datetime
from functools import partial
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.languages import short_code
from theodolite.horizon.files.read import named
from theodolite.horizon.files.xml_tree import text_of, tree_from
from theodolite.horizon.item import Item, Kind, Published, Seen
from theodolite.horizon.sources.asking import first_day, safe_link, with_query
from theodolite.horizon.sources.identifiers import arxiv_in, doi_in, issn_in
from theodolite.horizon.sources.plain_text import line, told
from theodolite.horizon.sources.reading import Unreadable, kind_of, read_records, seen_in, titled
from theodolite.horizon.sources.source import Answer, Page, Request, Source
from theodolite.horizon.sources.xml_answer import refuse_many_tags

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NOTHING_NEW = "noRecordsMatch"
_ADVICE = {
    "badResumptionToken": "Its list has expired; a later scan begins it again.",
    "cannotDisseminateFormat": "Set prefix to a format the repository has, such as oai_dc.",
    "noSetHierarchy": "The repository has no sets: remove set from the source.",
    "badArgument": "Correct the set or the prefix of the source.",
    "badVerb": "Check that the address is the repository's base address.",
    "idDoesNotExist": "Check the record that is asked for.",
}
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("preprint", "preprint"),
    ("thesis", "thesis"),
    ("conference", "conference"),
    ("book", "book"),
    ("dataset", "dataset"),
    ("standard", "standard"),
    ("article", "paper"),
    ("review", "paper"),
)


def first_request(source: Source, *, since: datetime | None) -> Request:
    """All records, or those of a `set`, changed since the last scan, as `prefix` (oai_dc)."""
    day = first_day(source, since, days_late=1)
    address = with_query(
        source.address.split("?")[0],
        {
            "verb": "ListRecords",
            "metadataPrefix": source.ask.get("prefix", "oai_dc"),
            "set": source.ask.get("set", ""),
            "from": day.isoformat() if day else "",
        },
    )
    return Request(address)


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """The records of one page, those deleted, and the next page by its resumption token."""
    refuse_many_tags(answer.payload, source.name)
    root = tree_from(answer.payload, source.name)
    if root.tag != f"{_OAI}OAI-PMH":
        raise UnreadableSource(
            f"{source.name} sent XML that is not OAI-PMH. Check that its address is the base"
            " address of the repository, which often ends in /oai."
        )
    if (error := root.find(f"{_OAI}error")) is not None:
        return _without_records(error, source)
    if root.find(f"{_OAI}ListRecords") is None and root.find(f"{_OAI}GetRecord") is None:
        raise UnreadableSource(
            f"{source.name} answered with something other than records. Its address should be the"
            " base address of the repository, without a verb."
        )
    records = list(root.iter(f"{_OAI}record"))
    deleted = [header for header in root.iter(f"{_OAI}header") if header.get("status") == "deleted"]
    kept = [one for one in records if one.find(f"{_OAI}header[@status='deleted']") is None]
    read_one = partial(_item, source=source)
    page = read_records(kept, read_one, seen_in(answer, asked, source), source)
    token = root.find(f".//{_OAI}resumptionToken")
    size = "" if token is None else token.get("completeListSize", "")
    return Page(
        page.items,
        _following(token, source),
        page.unreadable,
        tuple(f"oai:{name}" for header in deleted if (name := _name(header))),
        total=int(size) if size.isascii() and size.isdecimal() else None,
    )


def _following(token: Any, source: Source) -> Request | None:
    """The protocol allows nothing beside the token."""
    if token is None or not (token.text or "").strip():
        return None
    base = source.address.split("?")[0]
    asked = {"verb": "ListRecords", "resumptionToken": token.text.strip()}
    return Request(with_query(base, asked))


def _without_records(error: Any, source: Source) -> Page:
    code = error.get("code", "")
    if code == _NOTHING_NEW:
        return Page((), total=0)
    said = text_of(error) or "no reason given"
    raise UnreadableSource(
        f"{source.name} answered with the error {code or 'without a code'} ({said})."
        f" {_ADVICE.get(code, 'Look at its address in a browser.')}"
    )


def _name(header: Any) -> str:
    return text_of(header.find(f"{_OAI}identifier"))


def _item(record: Any, seen: Seen, *, source: Source) -> Item:
    name = _name(record.find(f"{_OAI}header")) if record.find(f"{_OAI}header") is not None else ""
    said = _dublin_core(record)
    if not said:
        raise Unreadable(f"it holds no Dublin Core ({name or 'and no identifier'}).")
    written = [*said.get("identifier", ()), *said.get("relation", ()), name]
    doi = next((doi for one in said.get("identifier", ()) if (doi := doi_in(one))), "")
    arxiv = next((arxiv_in(one) for one in written if "arxiv.org/abs/" in one.lower()), "")
    address = next((link for one in written if (link := safe_link(one))), "")
    return Item(
        identity="" if doi or arxiv or address else f"oai:{name}" if name else "",
        title=titled(told(said.get("title", [""])[0]), name),
        kind=kind_of(source) or _kind(said),
        observed_at=seen.at,
        abstract=max((told(one) for one in said.get("description", ())), key=len, default=""),
        people=tuple(dict.fromkeys(said.get("creator", ()))),
        venue=next(iter(said.get("source", ())), "") or next(iter(said.get("publisher", ())), ""),
        published=_published(said),
        address=address or (f"https://doi.org/{doi}" if doi else ""),
        language=short_code(next(iter(said.get("language", ())), "")),
        licence=next(iter(said.get("rights", ())), ""),
        keywords=tuple(dict.fromkeys(told(one) for one in said.get("subject", ()))),
        identifiers=named(
            {"doi": doi, "arxiv": arxiv, "issn": _issn(said), "oai": name},
        ),
        journal=named({"publisher": next(iter(said.get("publisher", ())), "")}),
    )


def _dublin_core(record: Any) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for element in record.iterfind(f"{_OAI}metadata//*"):
        if isinstance(element.tag, str) and element.tag.startswith(_DC):
            text = line(text_of(element))
            if text:
                said.setdefault(element.tag.removeprefix(_DC), []).append(text)
    return said


def _kind(said: dict[str, list[str]]) -> Kind:
    types = " ".join(said.get("type", ())).lower()
    return next((kind for word, kind in _KINDS if word in types), "other" if types else "paper")


def _published(said: dict[str, list[str]]) -> Published | None:
    """The earliest of the dates given; repositories list every revision."""
    found = [day for one in said.get("date", ()) if (day := published_from(one))]
    return min(found, key=lambda day: (day.on.year, str(day)), default=None)


def _issn(said: dict[str, list[str]]) -> str:
    marked = [
        one
        for one in (*said.get("source", ()), *said.get("identifier", ()))
        if "issn" in one.lower()
    ]
    return issn_in(marked[0]) if marked else ""
