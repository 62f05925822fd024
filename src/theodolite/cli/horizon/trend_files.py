"""Trends as files: a figure each as SVG and PNG, a table each as CSV, and what they show."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from theodolite.display import Picture, draw
from theodolite.evidence.table import Table
from theodolite.evidence.tabular import tables_of
from theodolite.horizon.files.csv_table import guarded
from theodolite.horizon.item import Item
from theodolite.horizon.trends import Trends, picture_of
from theodolite.horizon.trends.pictures import source_of
from theodolite.horizon.trends.saying import alert_sentence
from theodolite.settings.errors import UnusableSettings

Cell = str | float | int | None


def write_trends(trends: Trends, folder: Path, items: Sequence[Item]) -> tuple[str, ...]:
    """Write every figure, table and alert into a folder, and name the files."""
    source = source_of(trends, items)
    files: dict[str, bytes] = {"alerts.csv": _table(_alerts(trends))}
    described: list[tuple[Cell, ...]] = [("figure", "title", "description")]
    for course in trends.courses:
        shown = picture_of(course, trends, source)
        if f"{shown.code}.csv" in files:
            shown = replace(shown, code=f"{shown.code}-{len(described)}")
        picture = draw(shown)
        files |= _figure(picture)
        files[f"{shown.code}.csv"] = _table(_steps(tables_of(shown)))
        described.append((f"{shown.code}.svg", shown.title, picture.alt))
    files["figures.csv"] = _table(described)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise UnusableSettings(
            f"{folder} cannot be written to: {error.strerror}. Name another folder with --out."
        ) from None
    return tuple(sorted(files))


def _figure(picture: Picture) -> dict[str, bytes]:
    return {f"{picture.code}.svg": picture.svg.encode(), f"{picture.code}.png": picture.png()}


def _steps(tables: Iterable[Table]) -> Iterator[tuple[Cell, ...]]:
    yield ("part", "period", "share_percent", "low", "high", "items")
    for table in tables:
        for block in table.blocks:
            for row in block.rows:
                (cell,) = row.cells[0]
                if cell is not None:
                    yield (block.label, row.label, cell.value, cell.low, cell.high, cell.base)


def _alerts(trends: Trends) -> Iterator[tuple[Cell, ...]]:
    yield ("direction", "sort", "name", "ratio", "p_value", "raised", "sentence", "items")
    for one in trends.alerts:
        place = (one.direction, one.sort, one.name, one.ratio, one.p_value, one.raised)
        yield (*place, alert_sentence(one, trends), " ".join(one.items))


def _table(rows: Iterable[tuple[Cell, ...]]) -> bytes:
    text = StringIO()
    # What came from a feed must not become a formula in a spreadsheet.
    safe = ([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    csv.writer(text, lineterminator="\n").writerows(safe)
    return text.getvalue().encode()
