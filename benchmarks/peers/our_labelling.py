"""Read the first thousand of a large made-up pool, and tell the seconds for each label.

`python -m benchmarks.peers.our_labelling RECORDS LABELS`: words are drawn as often as words are
used (Zipf), 180 to a record, and a relevant record has a dozen of its matter's own.
"""

import sys
from time import perf_counter

import numpy as np

from theodolite.horizon.ranking.front_door import ranker_of
from theodolite.horizon.simulation.reading import reading_order
from theodolite.horizon.simulation.simulate import draw_priors

WORDS = 60_000
LENGTH = 180
MATTERS = 40
OWN = 12


def made_up(records: int, seed: int) -> tuple[list[str], np.ndarray]:
    """Texts, and which of them are of the matter that is wanted."""
    chance = np.random.default_rng(seed)
    often = 1 / (np.arange(WORDS) + 10)
    drawn = chance.choice(WORDS, size=(records, LENGTH), p=often / often.sum())
    matter = chance.integers(0, MATTERS, records)
    drawn[:, :OWN] = 500 + 100 * matter[:, None] + chance.integers(0, 100, (records, OWN))
    words = np.array([f"word{number}" for number in range(WORDS)])
    return [" ".join(row) for row in words[drawn]], matter == 0


if __name__ == "__main__":
    records, labels = int(sys.argv[1]), int(sys.argv[2])
    texts, is_relevant = made_up(records, 1)
    ranker = ranker_of(texts)
    known = draw_priors(is_relevant, 1, 1)
    begun = perf_counter()
    order = reading_order(ranker, is_relevant, known, most=labels)
    seconds = (perf_counter() - begun) / (labels - len(known))
    found = int(is_relevant[order[:labels]].sum())
    sys.stdout.write(f'{{"seconds": {seconds:.6f}, "found": {found}}}\n')
