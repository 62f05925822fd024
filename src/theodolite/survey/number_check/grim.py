"""Which whole counts can stand behind a printed percentage (GRIM; Brown and Heathers 2017)."""

import re
from dataclasses import dataclass

_PERCENTAGE = re.compile(r"(\d{1,3})(?:\.(\d{1,3}))?\s?(?:%|per ?cent\b)")


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage as printed: 17.5% is 175 with one decimal."""

    scaled: int
    decimals: int = 0

    def __str__(self) -> str:
        """As it was printed."""
        return f"{self.scaled / 10**self.decimals:.{self.decimals}f}%"


def percentage_in(text: str) -> Percentage | None:
    """The percentage that a cell holds and nothing else.

    >>> percentage_in("17.5%"), percentage_in("17")
    (Percentage(scaled=175, decimals=1), None)
    """
    found = _PERCENTAGE.fullmatch(text.strip())
    return percentage_of(found) if found else None


def percentage_of(found: re.Match[str]) -> Percentage:
    """The percentage that a match of whole digits and decimal digits stands for."""
    decimals = found[2] or ""
    return Percentage(int(found[1] + decimals), len(decimals))


def possible_counts(percentage: Percentage, base: int) -> tuple[int, ...]:
    """Every count of `base` that rounds to the percentage, half up or half to even.

    A tie just below is rounded up to it by half-up; a tie just above is rounded down to it only
    by half-even, and only if it is even.

    >>> possible_counts(Percentage(12), 8), possible_counts(Percentage(13), 8)
    ((1,), (1,))
    >>> possible_counts(Percentage(60), 29)
    ()
    """
    whole = 200 * 10**percentage.decimals
    low = (2 * percentage.scaled - 1) * base
    high = (2 * percentage.scaled + 1) * base
    first = max(0, -(-low // whole))
    last = high // whole
    if last * whole == high and percentage.scaled % 2 == 1:
        last -= 1
    return tuple(range(first, min(last, base) + 1))


def is_possible(percentage: Percentage, base: int) -> bool:
    """Whether some count of `base` rounds to the percentage."""
    return bool(possible_counts(percentage, base))


def can_tell(percentage: Percentage, base: int) -> bool:
    """Whether some percentage of this precision is impossible with `base`."""
    return base < 100 * int(10**percentage.decimals)


def needs_half_even(percentage: Percentage, base: int) -> bool:
    """Whether only rounding half to even gives the percentage, never rounding half up."""
    counts = possible_counts(percentage, base)
    high = (2 * percentage.scaled + 1) * base
    return bool(counts) and all(200 * 10**percentage.decimals * k == high for k in counts)


def around(percentage: Percentage, base: int) -> str:
    """The two counts on either side of an impossible percentage, in words.

    >>> around(Percentage(60), 29)
    '17 of 29 (58.6%) or 18 of 29 (62.1%)'
    """
    below = min(percentage.scaled * base // (100 * 10**percentage.decimals), base - 1)
    return " or ".join(ratio(count, base) for count in (below, below + 1))


def ratio(count: int, base: int) -> str:
    """A count of a base with its percentage, in words."""
    return f"{count} of {base} ({100 * count / base:.1f}%)"
