"""Cluster the rows of any table by some of its columns: the short way in, without a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from theodolite.survey.answers import read_export
from theodolite.survey.answers.cells import number_in
from theodolite.survey.answers.export import Export
from theodolite.survey.clustering import (
    CannotCluster,
    Distance,
    Linkage,
    Tree,
    cut,
    grow_tree,
    heights_of_rows,
)
from theodolite.survey.errors import NobodyLeft, unknown_name


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
    frame = _frame(source, sheet)
    values = _values(frame, columns)
    complete = ~np.isnan(values).any(axis=1)
    if not complete.any():
        raise NobodyLeft(
            f"No row has a value in every one of {', '.join(columns)}, so there is nothing to"
            " cluster. Choose columns that were filled in."
        )
    tree = grow_tree(values[complete], linkage=linkage, distance=distance)
    membership = np.zeros(len(values), dtype=np.int64)
    membership[complete] = cut(tree, k)
    numbers = nw.new_series("cluster", membership, nw.Int64, backend=frame.implementation)
    return Clustered(
        membership=membership,
        sizes=tuple(np.bincount(membership, minlength=k + 1)[1:].tolist()),
        heights=heights_of_rows(tree),
        tree=tree,
        frame=frame.with_columns(numbers).to_native(),
    )


def _frame(source: Any, sheet: str) -> nw.DataFrame[Any]:
    if not isinstance(source, str | Path):
        return _known_frame(source)
    export = read_export(Path(source), sheet=sheet)
    return nw.from_dict(_columns(export), backend="polars")


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
