"""Write files of made-up works, a million in some seconds: one folder, Parquet or JSON lines.

Arguments: the folder, how many works, how many files, and `parquet`, `jsonl` or `openalex` (JSON
lines with an inverted index, gzipped). Abstracts have about 170 words of a long-tailed vocabulary;
every ten-thousandth work is about a planted subject.
"""

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

WORDS, SENTENCES, PLANTED = 60_000, 50_000, 10_000
SUBJECT = "Carbon footprint of scanners, and vacancies of clinical scientists."


def main(folder: Path, works: int, files: int, kind: str) -> None:
    """Draw the sentences once, and every file by its own seed."""
    folder.mkdir(parents=True, exist_ok=True)
    sentences = made_sentences(np.random.default_rng(0))
    for number in range(files):
        rows = range(works * number // files, works * (number + 1) // files)
        write(folder / f"part-{number:03}.{kind}", made(rows, sentences), kind)


def made_sentences(chance: np.random.Generator) -> Sequence[str]:
    """Sentences of 10 to 30 words; the k-th word is drawn with a weight of 1 / (k + 5)."""
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    sizes = chance.integers(2, 12, WORDS)
    drawn = chance.choice(letters, int(sizes.sum()))
    ends = np.cumsum(sizes)
    words = ["".join(drawn[end - size : end]) for size, end in zip(sizes, ends, strict=True)]
    usual = [
        "the",
        "of",
        "and",
        "for",
        "energy",
        "clinical",
        "training",
        "data",
        "dose",
        "patients",
    ]
    words[: len(usual)] = usual
    weights = 1 / (np.arange(WORDS) + 5)
    lengths = chance.integers(10, 31, SENTENCES)
    numbers = chance.choice(WORDS, int(lengths.sum()), p=weights / weights.sum())
    spoken = [words[number] for number in numbers]
    ends = np.cumsum(lengths)
    return [
        " ".join(spoken[end - size : end]).capitalize() + "."
        for size, end in zip(lengths, ends, strict=True)
    ]


def made(rows: range, sentences: Sequence[str]) -> list[tuple[str, str, str]]:
    """Identity, title and abstract of some works, by the number of the first."""
    drawn = np.random.default_rng(rows.start + 1).integers(0, len(sentences), (len(rows), 9))
    return [
        (
            f"made:{row}",
            SUBJECT if row % PLANTED == 0 else sentences[title][:90],
            " ".join([sentences[one] for one in rest]),
        )
        for row, (title, *rest) in zip(rows, drawn.tolist(), strict=True)
    ]


def write(path: Path, works: Sequence[tuple[str, str, str]], kind: str) -> None:
    """One file in one of the layouts that a sweep reads."""
    if kind == "parquet":
        frame = pl.DataFrame(works, schema=["identity", "title", "abstract"], orient="row")
        frame.write_parquet(path)
        return
    names = ("identity", "title", "abstract")
    records = [dict(zip(names, work, strict=True)) for work in works]
    if kind == "jsonl":
        path.write_text("".join(json.dumps(one) + "\n" for one in records))
        return
    lines = "".join(json.dumps(_as_openalex(one)) + "\n" for one in records)
    path.with_suffix(".jsonl.gz").write_bytes(gzip.compress(lines.encode(), 6, mtime=0))


def _as_openalex(record: dict[str, str]) -> dict[str, object]:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(record["abstract"].split()):
        index.setdefault(word, []).append(place)
    number = record["identity"].removeprefix("made:")
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1000/{number}",
        "display_name": record["title"],
        "abstract_inverted_index": index,
        "authorships": [{"author": {"display_name": "Somebody"}}] * 4,
        "referenced_works": [f"https://openalex.org/W{one}" for one in range(25)],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
