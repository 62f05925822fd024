"""Count the cells of a table straight from an export, one respondent after the other."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path


def lines_of(path: Path) -> list[dict[str, str]]:
    """The respondents of a CSV file, each as a table of header and cell."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def chose(line: Mapping[str, str], question: str, option: str) -> bool:
    """Whether one respondent gave this answer, in one cell or in a cell for each option."""
    return any(
        header.startswith(f"{question}. ") and cell == option for header, cell in line.items()
    )


def answered(line: Mapping[str, str], question: str) -> bool:
    """Whether one respondent filled in any cell of the question."""
    return any(header.startswith(f"{question}. ") and cell for header, cell in line.items())


def how_many(
    lines: Iterable[Mapping[str, str]], segment_of: Mapping[str, str], question: str, option: str
) -> dict[str, int]:
    """How many respondents of each segment, and of all, gave this answer."""
    counts: dict[str, int] = {"All": 0}
    for line in lines:
        segment = segment_of.get(line["UserID"])
        if segment is not None and chose(line, question, option):
            counts[segment] = counts.get(segment, 0) + 1
            counts["All"] += 1
    return counts
