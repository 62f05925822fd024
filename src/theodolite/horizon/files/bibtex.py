"""BibTeX: one entry for each item, with LaTeX's way of writing characters read and written."""

import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast, get_args

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.csv_headers import parts_of
from theodolite.horizon.files.dates import published_from, published_on
from theodolite.horizon.files.encoded_text import decoded
from theodolite.horizon.files.languages import short_code
from theodolite.horizon.files.numbers import arxiv_from, doi_from
from theodolite.horizon.files.read import ReadItems, items_of, named
from theodolite.horizon.item import Item, Kind, Published, Seen

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("inproceedings", "conference", "proceedings"), "conference"),
    **dict.fromkeys(("book", "inbook", "incollection", "booklet", "collection"), "book"),
    **dict.fromkeys(("phdthesis", "mastersthesis", "thesis"), "thesis"),
    "dataset": "dataset",
    "unpublished": "preprint",
    "standard": "standard",
}
_TYPES: dict[Kind, str] = {
    "paper": "article",
    "conference": "inproceedings",
    "book": "book",
    "thesis": "phdthesis",
    "dataset": "dataset",
    "preprint": "unpublished",
    "standard": "standard",
}
_PLACES = {"volume": "volume", "number": "issue", "pages": "pages", "publisher": "publisher"}
_PLACES |= {"address": "place"}
_NUMBERS = ("pmid", "pmcid", "isbn", "issn")
_SPECIAL = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "{": "\\lbrace{}",
    "}": "\\rbrace{}",
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
}
# What LaTeX prints as one character: dashes, quotation marks and turned marks.
_LIGATURE = re.compile(
    r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=<)(?=<)|(?<=>)(?=>)|(?<=[?!])(?=`)"
)
_ESCAPED = re.compile(r"\\([&%$#_])")
_NEEDS_LATEX = re.compile(r"[\\{}~$]|--|''|``|<<|>>|[?!]`")


# What its reader logs of broken entries, we tell in sentences; without a handler it is printed.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


def read_bibtex(payload: bytes, seen: Seen) -> ReadItems:
    """One item for each entry, in order, those included whose key stands twice."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry, ParsingFailedBlock

    name = seen.source or "The file"
    text, notes = decoded(payload, name)
    blocks = parse_string(text.strip("\ufeff")).blocks
    # A block that repeats a key still holds its entry.
    entries = [getattr(block, "ignore_error_block", None) or block for block in blocks]
    records = [entry for entry in entries if isinstance(entry, Entry)]
    broken = [block for block in entries if isinstance(block, ParsingFailedBlock)]
    if not records:
        raise UnreadableSource(
            f"{name} holds no BibTeX entry, such as @article{{key, title = {{…}}}}."
            " Export the records again and choose BibTeX."
        )
    read = items_of((_item(record, seen) for record in records), seen, notes)
    unreadable = tuple(
        f"What begins on line {(block.start_line or 0) + 1} is no whole BibTeX entry, for a brace"
        f" or a quotation mark is never closed: {_beginning(block.raw)}"
        for block in broken
    )
    return ReadItems(read.items, read.unreadable + unreadable, read.rows, notes)


def write_bibtex(items: Iterable[Item]) -> bytes:
    """Every item as an entry that says what BibTeX has fields for, keyed by name and year."""
    taken: dict[str, int] = {}
    entries = [_entry(item, _key(item, taken)) for item in items]
    return "\n".join(entries).encode("utf-8")


def _beginning(raw: str | None) -> str:
    return " ".join((raw or "").split())[:60] + "…"


def _item(entry: Any, seen: Seen) -> Item:
    fields = {str(key).lower(): str(value) for key, value in entry.items() if key != "ID"}
    kind = entry.entry_type.lower()
    said = {name: _plain(text) for name, text in fields.items()}
    return Item(
        identity="",
        title=said.get("title", ""),
        kind=_kind(kind, said),
        observed_at=seen.at,
        abstract=said.get("abstract", ""),
        people=_people(fields.get("author") or fields.get("editor", "")),
        venue=said.get("journal") or said.get("journaltitle") or said.get("booktitle", ""),
        published=_published(said),
        address=said.get("url", ""),
        language=short_code(said.get("language") or said.get("langid", "")),
        keywords=tuple(parts_of(said.get("keywords", ""))),
        identifiers=named(_identifiers(said)),
        journal=named(_journal(said)),
    )


def _kind(entry_type: str, said: Mapping[str, str]) -> Kind:
    if said.get("type") in get_args(Kind):
        return cast("Kind", said["type"])
    if said.get("archiveprefix", said.get("eprinttype", "")).lower() == "arxiv":
        return "paper" if said.get("journal") else "preprint"
    return _KINDS.get(entry_type, "paper")


def _published(said: Mapping[str, str]) -> Published | None:
    if whole := published_from(said.get("date", "")):
        return whole
    exact = published_on(said.get("year", ""), said.get("month", ""), said.get("day", ""))
    return exact or published_from(said.get("year", ""))


def _people(text: str) -> tuple[str, ...]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    names = split_multiple_persons_names(" ".join(text.split()))
    return tuple(name for one in names if (name := _person(one)) and name != "others")


def _person(text: str) -> str:
    """Family first, as BibTeX tells the two apart; what stands in braces is one name."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if "," in text or " " not in text or (text[:1] == "{" and text[-1:] == "}"):
        return _plain(text)
    parts = parse_single_name_into_parts(text, strict=False)
    return _plain(f"{' '.join([*parts.von, *parts.last])}, {' '.join(parts.first)}").strip(", ")


def _identifiers(said: Mapping[str, str]) -> dict[str, str]:
    eprint = said.get("eprint", "")
    is_arxiv = said.get("archiveprefix", said.get("eprinttype", "")).lower() == "arxiv"
    return {
        **{name: said.get(name, "") for name in _NUMBERS},
        "doi": doi_from(said.get("doi", "")),
        "arxiv": arxiv_from(eprint) if is_arxiv else "",
    }


def _journal(said: Mapping[str, str]) -> dict[str, str]:
    found = {ours: said.get(name, "") for name, ours in _PLACES.items()}
    found["issue"] = found["issue"] or said.get("issue", "")
    found["pages"] = re.sub(r"\s*[-–—]+\s*", "-", found["pages"])
    return found


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True)


