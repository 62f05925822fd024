"""How far a search for trends is, told to whoever waits for it."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Is told the share that is done, from 0 to 1."""


def unseen(share: float) -> None:
    """Nobody waits."""


def part(progress: Progress, first: float, last: float) -> Progress:
    """Progress of a part that takes a whole from one share to another.

    >>> part(print, 0.5, 1.0)(0.5)
    0.75
    """
    return lambda share: progress(first + (last - first) * share)
