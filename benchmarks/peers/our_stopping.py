"""Read one screening in many orders, and tell where each might have stopped.

Arguments: the CSV file, how many seeds, and a file that takes the labels in each order of reading,
a line of 0 and 1 each, for the peer to judge.
"""

import json
import sys
from math import ceil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from theodolite.horizon.ranking.front_door import ranker_of
from theodolite.horizon.ranking.ranker import Ranker
from theodolite.horizon.simulation.labelled import read_screening
from theodolite.horizon.simulation.reading import reading_order
from theodolite.horizon.simulation.simulate import draw_priors
from theodolite.horizon.stopping.replay import first_stop

TARGET = 0.95


def whole_order(ranker: Ranker, is_relevant: NDArray[np.bool_], seed: int) -> NDArray[np.int64]:
    """Priors, then what the ranking asks for, then all the rest as it stands at the end."""
    priors = draw_priors(is_relevant, 1, seed)
    read = [*priors, *reading_order(ranker, is_relevant, priors).tolist()]
    scores = ranker.scores({at: bool(is_relevant[at]) for at in read})
    scores[read] = -np.inf
    rest = np.argsort(-scores, kind="stable")[: len(is_relevant) - len(read)]
    return np.concatenate([np.array(read, dtype=np.int64), rest])


def main(path: Path, seeds: int, orders: Path) -> None:
    """Print the size of the set, and for each order what was found and read at the stop."""
    screening = read_screening(path)
    ranker, relevant = ranker_of(screening.texts), screening.is_relevant
    stops, oracle, lines = [], [], []
    for seed in range(seeds):
        order = whole_order(ranker, relevant, seed)
        labels = relevant[order]
        told = first_stop(ranker.words.matrix, order, labels)
        assert told is not None
        stops.append((told.found / int(relevant.sum()), told.read))
        enough = ceil(TARGET * relevant.sum() - 1e-9)
        oracle.append(1 + int(np.searchsorted(labels.cumsum(), enough)))
        lines.append("".join("01"[kept] for kept in labels.tolist()))
    orders.write_text("\n".join(lines) + "\n")
    told = {"records": len(relevant), "relevant": int(relevant.sum())}
    sys.stdout.write(json.dumps(told | {"stops": stops, "oracle": oracle}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
