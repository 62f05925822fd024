"""Two people's decisions on respondents, read from the file in which they made them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from theodolite.settings.errors import UnreadableFile
from theodolite.settings.text_file import read_text
from theodolite.survey.errors import SurveyError

Verdict = Literal["keep", "reject", ""]

_WORDS: dict[str, Verdict] = {
    "": "",
    "keep": "keep",
    "kept": "keep",
    "include": "keep",
    "included": "keep",
    "reject": "reject",
    "rejected": "reject",
    "exclude": "reject",
    "excluded": "reject",
}
_NEEDED = ("respondent", "first", "second")
_COLUMNS = (*_NEEDED, "final", "reason")
_EXPECTED = "Its columns are respondent, first and second, and where needed final and reason."


class UnclearDecisions(SurveyError):
    """A file of decisions leaves open who decided what."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What two people and, where they differ, an adjudicator decided on one respondent.

    An empty decision has not been made; `row` is the line of the file.
    """

    respondent: str
    first: Verdict
    second: Verdict
    final: Verdict = ""
    reason: str = ""
    row: int = 0

    @property
    def verdict(self) -> Verdict:
        """What holds: what both say, else what the adjudicator says, else nothing yet."""
        return self.first if self.first == self.second != "" else self.final

    @property
    def differs(self) -> bool:
        """Whether the two people decided differently."""
        return bool(self.first and self.second) and self.first != self.second

    @property
    def is_seen(self) -> bool:
        """Whether any person decided at all."""
        return bool(self.first or self.second or self.final)

    @property
    def is_open(self) -> bool:
        """Whether someone decided, but nothing holds yet."""
        return self.is_seen and not self.verdict

    @property
    def rejected_for(self) -> str | None:
        """The reason for rejection; None where the respondent is not rejected."""
        if self.verdict != "reject":
            return None
        both = "Rejected by both screeners"
        return self.reason or (both if self.first == self.second else "Rejected on adjudication")


@dataclass(frozen=True)
class Decisions:
    """All decisions of one file, in its order."""

    made: tuple[Decision, ...]
    name: str = "decisions"


def read_decisions(path: Path) -> Decisions:
    """Read two people's decisions from a CSV file.

    Columns are respondent, first and second, and where needed final and reason, in any order.
    A decision is keep or reject (kept, include, rejected, exclude are understood); an empty cell
    is one not made yet.
    """
    header, *lines = _records(path)
    names = [name.strip().casefold() for name in header]
    _check_header(names, path)
    problems: list[str] = []
    made: list[Decision] = []
    for row, line in enumerate(lines, start=2):
        if any(cell.strip() for cell in line):
            cells = dict(zip(names, (cell.strip() for cell in line), strict=False))
            problems += _problems(cells, row, too_long=len(line) > len(names))
            made.append(_decision(cells, row))
    problems += _contradictions(made)
    if problems:
        listed = "".join(f"\n  - {problem}" for problem in problems)
        raise UnclearDecisions(f"The decisions in {path.name} cannot be followed:{listed}")
    return Decisions(tuple(made), path.name)


def decisions_text(decisions: Decisions) -> str:
    """Decisions as `read_decisions` reads them: it finds the same ones again."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(_COLUMNS)
    for one in decisions.made:
        lines.writerow((one.respondent, one.first, one.second, one.final, one.reason))
    return text.getvalue()


def _records(path: Path) -> list[list[str]]:
    text = read_text(path, what="file of decisions")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise UnreadableFile(
            f"The decisions {path.name} are not a CSV file: {error}."
            " Look for a quotation mark that is not closed."
        ) from None
    if not records:
        raise UnreadableFile(f"The decisions {path.name} are empty. {_EXPECTED}")
    return records


def _check_header(names: list[str], path: Path) -> None:
    for name in names:
        if name not in _COLUMNS or names.count(name) > 1:
            fault = "twice" if name in _COLUMNS else "which is not one of decisions"
            raise UnclearDecisions(
                f"The decisions {path.name} have a column {name!r}, {fault}. {_EXPECTED}"
            )
    for name in _NEEDED:
        if name not in names:
            raise UnclearDecisions(
                f"The decisions {path.name} have no column {name!r}. {_EXPECTED}"
            )


def _decision(cells: dict[str, str], row: int) -> Decision:
    first, second, final = (
        _WORDS.get(cells.get(name, "").casefold(), "") for name in ("first", "second", "final")
    )
    return Decision(cells["respondent"], first, second, final, cells.get("reason", ""), row)


def _problems(cells: dict[str, str], row: int, *, too_long: bool) -> Iterator[str]:
    if too_long:
        yield f"row {row} has more cells than columns; put quotation marks round a text with commas"
    if not cells["respondent"]:
        yield f"row {row} names no respondent"
    for name in ("first", "second", "final"):
        word = cells.get(name, "")
        if word.casefold() not in _WORDS:
            yield f"row {row} has {word!r} as {name}; write keep or reject, or leave it empty"


def _contradictions(made: list[Decision]) -> Iterator[str]:
    rows: dict[str, int] = {}
    for one in made:
        if one.respondent and one.respondent in rows:
            again = f"row {one.row} decides on {one.respondent!r} again"
            yield f"{again}, after row {rows[one.respondent]}; keep one of them"
        rows.setdefault(one.respondent, one.row)
        if one.final and one.verdict != one.final:
            yield (
                f"row {one.row} ends in {one.final} for {one.respondent!r}, though both people say"
                f" {one.first}; change one of the three"
            )
