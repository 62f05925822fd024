"""Items made up for triage: a few hundred, of which some are about what is looked for."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from theodolite.horizon.item import Item
from theodolite.horizon.triage.acts import Act, Deed

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)
TODAY = date(2026, 11, 2)


def act(deed: Deed, identity: str, by: str, *members: str, minute: int = 0) -> Act:
    return Act(deed, identity, by, MORNING + timedelta(minutes=minute), members=members)


def item(identity: str, title: str, *, at: datetime = MORNING) -> Item:
    return Item(identity, title, "paper", at)


def stream(pool: int, relevant: int, *, seed: int, at: datetime = MORNING) -> list[Item]:
    """Texts of drawn words; those that are relevant (`yes:…`) draw some from words of their own."""
    random = np.random.default_rng(seed)
    is_relevant = random.permutation(pool) < relevant
    items = []
    for number, wanted in enumerate(is_relevant.tolist()):
        words = [f"w{n}" for n in random.integers(0, 300, 25)]
        own = [f"k{n}" for n in random.integers(0, 40, random.integers(3, 9))] if wanted else []
        name = f"{'yes' if wanted else 'no'}:{seed}-{number}"
        items.append(item(name, " ".join([*words, *own]), at=at))
    return items
