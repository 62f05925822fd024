"""A tree of so many different rows, machine code being used from so many on."""

import sys

import numpy as np

from theodolite.survey.clustering import compiling, grow_tree

compiling.COMPILED_FROM = int(sys.argv[2])
grow_tree(np.random.default_rng(0).random((int(sys.argv[1]), 7)))
