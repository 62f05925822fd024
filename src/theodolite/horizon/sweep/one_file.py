"""Score one file of works and commit what was found: the task that is sent to a worker."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.placing.learning import chances
from theodolite.horizon.sweep.lookup import Lookup, lookup_of
from theodolite.horizon.sweep.scoring import score_texts
from theodolite.horizon.sweep.word_model import (
    PART,
    RANK,
    WordModel,
    digest_of,
    put_on_disk,
    read_model,
)
from theodolite.horizon.sweep.works import Works, works_in

CANDIDATES = 20_000
"""How many of the best works so far are held with their texts, at least, while a file is read."""

_ROW_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class Task:
    """One file to score: where it is, what its results are called, by which model.

    `keep` is the share of the file's works that is kept with its text.
    """

    path: Path
    name: str
    out: Path
    model: str
    keep: float

    def scores(self) -> Path:
        """Where identity, title and scores of every work go."""
        return self.out / f"{self.name}.scores.parquet"

    def kept(self) -> Path:
        """Where the best works go, with their texts."""
        return self.out / f"{self.name}.kept.parquet"

    def done(self) -> Path:
        """Where it is written down that the file is done; the last thing that is written."""
        return self.out / f"{self.name}.done.json"


@dataclass(frozen=True, slots=True)
class FileDone:
    """What came of one file. The digests (SHA-256) are of the input and of both results."""

    name: str
    size: int
    digest: str
    model: str
    keep: float
    works: int
    unreadable: int
    kept: int
    scores_digest: str
    kept_digest: str


def sweep_file(task: Task) -> FileDone:
    """Score every work of a file and commit the result, or find that it was done already.

    Results are written beside their places, put on the disk and renamed, and the note that the file
    is done comes last: whatever moment the process is killed at, a file is done or not. A file is
    done again if it, the model, or a result is no longer what the note says.
    """
    digest = digest_of(task.path)
    before = _done_before(task, digest)
    if before is not None:
        return before
    model, lookup = _loaded(task.out / "model.parquet", task.model)
    swept = _Swept(task, model, lookup)
    commit_rows(swept.scores(), task.scores())
    if swept.problem is not None:
        for path in (task.done(), task.scores(), task.kept()):
            path.unlink(missing_ok=True)
        raise swept.problem
    kept = swept.kept()
    commit_rows(kept.lazy(), task.kept())
    done = FileDone(
        task.name,
        task.path.stat().st_size,
        digest,
        task.model,
        task.keep,
        swept.works,
        swept.unreadable,
        len(kept),
        digest_of(task.scores()),
        digest_of(task.kept()),
    )
    commit_text(task.done(), json.dumps(asdict(done), ensure_ascii=False, indent=1) + "\n")
    return done


@dataclass
class _Swept:
    """A file while it is read: its works stream through, the best so far stay."""

    task: Task
    model: WordModel
    lookup: Lookup
    works: int = 0
    unreadable: int = 0
    best: list[tuple[float, int, tuple[Any, ...], str]] = field(default_factory=list)
    least: float = -np.inf
    problem: HorizonError | None = None

    def scores(self) -> pl.LazyFrame:
        """Identity, title, chance of each topic and rank, a few thousand works at a time."""
        return register_io_source(lambda *_: self._frames(), schema=self._schema())

    def _frames(self) -> Iterator[pl.DataFrame]:
        try:
            for works in works_in(self.task.path):
                yield self._scored(works)
        except HorizonError as problem:  # told later: polars would wrap it in an error of its own
            self.problem = problem

    def _scored(self, works: Works) -> pl.DataFrame:
        scores = score_texts(works.texts(), self.model, self.lookup)
        rank = scores[:, -1] if self.model.is_ranked else scores[:, :-1].max(axis=1)
        told = np.column_stack([chances(scores[:, :-1]), rank]).astype(np.float32)
        frame = pl.DataFrame(
            {"identity": works.identities, "title": works.titles}
            | {name: told[:, column] for column, name in enumerate(self.model.scores)},
            schema_overrides={"identity": pl.String, "title": pl.String},
        )
        self._keep_best(frame, works.abstracts)
        self.works += len(frame)
        self.unreadable += works.unreadable
        return frame

    def _keep_best(self, frame: pl.DataFrame, abstracts: list[str]) -> None:
        """Note the works that may be among the best, and forget the others now and then.

        They are kept as plain texts: a frame of some rows would hold the memory of all.
        """
        promising = np.flatnonzero(frame[RANK].to_numpy() >= self.least)
        rows = frame[promising].iter_rows()
        for place, row in zip(promising.tolist(), rows, strict=True):
            self.best.append((-row[-1], self.works + place, row, abstracts[place]))
        most = max(CANDIDATES, int(np.ceil(self.task.keep * (self.works + len(frame)))))
        if len(self.best) > 2 * most:
            self.best = sorted(self.best)[:most]
            self.least = -self.best[-1][0]

    def kept(self) -> pl.DataFrame:
        """The best of the file, the first first, with their texts and their places in it."""
        best = sorted(self.best)[: int(np.ceil(self.task.keep * self.works))]
        rows = [(*row, abstract, place) for _, place, row, abstract in best]
        schema = self._schema() | {"abstract": pl.String, "row": pl.Int64}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def _schema(self) -> dict[str, type[pl.DataType]]:
        names: dict[str, type[pl.DataType]] = {"identity": pl.String, "title": pl.String}
        return names | dict.fromkeys(self.model.scores, pl.Float32)


def _done_before(task: Task, digest: str) -> FileDone | None:
    """What is noted of a file, if that is still so."""
    try:
        noted = FileDone(**json.loads(task.done().read_text("utf-8")))
        is_same = (noted.digest, noted.model, noted.keep) == (digest, task.model, task.keep)
        results = (digest_of(task.scores()), digest_of(task.kept()))
    except (OSError, ValueError, TypeError):
        return None
    return noted if is_same and results == (noted.scores_digest, noted.kept_digest) else None


@lru_cache(maxsize=2)
def _loaded(path: Path, digest: str) -> tuple[WordModel, Lookup]:
    """The model and its tables, read once in each process."""
    assert digest_of(path) == digest
    model = read_model(path)
    return model, lookup_of(model)


def commit_rows(frame: pl.LazyFrame, path: Path) -> None:
    """Write rows as Parquet, all of them or none; the same rows give the same bytes."""
    beside = path.with_name(f".{path.name}{PART}")
    frame.sink_parquet(beside, row_group_size=_ROW_GROUP, maintain_order=True)
    put_on_disk(beside, path)


def commit_text(path: Path, text: str) -> None:
    """Write a text, all of it or nothing."""
    beside = path.with_name(f".{path.name}{PART}")
    beside.write_text(text, encoding="utf-8")
    put_on_disk(beside, path)
