"""Made-up respondents in five groupings, and margins of a population unlike them."""

import numpy as np
import polars as pl

GROUPS = {"region": 12, "band": 9, "specialism": 10, "sex": 2, "age": 6}
TOLERANCE = 1e-8


def made(people: int, seed: int = 2019) -> tuple[pl.DataFrame, dict[str, dict[str, float]]]:
    """One text column for each grouping, and the people wanted in each group of it."""
    chance = np.random.default_rng(seed)
    columns, margins = {}, {}
    for name, groups in GROUPS.items():
        labels = np.array([f"{name} {i}" for i in range(groups)])
        columns[name] = labels[
            chance.choice(groups, people, p=chance.dirichlet(np.full(groups, 20)))
        ]
        wanted = chance.dirichlet(np.full(groups, 20)) * people
        margins[name] = dict(zip(labels.tolist(), wanted.tolist(), strict=True))
    return pl.DataFrame(columns), margins
