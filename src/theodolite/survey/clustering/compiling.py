"""Loops turned into machine code, where there is enough work to pay for it."""

from collections.abc import Callable
from functools import cache
from typing import TypeVar, cast

COMPILED_FROM = 5_000
"""How many different rows it takes before compiled loops win back the time it takes to load them.

Measured by `benchmarks/loading.py`: loading takes about a second, and so does a tree of 6,000
rows without it.
"""

Progress = Callable[[float], None]
"""Told how much of a long work is done, from 0 to 1."""

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """The same function as machine code, kept on disk so that it is made only once.

    Arithmetic stays exactly as written (no reordering, no fused steps), so results have the same
    bits as in plain Python.
    """
    from numba import njit  # slow to load, which a small survey need not pay

    return cast("Loop", njit(cache=True, error_model="numpy")(loop))


def compiled_if_many(loop: Loop, rows: int) -> Loop:
    """The function itself for few rows, its machine code for many."""
    return _compiled_once(loop) if is_worth_compiling(rows) else loop


def is_worth_compiling(rows: int, *, trees: int = 1) -> bool:
    """Whether so many trees of so many different rows take longer than loading machine code.

    Without it the time for a tree grows with the rows, and from about 1,500 on with their square.
    """
    least = COMPILED_FROM * (COMPILED_FROM + 1_500)
    return trees * rows * (rows + 1_500) >= least


_compiled_once = cache(compiled)
