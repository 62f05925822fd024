"""Cluster the rows of any table by some of its columns: the short way in, without a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from theodolite.settings.errors import unknown_name
from theodolite.survey.answers import read_export
from theodolite.survey.answers.cells import number_in
from theodolite.survey.answers.export import Export
from theodolite.survey.clustering import (
    CannotCluster,
    Distance,
    Linkage,
    Progress,
    Tree,
    cut,
    grow_tree,
    heights_of_rows,
)
from theodolite.survey.errors import NobodyLeft

_LARGE_FILE = 1_000_000


@dataclass(frozen=True)
class Clustered:
    """Rows in k clusters, numbered from the top of the tree.

    `membership` follows the rows as given, 0 for a row that lacks a value. `sizes` counts each
    cluster; `heights` holds one merge for each row but one, 0 where equal rows join.
    `frame` is the data with a column `cluster`, of the same kind as was given (polars for a file).
    """

    membership: NDArray[np.int64]
    sizes: tuple[int, ...]
    heights: NDArray[np.float64]
    tree: Tree
    frame: Any


def cluster(
    source: Any,
    columns: Sequence[str],
    *,
    k: int,
    linkage: Linkage = "ward",
    distance: Distance = "euclidean",
    sheet: str = "",
) -> Clustered:
    """Group rows by their values in `columns`; the order of rows never matters.

    `source` is the path of an export or a data frame (pandas, polars, or any other that narwhals
    knows); `sheet` names the sheet of a workbook. The same rows in another order give the same
    clusters.
    """
    rows = read_rows(source, columns, sheet=sheet)
    return grouped(rows, k=k, linkage=linkage, distance=distance)


@dataclass(frozen=True)
class Rows:
    """A table, the values of the columns to cluster by, and which rows have them all."""

    frame: nw.DataFrame[Any]
    values: NDArray[np.float64]
    complete: NDArray[np.bool_]


def read_rows(source: Any, columns: Sequence[str], *, sheet: str = "") -> Rows:
    """The first half of `cluster`: open a table and take the columns as numbers."""
    frame = _frame(source, columns, sheet)
    values = _values(frame, columns)
    complete = np.asarray(~np.isnan(values).any(axis=1))
    if not complete.any():
        raise NobodyLeft(
            f"No row has a value in every one of {', '.join(columns)}, so there is nothing to"
            " cluster. Choose columns that were filled in."
        )
    return Rows(frame, values, complete)


def grouped(
    rows: Rows,
    *,
    k: int,
    linkage: Linkage = "ward",
    distance: Distance = "euclidean",
    progress: Progress | None = None,
) -> Clustered:
    """The second half of `cluster`, which for many rows takes a while and tells its progress."""
    tree = grow_tree(
        rows.values[rows.complete], linkage=linkage, distance=distance, progress=progress
    )
    membership = np.zeros(len(rows.values), dtype=np.int64)
    membership[rows.complete] = cut(tree, k)
    numbers = nw.new_series("cluster", membership, nw.Int64, backend=rows.frame.implementation)
    return Clustered(
        membership=membership,
        sizes=tuple(np.bincount(membership, minlength=k + 1)[1:].tolist()),
        heights=heights_of_rows(tree),
        tree=tree,
        frame=rows.frame.with_columns(numbers).to_native(),
    )


def _frame(source: Any, columns: Sequence[str], sheet: str) -> nw.DataFrame[Any]:
    if not isinstance(source, str | Path):
        return _known_frame(source)
    quick = None if sheet else _read_quickly(Path(source), columns)
    if quick is not None:
        return quick
    export = read_export(Path(source), sheet=sheet)
    return nw.from_dict(_columns(export), backend="polars")


def _read_quickly(path: Path, columns: Sequence[str]) -> nw.DataFrame[Any] | None:
    """A large plain file with a number in every cell asked for; None where care is needed."""
    if path.suffix.lower() != ".csv" or not path.is_file() or path.stat().st_size < _LARGE_FILE:
        return None
    import polars as pl

    try:
        frame = pl.read_csv(path, infer_schema_length=1_000)
        asked = [frame[name] for name in columns]
    except (pl.exceptions.PolarsError, OSError):
        return None
    is_whole = all(one.dtype.is_numeric() and one.is_finite().all() for one in asked)
    return nw.from_native(frame, eager_only=True) if is_whole else None


def _known_frame(source: Any) -> nw.DataFrame[Any]:
    try:
        return nw.from_native(source, eager_only=True)
    except TypeError:
        raise CannotCluster(
            f"Rows cannot be read from a {type(source).__name__}. Give the path of a file, or a"
            " data frame of pandas, polars or pyarrow."
        ) from None


def _columns(export: Export) -> dict[str, list[str]]:
    return {
        column.header: list(cells)
        for column, cells in zip(export.columns, export.cells, strict=True)
    }


def _values(frame: nw.DataFrame[Any], columns: Sequence[str]) -> NDArray[np.float64]:
    for name in columns:
        if name not in frame.columns:
            raise unknown_name("column", name, frame.columns, where="--columns")
    return np.column_stack([_numbers(frame[name]) for name in columns])


def _numbers(column: nw.Series[Any]) -> NDArray[np.float64]:
    if column.dtype.is_numeric():
        return column.cast(nw.Float64).to_numpy().astype(np.float64)
    return np.array(
        [_number(cell, column.name, row) for row, cell in enumerate(column.to_list(), start=1)]
    )


def _number(cell: object, column: str, row: int) -> float:
    text = "" if cell is None else str(cell).strip()
    if not text:
        return float("nan")
    number = number_in(text)
    if number is None:
        raise CannotCluster(
            f"Row {row} of column {column!r} holds {text!r}, which is not a number."
            " Choose columns of numbers, or put that cell right."
        )
    return number
