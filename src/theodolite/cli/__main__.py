"""Run the command line with `python -m theodolite.cli`."""

from theodolite.cli.program import run

run()
