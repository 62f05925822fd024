"""Replay a screening with a ranking of ours, and tell how much reading it would have saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import RandomState
from numpy.typing import NDArray

from theodolite.horizon.ranking.ranker import Ranker
from theodolite.horizon.simulation.labelled import UnusableScreening
from theodolite.horizon.simulation.metrics import (
    average_time,
    loss,
    ndcg,
    recall,
    work_saved,
)
from theodolite.horizon.simulation.reading import reading_order

StopRule = Callable[[NDArray[np.int64], NDArray[np.bool_]], int | None]
"""Told all records in the order of reading, priors first, and their labels, it says after how many
it would have stopped, looking at no later label; None if it would have read them all."""


@dataclass(frozen=True)
class Simulated:
    """One replay: all records in the order of reading, priors left out, and what that saves.

    `stopped_at` counts records read, priors included, when the stopping rule would have stopped,
    and `recall_at_stop` is the share of all relevant records found by then; both None without one.
    """

    seed: int
    priors: tuple[int, ...]
    order: NDArray[np.int64]
    recall_at_10: float
    wss_95: float
    atd: float
    loss: float
    ndcg: float
    stopped_at: int | None = None
    recall_at_stop: float | None = None


def simulate(
    ranker: Ranker,
    is_relevant: NDArray[np.bool_],
    *,
    seed: int,
    priors: int = 1,
    stop_rule: StopRule | None = None,
) -> Simulated:
    """Read in the order that the ranker asks for, until the last relevant record is found.

    `priors` relevant and as many irrelevant records, drawn by `seed` exactly as ASReview draws
    them (`--n-prior-included`, `--n-prior-excluded`, `--prior-seed`), are known from the start and
    left out of every number. With none, the ranker begins from what the search is about, or else
    from what is typical of the records.
    """
    _check(is_relevant, priors)
    known = draw_priors(is_relevant, priors, seed)
    order = reading_order(ranker, is_relevant, known)
    read = is_relevant[order]
    stopped_at = recall_at_stop = None
    if stop_rule is not None:
        every = np.concatenate([np.array(known, dtype=np.int64), order])
        stopped_at = stop_rule(every, is_relevant[every]) or len(every)
        recall_at_stop = float(is_relevant[every[:stopped_at]].sum() / is_relevant.sum())
    return Simulated(
        seed=seed,
        priors=known,
        order=order,
        recall_at_10=recall(read, 0.1),
        wss_95=work_saved(read, 0.95),
        atd=average_time(read),
        loss=loss(read),
        ndcg=ndcg(read),
        stopped_at=stopped_at,
        recall_at_stop=recall_at_stop,
    )


def draw_priors(is_relevant: NDArray[np.bool_], each: int, seed: int) -> tuple[int, ...]:
    """So many relevant and irrelevant records by chance, the same ones as ASReview's."""
    drawn: list[int] = []
    for kind in (True, False):
        among = np.flatnonzero(is_relevant == kind)
        drawn += RandomState(seed).choice(among, each, replace=False).tolist()
    return tuple(drawn)


def _check(is_relevant: NDArray[np.bool_], priors: int) -> None:
    relevant, records = int(is_relevant.sum()), len(is_relevant)
    counted = f"{relevant} of the {records} records {'is' if relevant == 1 else 'are'} relevant"
    if relevant in (0, records):
        raise UnusableScreening(
            f"{counted}, so no order is better than another. Relevant records and others were "
            "expected; check that the labels are in the right column (--label)."
        )
    if priors >= relevant or priors >= records - relevant:
        raise UnusableScreening(
            f"{counted}, and {priors} of each kind are to be known from the start, so none of a "
            "kind would be left to find. Ask for fewer with --priors; 0 is possible."
        )


NUMBERS = ("recall_at_10", "wss_95", "atd", "loss", "ndcg", "stopped_at", "recall_at_stop")


def numbers(run: Simulated) -> dict[str, float | None]:
    """Every number of a run by its name."""
    return {name: getattr(run, name) for name in NUMBERS}


def means(runs: Sequence[Simulated]) -> dict[str, float | None]:
    """The mean of every number over the runs; None where a run has none."""
    found = {name: [numbers(run)[name] for run in runs] for name in NUMBERS}
    return {name: _mean(values) for name, values in found.items()}


def _mean(values: Sequence[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if len(there) == len(values) else None
