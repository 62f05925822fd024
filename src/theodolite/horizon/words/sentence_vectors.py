"""What texts mean as a sentence model reads them: about a hundred texts a second, then kept."""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.words.model import DIMENSIONS, is_installed, load_model, model_file
from theodolite.horizon.words.vector_cache import cache_folder, read_cache, write_cache


def sentence_vectors(
    texts: Sequence[str], *, folder: Path | None = None
) -> NDArray[np.float32] | None:
    """Texts × 384, each of length 1; None where the extra `vectors` is not installed.

    The mean over the first 128 pieces of words. Each text is read by itself, so that its vector
    depends on nothing but the text (weights of 8 bits are scaled by all that is read at once), and
    is kept in `folder`, by default the user's cache.
    """
    if not is_installed():
        return None
    file = (folder or cache_folder()) / f"sentences-{model_file().stat().st_size}.vectors"
    known = read_cache(file, DIMENSIONS)
    digests = [blake2b(text.encode("utf-8", "replace"), digest_size=16).digest() for text in texts]
    missing = {key: text for key, text in zip(digests, texts, strict=True) if key not in known}
    if missing:
        model = load_model()
        for digest, text in missing.items():
            known[digest] = _unit(model.read([model.cut(text)])[0].mean(axis=0))
        write_cache(file, known)
    vectors = [known[digest] for digest in digests]
    return np.array(vectors, dtype=np.float32).reshape(len(texts), DIMENSIONS)


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float16]:
    return (vector / np.linalg.norm(vector)).astype(np.float16)
