"""Seconds for a tree of so many rows, in steps of 5 or exact, by Theodolite."""

import json
import sys
from time import perf_counter

from benchmarks.answers import shares
from theodolite.survey.clustering import grow_tree

rows = shares(int(sys.argv[1]), in_steps=sys.argv[2] == "steps")
grow_tree(shares(20_000))  # loads the machine code
begun = perf_counter()
grow_tree(rows)
sys.stdout.write(json.dumps({"seconds": perf_counter() - begun}))
