"""The same cell in several files of a release, and where they print it differently."""

import re
from collections.abc import Iterable, Iterator

from theodolite.evidence.cell_places import Place, placed_cells
from theodolite.evidence.linking import HIDDEN
from theodolite.evidence.printed import Printed
from theodolite.evidence.rounding import percent

_SHARE = re.compile(r"(\d+)/(\d+)")
_PERCENT = re.compile(r"-?\d+%")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_EMPTY = {"", "–"}


def disagreements(documents: Iterable[Printed]) -> Iterator[tuple[str, str]]:
    """Each cell that a file prints otherwise than an earlier one: the file and a sentence."""
    first: dict[Place, tuple[str, str]] = {}
    for document in documents:
        for table in document.tables:
            for place, text, _ in placed_cells(table):
                if place is None:
                    continue
                file, before = first.setdefault(place, (document.name, text))
                if not _agree(before, text):
                    title, row, _, column, _ = place
                    yield (
                        document.name,
                        f"{title!r}, {row}, {column}: {file} prints {_words(before)},"
                        f" {document.name} prints {_words(text)}.",
                    )


def _agree(one: str, other: str) -> bool:
    if one in _EMPTY or other in _EMPTY:
        return {one, other} <= _EMPTY
    if HIDDEN in (one, other):
        return one == other
    return not _forms(one).isdisjoint(_forms(other))


def _forms(text: str) -> set[str]:
    """Every way to print the same number: a share by either rule, a percentage as a fraction."""
    plain = text.replace(",", "").replace(" ", "")
    if (found := _SHARE.fullmatch(plain)) and int(found[2]):
        count, base = int(found[1]), int(found[2])
        return _forms(f"{percent(count, base)}%") | _forms(f"{percent(count, base, 'half_even')}%")
    if _PERCENT.fullmatch(plain):
        return {plain, f"{int(plain[:-1]) / 100:g}"}
    return {f"{float(plain):g}"} if _NUMBER.fullmatch(plain) else {plain}


def _words(text: str) -> str:
    return "nothing" if text in _EMPTY else text
