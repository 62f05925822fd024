"""Keep what the sentence model made of a text, so that no text is read by it twice.

One plain file of equal records (digest, vector) for each model in the user's cache folder; losing
it costs nothing but time.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MOST = 50_000
"""So many vectors are kept, the latest (some 40 MB)."""

_DIGEST = 16


def cache_folder() -> Path:
    """Where programs of this user keep what can be made again (XDG base directories)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "theodolite"


def read_cache(file: Path, dimensions: int) -> dict[bytes, NDArray[np.float16]]:
    """Digest to vector, oldest first; a file that is not whole, or not finite, counts for none."""
    record = np.dtype([("digest", "V16"), ("vector", np.float16, dimensions)])
    try:
        held = file.read_bytes()
    except OSError:
        return {}
    if len(held) % record.itemsize:
        return {}
    rows = np.frombuffer(held, dtype=record)
    if not np.isfinite(rows["vector"]).all():
        return {}
    return {bytes(row["digest"]): row["vector"] for row in rows}


def write_cache(file: Path, known: Mapping[bytes, NDArray[np.float16]]) -> None:
    """Write the latest vectors, for this user alone; all or nothing, and silent where it cannot."""
    kept = list(known.items())[-MOST:]
    draft = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for digest, vector in kept:
                out.write(digest[:_DIGEST] + np.asarray(vector, dtype=np.float16).tobytes())
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
