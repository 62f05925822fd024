"""Read a finished screening: a table of titles, abstracts and whether each was relevant."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.errors import HorizonError
from theodolite.settings.errors import UnreadableFile, nearest

LABELS = ("label_included", "included", "label")
"""The names that a column of labels goes by; the first one there is taken."""

_TITLES = ("title", "primary_title")
_ABSTRACTS = ("abstract", "abstract_note", "notes_abstract")
_RELEVANT = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}
_LONGEST_CELL = 10_000_000
_LISTED, _SHOWN = 20, 40


class UnusableScreening(HorizonError):
    """A table of screened records lacks what a simulation needs."""


@dataclass(frozen=True)
class Screening:
    """Records as texts, which of them were relevant, and what was dropped or mended in reading.

    `unlabelled` rows are left out; `wordless` ones have neither title nor abstract and stay;
    `replaced` is in how many places there was no UTF-8. Labels come from the column `label`;
    `passed_over` are others that have a name of labels too.
    """

    texts: Sequence[str]
    is_relevant: NDArray[np.bool_]
    label: str
    unlabelled: int = 0
    wordless: int = 0
    replaced: int = 0
    passed_over: tuple[str, ...] = ()


def read_screening(path: Path, *, label: str = "") -> Screening:
    """Read a CSV file; its columns are found by name, in capitals or not.

    The title is in `title`, the abstract in `abstract` (either may be missing), and the label,
    1 for relevant and 0 for not, in `label` if given, else in the first of `LABELS`.
    """
    header, rows, replaced = _table(path)
    column = _label_column(path, header, label)
    words = [place for place in (_place(header, _TITLES), _place(header, _ABSTRACTS)) if place >= 0]
    if not words:
        raise UnusableScreening(
            f"{path.name} has neither titles nor abstracts, so there is nothing to rank by. Its "
            f"columns are {_listed(header)}. Name one of them 'title' or 'abstract'."
        )
    texts, relevant, unlabelled = [], [], 0
    for row in rows:
        said = row[column].strip().casefold() if column < len(row) else ""
        if not said:
            unlabelled += 1
            continue
        if said not in _RELEVANT:
            raise _not_a_label(path, header[column], row[column])
        relevant.append(_RELEVANT[said])
        texts.append(" ".join(row[place] if place < len(row) else "" for place in words))
    if not texts:
        raise UnusableScreening(
            f"{path.name} has no label in any of its {len(rows)} rows, in column "
            f"{header[column]!r}. 1 for a relevant record and 0 for another were expected; choose "
            "another column with --label, or export the screening again."
        )
    return Screening(
        texts,
        np.array(relevant, dtype=bool),
        header[column],
        unlabelled,
        sum(not text.strip() for text in texts),
        replaced,
        _passed_over(header, column, (label,) if label else LABELS),
    )


def _table(path: Path) -> tuple[list[str], list[list[str]], int]:
    try:
        held = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{path} could not be opened ({error.strerror}). A CSV file of screened records was "
            "expected; check its name and folder."
        ) from error
    text = held.decode("utf-8-sig", errors="replace")
    replaced = text.count("\ufffd") - held.count("\ufffd".encode())
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row
        ]
    except csv.Error as error:
        raise UnreadableFile(
            f"{path.name} is no table that can be read ({error}). A CSV file was expected; save it "
            "again as CSV, in UTF-8."
        ) from error
    if len(rows) < 2:
        raise UnusableScreening(
            f"{path.name} holds no records. A line of column names and a line for each screened "
            "record were expected; export the screening again."
        )
    return [name.strip() for name in rows[0]], rows[1:], replaced


def _label_column(path: Path, header: list[str], label: str) -> int:
    place = _place(header, (label,) if label else LABELS)
    if place >= 0:
        return place
    if label:
        raise UnusableScreening(
            f"{path.name} has no column {label!r} to take the labels from. {nearest(label, header)}"
        )
    raise UnusableScreening(
        f"{path.name} has no column of labels: one named {', '.join(LABELS)} was expected. Its "
        f"columns are {_listed(header)}. Say which one it is with --label."
    )


def _passed_over(header: list[str], column: int, names: Sequence[str]) -> tuple[str, ...]:
    """Other columns whose labels might have been meant, the likeliest first."""
    others = [name for place, name in enumerate(header) if place != column]
    return tuple(other for name in names for other in others if _plain(other) == _plain(name))


def _place(header: list[str], names: Sequence[str]) -> int:
    """The place of the first name that there is, or −1."""
    plain = [_plain(name) for name in header]
    found = [plain.index(_plain(name)) for name in names if _plain(name) in plain]
    return found[0] if found else -1


def _plain(name: str) -> str:
    return name.casefold().replace(" ", "_")


def _listed(header: list[str]) -> str:
    more = f" and {len(header) - _LISTED} more" if len(header) > _LISTED else ""
    return ", ".join(repr(shorten(name, _SHOWN)) for name in header[:_LISTED]) + more


def _not_a_label(path: Path, column: str, said: str) -> UnusableScreening:
    return UnusableScreening(
        f"{path.name} has {shorten(said, _SHOWN)!r} in column {column!r}, which is no "
        "label. 1 for a relevant record and 0 for another were expected; choose another column "
        "with --label, or mend it."
    )