def _plain(text: str) -> str:
    """What LaTeX would print, on one line; a bare % is a character here, not a comment."""
    if not _NEEDS_LATEX.search(_ESCAPED.sub("", text)):
        text = _ESCAPED.sub(r"\1", text)
    else:
        text = str(_decoder().latex_to_text(re.sub(r"(?<!\\)%", r"\\%", text)))
    return " ".join(text.split())


def _entry(item: Item, key: str) -> str:
    entry_type = _TYPES.get(item.kind, "misc")
    published = str(item.published or "").split("-")
    date = dict(zip(("year", "month", "day"), published, strict=False)) if published[0] else {}
    venue = "booktitle" if item.kind in ("conference", "book") else "journal"
    arxiv = item.identifier("arxiv")
    fields = {
        "title": _latex(item.title),
        "author": " and ".join(map(_latex_person, item.people)),
        venue: _latex(item.venue),
        **date,
        **{name: _latex(item.in_journal(ours)) for name, ours in _PLACES.items()},
        "doi": _latex(item.identifier("doi")),
        **{name: _latex(item.identifier(name)) for name in _NUMBERS},
        "eprint": _latex(arxiv),
        "archiveprefix": "arXiv" if arxiv else "",
        "url": _latex(item.address),
        "language": _latex(item.language),
        "keywords": "; ".join(map(_latex, item.keywords)) + ";" * (len(item.keywords) == 1),
        "type": "" if entry_type != "misc" and not arxiv else item.kind,
        "abstract": _latex(item.abstract),
    }
    lines = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
    return f"@{entry_type}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _latex(text: str) -> str:
    escaped = (_SPECIAL.get(character, character) for character in " ".join(text.split()))
    return _LIGATURE.sub("{}", "".join(escaped))


def _latex_person(name: str) -> str:
    family, comma, given = name.partition(", ")
    both = " and " in name.lower() or "," in family + given
    return _latex(name) if comma and not both else f"{{{_latex(name)}}}"


def _key(item: Item, taken: dict[str, int]) -> str:
    """Family name and year in plain letters, numbered from the second of the same on."""
    first = item.people[0].split(",")[0] if item.people else "anonymous"
    letters = unicodedata.normalize("NFKD", first.lower())
    plain = "".join(one for one in letters if one.isascii() and one.isalnum()) or "anonymous"
    key = f"{plain}{str(item.published or '')[:4]}"
    taken[key] = taken.get(key, 0) + 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"
