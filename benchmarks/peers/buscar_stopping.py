"""Tell where Buscar would have stopped in each order of reading, asked at the moments we are.

Arguments: the file of orders (a line of 0 and 1 each), and the moments, joined by commas.
"""

import json
import sys
from pathlib import Path

import numpy as np
from buscarpy import calculate_h0

TARGET, ERROR = 0.95, 0.05


def stop(labels: "np.ndarray[tuple[int], np.dtype[np.int64]]", moments: list[int]) -> int:
    """The first of the moments at which a recall below the target is refuted."""
    for read in moments:
        if labels[:read].any():
            chance = calculate_h0(labels[:read], len(labels), recall_target=TARGET)
            if chance is not None and chance < ERROR:
                return read
    return len(labels)


def main(orders: Path, moments: list[int]) -> None:
    """Print for each order the share of the relevant that was found and how many were read."""
    stops = []
    for line in orders.read_text().split():
        labels = np.array([int(label) for label in line])
        read = stop(labels, moments)
        stops.append((int(labels[:read].sum()) / int(labels.sum()), read))
    sys.stdout.write(json.dumps({"stops": stops}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(one) for one in sys.argv[2].split(",")])
