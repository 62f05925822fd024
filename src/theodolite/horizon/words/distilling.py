"""Ask the sentence model what each piece of a word means, once, when the software is set up.

What comes out is a small file of vectors, so that texts can be placed by meaning at thousands a
second and without the model (the idea of Tulkens and van Dongen 2024, "Model2Vec"). The file is no
part of the sources: it is made from the packages of the extra `vectors`, and packed into the wheel.
"""

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.words.meaning import VECTORS
from theodolite.horizon.words.model import DIMENSIONS, SentenceModel, is_installed, load_model

KEPT_DIMENSIONS = 256
_AT_ONCE = 64


def distil(model: SentenceModel, into: Path) -> None:
    """Write the meaning of every piece, each read alone, in its principal dimensions.

    Whole numbers of 8 bits with one scale for each piece; the same model gives the same bytes.
    """
    pieces = model.pieces()
    vectors = _principal(_read_alone(model, len(pieces)))
    scales = np.abs(vectors).max(axis=1) / 127
    whole = np.rint(vectors / scales[:, None]).astype(np.int8)
    parts = {
        "vectors": whole,
        "scales": scales.astype(np.float32),
        "pieces": np.frombuffer("\n".join(pieces).encode(), dtype=np.uint8),
    }
    _write(into, parts)


def _read_alone(model: SentenceModel, size: int) -> NDArray[np.float32]:
    begin, end = model.cut("")
    vectors = np.zeros((size, DIMENSIONS), dtype=np.float32)
    for first in range(0, size, _AT_ONCE):
        numbers = range(first, min(size, first + _AT_ONCE))
        vectors[numbers] = model.read([[begin, number, end] for number in numbers])[:, 1]
    return vectors


def _principal(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Turned so that the first dimensions hold most of what sets pieces apart."""
    apart = vectors.astype(np.float64) - vectors.mean(axis=0)
    _, turned = np.linalg.eigh(apart.T @ apart)
    turned = turned[:, ::-1][:, :KEPT_DIMENSIONS]
    turned *= np.sign(turned[np.abs(turned).argmax(axis=0), np.arange(KEPT_DIMENSIONS)])
    return np.asarray(apart @ turned)


def _write(into: Path, parts: dict[str, NDArray[np.generic]]) -> None:
    """As `numpy.load` reads it, without the hour it was made; all of it or nothing."""
    draft = into.with_suffix(".draft")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            held = io.BytesIO()
            np.save(held, part)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), held.getvalue())
    draft.replace(into)


if __name__ == "__main__":
    if not is_installed():
        raise SystemExit(
            "The sentence model is not installed, so the meaning of words cannot be distilled. "
            "It comes with the packages of requirements/vectors.txt; install them first."
        )
    distil(load_model(), VECTORS)
