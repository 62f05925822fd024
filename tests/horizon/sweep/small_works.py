"""Made-up works about scanners, training and bread, and files of them in every layout."""

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tests.horizon.placing.small_items import FRAMEWORK, ITEMS
from theodolite.horizon.item import Item
from theodolite.horizon.sweep import freeze
from theodolite.horizon.sweep.word_model import WordModel

SAID = (
    "We measured the energy use of scanners.",
    "Training of clinical scientists lags.",
    "Rye and wheat were baked in four ovens.",
    "Horses trotted on two fields.",
    "Nothing much was found, as so often.",
    "The carbon footprint fell by night.",
)


def made_works(number: int, *, seed: int) -> list[tuple[str, str, str]]:
    """Identity, title and abstract of each work, drawn by chance from a few sentences."""
    chance = np.random.default_rng(seed)
    drawn = chance.integers(0, len(SAID), (number, 4))
    return [
        (
            f"made:{seed}-{row}",
            f"Work {row} on {SAID[a][:-1].lower()}",
            " ".join(SAID[i] for i in rest),
        )
        for row, (a, *rest) in enumerate(drawn.tolist())
    ]


def items_of(works: Sequence[tuple[str, str, str]]) -> list[Item]:
    """The same works as items."""
    seen = datetime(2026, 3, 9, tzinfo=UTC)
    return [Item(name, title, "other", seen, abstract) for name, title, abstract in works]


@lru_cache
def small_model() -> WordModel:
    """Two topics and a ranking that keeps what is about scanners."""
    works = items_of(made_works(60, seed=0))
    judged = {one.identity: "scanners" in one.text() for one in works[:20]}
    return freeze([*ITEMS, *works], FRAMEWORK, judged=judged)


def write_parquet(path: Path, works: Sequence[tuple[str, str, str]]) -> Path:
    """As a table of identity, title and abstract."""
    pl.DataFrame(works, schema=["identity", "title", "abstract"], orient="row").write_parquet(path)
    return path


def write_lines(path: Path, records: Sequence[dict[str, Any]]) -> Path:
    """As JSON lines, gzipped if the name says so."""
    lines = "".join(json.dumps(record) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(lines, mtime=0) if path.suffix == ".gz" else lines)
    return path


def inverted(text: str) -> dict[str, list[int]]:
    """A text as OpenAlex keeps it: each word with the places at which it stands."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        places.setdefault(word, []).append(place)
    return places


def as_openalex(work: tuple[str, str, str]) -> dict[str, Any]:
    """A work as OpenAlex gives it, with fields that nobody reads."""
    identity, title, abstract = work
    return {
        "id": f"https://openalex.org/W{abs(hash(identity)) % 1000}",
        "doi": f"https://doi.org/10.1000/{identity.removeprefix('made:')}",
        "display_name": title,
        "type": "article",
        "publication_date": "2025-03-02",
        "authorships": [{"author": {"display_name": "Somebody"}}],
        "abstract_inverted_index": inverted(abstract),
    }
