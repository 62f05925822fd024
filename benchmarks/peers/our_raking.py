"""Seconds to rake so many respondents to five margins, by Theodolite."""

import json
import sys
from time import perf_counter

from benchmarks.peers.made_margins import TOLERANCE, made
from theodolite.survey.estimates import simple
from theodolite.survey.weighting import rake

people = int(sys.argv[1])
frame, margins = made(people)
begun = perf_counter()
known = {name: frame[name] for name in margins}
weights = rake(simple(people), known, margins, tolerance=TOLERANCE).weights
told = {"seconds": perf_counter() - begun, "heaviest": round(float(weights.max()), 6)}
sys.stdout.write(json.dumps(told))
