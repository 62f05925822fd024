"""Sets of records whose duplicates people have marked, as rows and as pairs of rows."""

import csv
import json
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from lxml import etree
from rapidfuzz.fuzz import partial_ratio, ratio

COLUMNS = ("title", "author", "year", "journal", "volume", "number", "pages", "doi", "abstract")
SETS = ("copper", "tafenoquine", "dblp-acm", "hard pairs")

Pairs = set[tuple[int, int]]
_IN_ENDNOTE = {
    "title": "titles/title",
    "year": "dates/year",
    "journal": "titles/secondary-title",
    "volume": "volume",
    "number": "number",
    "pages": "pages",
    "doi": "electronic-resource-num",
    "abstract": "abstract",
}


def marked_set(name: str, folder: Path) -> tuple[list[dict[str, str]], Pairs]:
    """The rows of one of the sets in the folder `duplicates`, and the pairs that are the same."""
    if name == "dblp-acm":
        return _dblp_acm(folder / name)
    if name == "hard pairs":
        return _hard_pairs(folder / "hard-pairs/test_cases.json")
    return _endnote(folder / f"{name}.xml")


def pairs_in(groups: Iterable[Sequence[int]]) -> Pairs:
    """Every pair of rows that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def harmonic_mean(found: Pairs, true: Pairs) -> float:
    """F1: the harmonic mean of the share of pairs found that are true, and of true ones found."""
    return 2 * len(found & true) / (len(found) + len(true))


def write_rows(rows: Iterable[dict[str, str]], path: Path) -> Path:
    """The rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, extrasaction="ignore", restval="")
        table.writeheader()
        table.writerows(rows)
    return path


def _endnote(path: Path) -> tuple[list[dict[str, str]], Pairs]:
    """Duplicates are marked one by one; those that follow each other and say the same are one."""
    records = list(etree.parse(path).getroot().iter("record"))
    rows = [_row(record) for record in records]
    marked = [
        row for row, one in enumerate(records) if _text(one, "caption").strip() == "Duplicate"
    ]
    groups = [[row] for row in marked[:1]]
    for before, row in pairwise(marked):
        if row == before + 1 and _alike(rows[before]["title"], rows[row]["title"]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return rows, pairs_in(groups)


def _alike(one: str, other: str) -> bool:
    mine, theirs = one.casefold(), other.casefold()
    return ratio(mine, theirs) >= 88 or partial_ratio(mine, theirs) >= 95


def _row(record: etree._Element) -> dict[str, str]:
    row = {name: _text(record, place) for name, place in _IN_ENDNOTE.items()}
    row["author"] = "; ".join("".join(author.itertext()) for author in record.iter("author"))
    return row


def _text(record: etree._Element, place: str) -> str:
    found = record.find(f".//{place}")
    return "" if found is None else "".join(found.itertext())


def _dblp_acm(folder: Path) -> tuple[list[dict[str, str]], Pairs]:
    rows, lengths = [], []
    for name in ("dblp", "acm"):
        lines = _lines(folder / f"ccer_D4_{name}.csv")
        lengths.append(len(lines))
        rows += [
            {
                "title": line["title"] or "",
                "author": (line["authors"] or "").replace(", ", "; "),
                "year": line["year"] or "",
                "journal": line["venue"] or "",
            }
            for line in lines
        ]
    same = _lines(folder / "ccer_D4_gt.csv")
    return rows, {(int(one["D1"]), lengths[0] + int(one["D2"])) for one in same}


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="%"))


def _hard_pairs(path: Path) -> tuple[list[dict[str, str]], Pairs]:
    """Records two by two, each case to be judged by itself."""
    cases = json.loads(path.read_text("utf-8"))["cases"]
    rows = []
    for case in cases:
        for name in ("record_a", "record_b"):
            said = {key: text for key, text in case[name].items() if text}
            rows.append({**said, "journal": said.get("journal") or said.get("booktitle", "")})
    same = {(2 * row, 2 * row + 1) for row, case in enumerate(cases) if case["expected_duplicate"]}
    return rows, same
