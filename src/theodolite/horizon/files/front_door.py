"""The front door of files: a path in, items out, and back; content decides the format."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from theodolite.horizon.errors import HorizonError, UnreadableSource
from theodolite.horizon.files.read import ReadItems
from theodolite.horizon.item import Item, Seen
from theodolite.settings.errors import UnreadableFile, nearest


@dataclass(frozen=True)
class Format:
    """One format of files: what it is called, how it is recognised, and the module that knows it.

    The module has `read_…` and `write_…` of the format's name in small letters. It is loaded when
    a file is read or written, as the parsers of the other formats take longer than a small file.
    """

    name: str
    suffixes: tuple[str, ...]
    begins: re.Pattern[bytes]
    module: str

    def read(self, payload: bytes, seen: Seen) -> ReadItems:
        """Every item of the bytes of a file of this format."""
        return cast("ReadItems", self._function("read")(payload, seen))

    def write(self, items: Iterable[Item]) -> bytes:
        """A file of this format that holds the items."""
        return cast("bytes", self._function("write")(items))

    def _function(self, verb: str) -> Callable[..., Any]:
        module = import_module(f"theodolite.horizon.files.{self.module}")
        name = re.sub(r"\W", "_", self.name.lower())
        return cast("Callable[..., Any]", getattr(module, f"{verb}_{name}"))


FORMATS = (
    Format("Parquet", (".parquet",), re.compile(rb"\APAR1"), "parquet"),
    Format(
        "PubMed XML",
        (".pubmed.xml",),
        re.compile(rb"\A\s*(?:<[?!][^>]*>\s*)*<Pubmed"),
        "pubmed_xml",
    ),
    Format("EndNote XML", (".xml",), re.compile(rb"\A\s*<"), "endnote_xml"),
    Format("MEDLINE", (".nbib",), re.compile(rb"\A\s*PMID- "), "medline"),
    Format("CSL-JSON", (".json",), re.compile(rb"\A\s*[\[{]"), "csl_json"),
    # Some databases put lines of their own, or remarks, before the first record.
    Format("RIS", (".ris",), re.compile(rb"(?m)^\s*TY {1,3}- "), "ris"),
    Format(
        "BibTeX",
        (".bib", ".bibtex"),
        re.compile(rb"(?m)\A(?:\s*%.*$)*\s*@\s*\w+\s*[{(]"),
        "bibtex",
    ),
    Format("CSV", (".csv",), re.compile(rb""), "csv_table"),
)
"""In the order in which they are tried; what begins as none of them is a table."""


_OTHER_KINDS = {
    b"PK\x03\x04": "a workbook, a Word file or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old workbook or Word file",
    b"\x1f\x8b": "compressed (gzip)",
    b"%PDF": "a PDF document",
    b"SQLite": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def read_items(path: Path, *, now: datetime) -> ReadItems:
    """Every item of a file, in the order of its records; its content decides how it is read."""
    payload = _bytes(path)
    return read_payload(payload, Seen(path.name, path.name, now, sha256(payload).hexdigest()))


def read_payload(payload: bytes, seen: Seen) -> ReadItems:
    """Every item of the bytes of a file, in the order of its records."""
    for start, kind in _OTHER_KINDS.items():
        if payload.startswith(start):
            raise UnreadableSource(
                f"{seen.source or 'The file'} is {kind}, not a file of records. RIS, BibTeX, XML,"
                " JSON, CSV or Parquet was expected. Export the records again in one of these."
            )
    return format_of(payload).read(payload, seen)


def format_of(payload: bytes) -> Format:
    """The format that the bytes begin as."""
    start = payload[:4096].removeprefix(BOM_UTF8)
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        start = start.decode("utf-16", errors="ignore").encode("utf-8")
    return next(one for one in FORMATS if one.begins.search(start))


def write_items(items: Sequence[Item], path: Path) -> tuple[str, ...]:
    """Write all of them into one file, in order; its suffix decides the format.

    What comes back says in sentences what the format had no place for.
    """
    from theodolite.horizon.files.holding import left_out

    chosen = format_named(path.name)
    written = chosen.write(items)
    try:
        path.write_bytes(written)
    except OSError as error:
        raise HorizonError(
            f"{path} cannot be written to ({error.strerror}), so the items are not in it. Name a"
            " file in a folder that exists, on a disk with room, and that you may write to."
        ) from None
    return left_out(items, chosen.name)


def format_named(name: str) -> Format:
    """The format that a file of this name is to have."""
    known = {suffix: one for one in FORMATS for suffix in one.suffixes}
    for suffix in sorted(known, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return known[suffix]
    raise HorizonError(
        f"The name {name!r} tells no format that items are written in. A name was expected that"
        f" ends in {', '.join(known)}. Give the file one of these endings."
    )


def _bytes(path: Path) -> bytes:
    try:
        payload = path.read_bytes()
    except OSError as error:
        raise _cannot_open(path, error) from None
    if not payload.strip():
        raise UnreadableSource(f"{path.name} is empty. Records were expected. Export it again.")
    return payload


def _cannot_open(path: Path, error: OSError) -> UnreadableFile:
    if isinstance(error, FileNotFoundError):
        beside = sorted(one.name for one in path.parent.glob("*.*"))
        return UnreadableFile(
            f"There is no file of records at {path}. {nearest(path.name, beside)}"
        )
    return UnreadableFile(
        f"The file of records {path} cannot be opened: {error.strerror}. A file was expected."
        " Check its place and that you may read it."
    )
