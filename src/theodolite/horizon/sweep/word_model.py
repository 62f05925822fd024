"""Words with their weights, frozen: a model that scores any text by counting, in one file.

A text's score is the sum over its words and phrases of (1 + ln count) · rarity · weight, over the
length of the text's vector, plus an offset: exactly what placing and ranking compute, for as many
works as there are.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.horizon.errors import HorizonError

RANK = "rank"
"""The name of the score by which works are put in order."""

PART = ".part"
"""How the name of a file ends that is still being written."""

_FORMAT = "theodolite word model 1"


class UnreadableModel(HorizonError):
    """A file is not a word model, or not one that this version reads."""


@dataclass(frozen=True)
class WordModel:
    """Terms (words, and phrases of two words) with their rarities and weights.

    `rarities` is the inverse document frequency of each term, 0 for a word that only stands in
    phrases; `weights` are terms × scores, `offsets` one number a score. The scores are the topics
    `topics`, in log-odds, and last `RANK`. `made_from` says in a sentence what it was learnt from.
    """

    terms: tuple[str, ...]
    rarities: NDArray[np.float32]
    weights: NDArray[np.float32]
    offsets: NDArray[np.float64]
    topics: tuple[str, ...]
    framework: str
    made_from: str

    @property
    def scores(self) -> tuple[str, ...]:
        """The names of the scores, in the order of the columns of `weights`."""
        return score_names(self.topics)

    @property
    def is_ranked(self) -> bool:
        """Whether works are ranked by what people kept; else by their likeliest topic."""
        return bool(self.weights[:, -1].any())


def score_names(topics: Iterable[str]) -> tuple[str, ...]:
    """What the scores are called in files: `topic_` with its code for each topic, then `RANK`.

    >>> score_names(["climate"])
    ('topic_climate', 'rank')
    """
    return (*(f"topic_{code}" for code in topics), RANK)


def write_model(model: WordModel, path: Path) -> str:
    """Write the model as Parquet, whole or not at all, and return its digest (SHA-256).

    The same model gives the same bytes. Terms come with their rarity and a column for each score;
    what else the model knows is in the file's metadata.
    """
    frame = pl.DataFrame(
        {"term": model.terms, "rarity": model.rarities}
        | {name: model.weights[:, column] for column, name in enumerate(model.scores)}
    )
    about = {
        "format": _FORMAT,
        "offsets": model.offsets.tolist(),
        "topics": list(model.topics),
        "framework": model.framework,
        "made_from": model.made_from,
    }
    beside = path.with_name(f".{path.name}{PART}")
    frame.write_parquet(beside, metadata={"about": json.dumps(about, ensure_ascii=False)})
    put_on_disk(beside, path)
    return digest_of(path)


def read_model(path: Path) -> WordModel:
    """Read a model back, every number as it was."""
    try:
        return _model(json.loads(pl.read_parquet_metadata(path)["about"]), pl.read_parquet(path))
    except (OSError, KeyError, TypeError, ValueError, pl.exceptions.PolarsError):
        raise UnreadableModel(
            f"{path} is not a word model that can be read."
            " Make one with `theodolite horizon sweep --framework …`, or name one that it made."
        ) from None


def _model(about: Mapping[str, Any], frame: pl.DataFrame) -> WordModel:
    names = score_names(about["topics"])
    return WordModel(
        tuple(frame["term"]),
        frame["rarity"].to_numpy(),
        np.ascontiguousarray(frame.select(names).to_numpy(), dtype=np.float32),
        np.array(about["offsets"]),
        tuple(about["topics"]),
        about["framework"],
        about["made_from"],
    )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes (hexadecimal)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_on_disk(beside: Path, path: Path) -> None:
    """Make a finished file last, give it its name, and make the name last."""
    _flush(beside)
    beside.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
