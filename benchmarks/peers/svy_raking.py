"""Seconds to rake so many respondents to five margins, by svy."""

import json
import sys
from time import perf_counter

import polars as pl
import svy

from benchmarks.peers.made_margins import TOLERANCE, made

people = int(sys.argv[1])
frame, margins = made(people)
begun = perf_counter()
sample = svy.Sample(frame.with_columns(start=pl.lit(1.0)), svy.Design(wgt="start"))
raked = sample.weighting.rake(controls=margins, tol=TOLERANCE, max_iter=1_000, ignore_reps=True)
weights = raked.data["rk_wgt"]
told = {"seconds": perf_counter() - begun, "heaviest": round(float(weights.max()), 6)}
sys.stdout.write(json.dumps(told))
