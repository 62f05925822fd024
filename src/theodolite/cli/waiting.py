"""A bar on the terminal while long work is done; programs and files never see it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

_STEPS = 1_000


@contextmanager
def waiting(label: str) -> Iterator[Callable[[float], None] | None]:
    """Give something to tell progress to, from 0 to 1; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    with typer.progressbar(length=_STEPS, label=label, file=sys.stderr) as bar:
        done = 0

        def tell_progress(share: float) -> None:
            nonlocal done
            bar.update(int(_STEPS * share) - done)
            done = int(_STEPS * share)

        yield tell_progress
