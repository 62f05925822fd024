"""Seconds for a tree of so many rows, in steps of 5 or exact, by fastcluster."""

import json
import sys
from time import perf_counter

import fastcluster

from benchmarks.answers import shares

rows = shares(int(sys.argv[1]), in_steps=sys.argv[2] == "steps")
begun = perf_counter()
fastcluster.linkage_vector(rows, method="ward")
sys.stdout.write(json.dumps({"seconds": perf_counter() - begun}))
