"""Works out of a file, a few thousand at a time, in whichever of the known layouts it is."""

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

import msgspec
import polars as pl

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.item import identity_from
from theodolite.horizon.sources.identifiers import doi_in, pmcid_in, pmid_in
from theodolite.horizon.sources.openalex import abstract_of
from theodolite.horizon.sources.plain_text import told

AT_A_TIME = 4_096
"""How many works are held at once."""

LONGEST_LINE = 16 << 20
"""Bytes of the longest line of JSON that is read; a longer one counts as unreadable."""

ENDINGS = (".parquet", ".jsonl", ".ndjson", ".gz")
"""The ends of the names of files that hold works."""

_TITLES, _ABSTRACTS = ("display_name", "title"), ("abstract", "summary")
_IDENTITIES = ("identity", "item_id", "id")
_INVERTED, _IDS = "abstract_inverted_index", "ids"
_KNOWN = (*_IDENTITIES, "doi", *_TITLES, *_ABSTRACTS, _INVERTED, _IDS)
_OPENALEX = "https://openalex.org/"
_MOST_WORDS = 20_000
_INDEX = msgspec.json.Decoder(dict[str, list[int]] | None)

Columns = Mapping[str, Sequence[Any]]
"""The known fields of some works, each a column; one that the file lacks is not there."""


@dataclass(frozen=True)
class Works:
    """Some works of one file: names, titles, abstracts; `unreadable` counts what was left out."""

    identities: list[str]
    titles: list[str]
    abstracts: list[str]
    unreadable: int = 0

    def texts(self) -> list[str]:
        """What each work is scored by: title and abstract, as an item's text is put together."""
        pairs = zip(self.titles, self.abstracts, strict=True)
        return [f"{title}. {abstract}" if abstract else title for title, abstract in pairs]


def works_in(path: Path) -> Iterator[Works]:
    """Read a file's works in its own order.

    Parquet, or JSON lines (also gzipped), with an identity (`identity`, `item_id`, or OpenAlex's
    `id`), a title (`title` or `display_name`), and an abstract as text (`abstract`, `summary`) or
    as OpenAlex's inverted index. Without an identity a work is named by what it says.
    """
    reader = _parquet if path.suffix == ".parquet" else _json_lines
    try:
        yield from reader(path)
    except (OSError, EOFError, zlib.error, pl.exceptions.PolarsError) as error:
        raise UnreadableSource(
            f"{path.name} cannot be read to its end: {' '.join(str(error).split())[:200]}."
            " Fetch or write the file again, then sweep once more; finished files are kept."
        ) from None


def _parquet(path: Path) -> Iterator[Works]:
    schema = pl.read_parquet_schema(path)
    names = [name for name in _KNOWN if name in schema]
    if not set(_TITLES) & set(names):
        raise UnreadableSource(
            f"{path.name} has no column of titles: it has {', '.join(list(schema)[:12])}."
            " Name one `title` or `display_name`."
        )
    scan = pl.scan_parquet(path).select(names)
    size = scan.select(pl.len()).collect().item()
    # Slices instead of batches: those are read ahead without a bound.
    for start in range(0, size, 2 * AT_A_TIME):
        for frame in scan.slice(start, 2 * AT_A_TIME).collect().iter_slices(AT_A_TIME):
            yield _works({name: frame[name].to_list() for name in names})


def _json_lines(path: Path) -> Iterator[Works]:
    decode = msgspec.json.Decoder(_Record).decode
    with _opened(path) as file:
        while lines := list(islice(iter(partial(file.readline, LONGEST_LINE), b""), AT_A_TIME)):
            records = [one for line in lines if (one := _decoded(line, decode)) is not None]
            columns = {name: [getattr(one, name) for one in records] for name in _KNOWN}
            blank = sum(not line.strip() for line in lines)
            yield _works(columns, unreadable=len(lines) - len(records) - blank)


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


class _Record(msgspec.Struct, gc=False):
    """One line: the fields that are read, whatever else there is."""

    identity: str | None = None
    item_id: str | None = None
    id: str | int | None = None
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    abstract: str | None = None
    summary: str | None = None
    abstract_inverted_index: msgspec.Raw = msgspec.Raw(b"null")  # turned at once: few at a time
    ids: dict[str, str | int | None] | None = None


def _decoded(line: bytes, decode: Callable[[bytes], _Record]) -> _Record | None:
    try:
        return decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _works(columns: Columns, unreadable: int = 0) -> Works:
    """The works that have a title; the rest are counted as unreadable."""
    titles = [_plain(title) for title in _first_of(columns, _TITLES)]
    abstracts = [_plain(one) for one in _first_of(columns, _ABSTRACTS)]
    if _INVERTED in columns:
        pairs = zip(abstracts, columns[_INVERTED], strict=True)
        abstracts = [one or turned_back(inverted) for one, inverted in pairs]
    none = [None] * len(titles)
    numbers = zip(columns.get("doi") or none, columns.get(_IDS) or none, strict=True)
    own = _first_of(columns, _IDENTITIES)
    said = list(zip(own, numbers, titles, abstracts, strict=True))
    kept = [one for one in said if one[2]]
    return Works(
        [_identity(*one) for one in kept],
        [title for _, _, title, _ in kept],
        [abstract for _, _, _, abstract in kept],
        unreadable + len(said) - len(kept),
    )


def _first_of(columns: Columns, names: Sequence[str]) -> list[str]:
    """For each work the first of several fields that says something."""
    there = [columns[name] for name in names if name in columns]
    size = len(next(iter(columns.values()), ()))
    if not there:
        return [""] * size
    return [str(next((one for one in each if one), "")) for each in zip(*there, strict=True)]


def _plain(text: str) -> str:
    """Text as sources give it to items; most needs no cleaning."""
    if text.isprintable() and "<" not in text and "&" not in text:
        return text
    return told(text)


def turned_back(inverted: Any) -> str:
    """The abstract of an inverted index, however the file holds it."""
    index = _index_in(inverted)
    words = [""] * sum(map(len, index.values()))
    try:
        for word, places in index.items():
            for place in places:
                words[place] = word
    except IndexError:
        return abstract_of(index)
    if "" in words or len(words) > _MOST_WORDS:
        return abstract_of(index)
    return _plain(" ".join(words))


def _index_in(inverted: Any) -> Mapping[str, Sequence[int]]:
    """Each word with its places, from JSON, a list of pairs, or a structure with all words."""
    if isinstance(inverted, (str, msgspec.Raw)):
        try:
            return _INDEX.decode(inverted) or {}
        except msgspec.DecodeError:
            return {}
    if isinstance(inverted, list):
        return {one["key"]: one["value"] for one in inverted}
    return {word: places for word, places in (inverted or {}).items() if places}


def _identity(own: str, numbers_told: tuple[Any, Any], title: str, abstract: str) -> str:
    """What placing would call the work: OpenAlex's by its DOI or other lasting number."""
    if own and not own.startswith(_OPENALEX):
        return own
    doi, ids = numbers_told
    known = ids if isinstance(ids, dict) else {}
    numbers = {
        "doi": doi_in(str(doi or "")),
        "pmid": pmid_in(str(known.get("pmid") or "")),
        "pmcid": pmcid_in(str(known.get("pmcid") or "")),
        "openalex": own.removeprefix(_OPENALEX),
    }
    return identity_from(numbers, said=f"{title}. {abstract}")
