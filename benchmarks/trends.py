"""Trends: phrases counted in time, chance raising few alerts, rises told when they came."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.measuring import Judged, Measured, middle, run, script
from tests.horizon.trends.planted import stream_series
from theodolite.horizon.trends import TrendSettings
from theodolite.horizon.trends.looks import look

NOTICES = Path("../shared/data/streams/federal_register_2020_2026.csv.gz")
STREAMS, SERIES, ITEMS = 200, 100, 60
RISING = 5


def measure(_: Path, runs: int) -> Iterator[Measured | Judged]:
    """Speed and dates on real notices, where they are here; rates on streams drawn at random."""
    if NOTICES.exists():
        yield from _on_notices(runs)
    for clumping in (0.0, 0.2):
        name = f"{STREAMS} streams of chance, clumping {clumping:g}"
        yield Judged(name, "share with an alert", _false_alarms(clumping), most=0.1)
    yield Judged(
        "0.4 % to 4 % of 120 items a month within three months",
        "share told within six months",
        _recall(),
        least=0.95,
    )


def _on_notices(runs: int) -> Iterator[Measured | Judged]:
    counted = [run(script("our_trends", NOTICES, "phrases")) for _ in range(runs)]
    one = middle(counted, timing="told")
    yield Measured(
        "phrases of 108,098 notices, variants joined",
        one.seconds,
        one.megabytes,
        most_seconds=20.0,
    )
    whole = run(script("our_trends", NOTICES, "trends"))
    told = json.loads(whole.printed.strip().splitlines()[-1])
    yield Measured(
        "trends of 108,098 notices with every look replayed",
        float(told["seconds"]),
        whole.megabytes,
        most_seconds=60.0,
    )
    yield Judged("COVID rises in notices", "months after January 2020", told["covid"], most=2)
    yield Judged("AI rises in notices", "months after December 2022", told["ai"], least=1, most=12)
    yield Judged(
        "the twenty likeliest to multiply, of notices",
        "share that did",
        told["precision"],
        "any candidate",
        told["base"],
        least_ratio=5.0,
    )


def _shares(seed: int, months: int) -> np.ndarray:
    chance = np.random.default_rng(seed)
    shares = np.exp(chance.uniform(np.log(0.002), np.log(0.08), SERIES))
    return np.repeat(shares[:, None], months, 1)


def _false_alarms(clumping: float) -> float:
    raised = 0
    for seed in range(STREAMS):
        series = stream_series(_shares(seed, 24), seed=seed, items=ITEMS, clumping=clumping)
        seen = look(series, 23, TrendSettings())
        raised += bool(seen and seen.rising)
    return raised / STREAMS


def _recall() -> float:
    told = 0
    for seed in range(1_000, 1_000 + STREAMS // 4):
        shares = _shares(seed, 27)
        shares[:RISING] = 0.004
        shares[:RISING, 21:24] = (0.016, 0.028, 0.04)
        shares[:RISING, 24:] = 0.04
        series = stream_series(shares, seed=seed, items=ITEMS)
        looks = [look(series, month, TrendSettings()) for month in range(21, 27)]
        rising = {sign.series for one in looks if one for sign in one.rising}
        told += len(rising & set(range(RISING)))
    return told / (RISING * (STREAMS // 4))
