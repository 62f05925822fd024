"""A register of what was released, so that no new release tells by comparison what each hides.

One JSON object a line, each with the digest of the line before it: a line that was changed or
taken out later breaks the chain.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.linking import link, table_title
from theodolite.evidence.printed import PrintedBlock, PrintedRow, PrintedTable
from theodolite.evidence.released import Released
from theodolite.settings.errors import UnreadableFile
from theodolite.survey.errors import SurveyError
from theodolite.survey.release.attacking import ASSUMED, attack, mixed_tables, released_tables
from theodolite.survey.release.side_by_side import told_by_difference, told_together

Entry = Mapping[str, Any]

FIRST = "0" * 64
"""What stands for the digest of the line before the first."""

_NAMED = 5


class MustNotBeReleased(SurveyError):
    """A release would give away what it or an earlier one hides."""


def add_release(release: Released, register: Path, *, on: date) -> Entry:
    """Record a release after comparing it with every earlier one; refuse it with the reasons."""
    entries = read_register(register)
    reasons = [one.sentence for one in attack(release).weaknesses]
    for earlier in entries:
        reasons += _told(release, earlier)
    if reasons:
        more = f" And {len(reasons) - _NAMED} more." if len(reasons) > _NAMED else ""
        raise MustNotBeReleased(
            f"{release.name} must not be released, and was not recorded in {register.name}."
            f" {' '.join(reasons[:_NAMED])}{more}"
        )
    entry = _entry(release, entries, on)
    with register.open("a", encoding="utf-8") as file:
        file.write(_line(entry))
    return entry


def read_register(register: Path) -> list[Entry]:
    """All entries of a register, once its chain of digests is seen to be whole."""
    if not register.exists():
        return []
    before, entries = FIRST, []
    for number, line in enumerate(register.read_text("utf-8").splitlines(keepends=True), start=1):
        try:
            entry = json.loads(line)
            is_linked = entry["before"] == before and entry["number"] == number
        except (ValueError, KeyError, TypeError):
            is_linked = False
        if not is_linked:
            raise UnreadableFile(
                f"Line {number} of {register} does not follow from the line before it, so the"
                " register was changed after it was written. Every line must be as it was recorded."
                " Restore it from a copy."
            )
        before = _digest(line)
        entries.append(entry)
    return entries


def _entry(release: Released, entries: Sequence[Entry], on: date) -> Entry:
    return {
        "number": len(entries) + 1,
        "before": _digest(_line(entries[-1])) if entries else FIRST,
        "on": on.isoformat(),
        "name": release.name,
        "profile": release.profile.name if release.profile else None,
        "data": release.data,
        "settings": release.settings,
        "mixed": sorted(mixed_tables(release)),
        "tables": [_as_data(table) for table in released_tables(release)],
    }


def _line(entry: Entry) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n"


def _digest(line: str) -> str:
    return sha256(line.encode()).hexdigest()


def _as_data(table: PrintedTable) -> dict[str, Any]:
    return {
        "title": table_title(table.title),
        "columns": list(table.columns),
        "blocks": [
            {
                "title": block.title,
                "parts": list(block.parts),
                "is_several": block.is_several,
                "rows": [[row.names, row.cells, row.units] for row in block.rows],
            }
            for block in table.blocks
        ],
    }


def _from_data(data: Mapping[str, Any]) -> PrintedTable:
    blocks = tuple(
        PrintedBlock(
            block["title"],
            tuple(
                PrintedRow(tuple(names), tuple(map(tuple, cells)), tuple(map(tuple, units)))
                for names, cells, units in block["rows"]
            ),
            tuple(block["parts"]),
            block["is_several"],
        )
        for block in data["blocks"]
    )
    return PrintedTable(data["title"], tuple(data["columns"]), blocks, "")


def _told(release: Released, earlier: Entry) -> Iterator[str]:
    """What a release tells together with an earlier one."""
    rule = release.profile or ASSUMED
    new = link(released_tables(release), rule, mixed=mixed_tables(release))
    old = link(
        [_from_data(table) for table in earlier["tables"]],
        PROFILES.get(earlier["profile"] or "", ASSUMED),
        mixed=frozenset(earlier["mixed"]),
    )
    where = f"release {earlier['number']} ({earlier['name']}, {earlier['on']})"
    if release.data and release.data == earlier["data"]:
        for cell, value in told_together(new, old):
            yield f"With {where}, made from the same answers, {cell} must be {value}."
    else:
        for cell, few in told_by_difference(new, old, hide_below=rule.hide_below):
            yield f"{cell}: compared with {where}, this tells of {few} who joined or left."
