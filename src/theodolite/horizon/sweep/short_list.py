"""One short list out of the best works of every file."""

from collections.abc import Iterable

import polars as pl

from theodolite.horizon.sweep.one_file import Task
from theodolite.horizon.sweep.word_model import RANK


def short_list(tasks: Iterable[Task], *, most: int) -> pl.DataFrame:
    """The `most` works with the highest rank over all files, each with its text and its file.

    One work in several files stands here once, where it ranks highest. Equal ranks stand in the
    order of the files' names, then of the works in them. Never more than two files are held.
    """
    best: pl.DataFrame | None = None
    for task in sorted(tasks, key=lambda one: one.name):
        here = pl.read_parquet(task.kept()).with_columns(pl.lit(task.name).alias("file"))
        together = here if best is None else pl.concat([best, here])
        ordered = together.sort(
            [RANK, "file", "row"], descending=[True, False, False], maintain_order=True
        )
        best = ordered.unique("identity", keep="first", maintain_order=True).head(most)
    return pl.DataFrame() if best is None else best
