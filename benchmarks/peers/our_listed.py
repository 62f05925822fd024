"""The pages of the horizon over very many items, asked one after the other as a browser would."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import numpy as np

from theodolite.web.starting import start

TIMES = 30


def main() -> None:
    """Print, for each kind of page, what 95 of 100 take of the processor at most, in ms."""
    start(Path(sys.argv[1]))
    logging.disable(logging.WARNING)
    from django.test import Client

    from theodolite.store.models import Account, ListedItem, Role

    told: dict[str, float] = {}
    number = ListedItem.objects.count()
    chance = np.random.default_rng(11)
    for role in ("curator", "member"):
        account, _ = Account.objects.get_or_create(email=f"{role}@example.org")
        if role == "curator":
            Role.objects.get_or_create(account=account, role="curator")
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(account)
        for name, addresses in _pages(role, number, chance):
            client.get(addresses[0])  # the first builds templates
            taken: list[float] = []
            for address in addresses:
                begun = process_time()
                answer = client.get(address)
                taken.append(process_time() - begun)
                assert answer.status_code in (200, 404), (address, answer.status_code)
            told[f"{role}: {name}"] = round(1_000 * float(np.quantile(taken, 0.95)), 1)
    sys.stdout.write(json.dumps(told))


def _pages(role: str, number: int, chance: np.random.Generator) -> Iterator[tuple[str, list[str]]]:
    """Kinds of pages and their addresses, chosen by chance but the same on every run."""
    from theodolite.web.sightings.topics import topics_of_society

    topics = [topic.code for topic in topics_of_society()]
    drawn = chance.integers(1, number + 1, TIMES)
    yield "home", ["/"] * TIMES
    if role == "curator":
        yield "inbox", ["/horizon/triage/"] * TIMES
        yield "inbox as a list", ["/horizon/triage/?show=list"] * TIMES
    yield "item", [f"/horizon/item/?of=doi%3A10.5555%2F{one}" for one in drawn]
    yield "topics", ["/horizon/topics/"] * TIMES
    yield "topic", [f"/horizon/topics/one/?of={topics[one % len(topics)]}" for one in drawn]
    yield "everything, newest first", ["/horizon/search/?words="] * TIMES
    yield "search", list(_searches(drawn.tolist(), topics))


def _searches(drawn: list[int], topics: list[str]) -> Iterator[str]:
    """Common words, two words, rare words, words within a topic, and far pages: a fifth each."""
    for one in drawn:
        yield f"/horizon/search/?words=w{1 + one % 30}"
        yield f"/horizon/search/?words=w{2 + one % 97}+w{100 + one % 890}"
        yield f"/horizon/search/?words=w{5_000 + one % 20_000}"
        yield f"/horizon/search/?words=w{20 + one % 500}&topic={topics[one % len(topics)]}"
        yield f"/horizon/search/?words=w{1 + one % 50}&page=20"


if __name__ == "__main__":
    main()
