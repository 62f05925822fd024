"""Seconds for so many bootstrap replicates of four clusters of a file, by Theodolite."""

import json
import sys
from time import perf_counter

import polars as pl

from theodolite.survey.clustering import bootstrap, grow_tree

rows = pl.read_csv(sys.argv[1]).to_numpy()
bootstrap(grow_tree(rows), [4], replicates=2)  # loads the machine code
begun = perf_counter()
(found,) = bootstrap(grow_tree(rows), [4], replicates=int(sys.argv[2]))
told = {"seconds": perf_counter() - begun, "jaccard": found.jaccard.round(3).tolist()}
sys.stdout.write(json.dumps(told))
