"""The product's verbs, for a terminal or a timer."""

from theodolite.cli.program import run

__all__ = ["run"]
