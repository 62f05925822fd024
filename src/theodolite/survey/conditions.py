"""A claim about one respondent's answers, written as a small table in a plan or questionnaire."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

import polars as pl

from theodolite.settings.errors import UnusableSettings
from theodolite.settings.settings_file import STRICT


@dataclass(frozen=True)
class Condition:
    """Holds where every test given here holds for the answers to `question`.

    `part` picks one part of a grid, or one option of a multi-select (`equals = true` is a tick).
    `total_at_most` adds up all parts. A respondent without an answer fails every test but
    `is_missing`.
    """

    question: str
    part: str = ""
    equals: str | float | bool | None = None
    one_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    total_at_most: float | None = None
    is_missing: bool | None = None

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        """Refuse a condition that tests nothing."""
        if not self.tests():
            raise UnusableSettings(
                f"The condition on {self.question!r} tests nothing. Add equals, one_of, at_least,"
                " at_most, total_at_most or is_missing."
            )

    def tests(self) -> list[str]:
        """The names of the tests this condition makes."""
        given = {
            "equals": self.equals is not None,
            "one_of": bool(self.one_of),
            "at_least": self.at_least is not None,
            "at_most": self.at_most is not None,
            "total_at_most": self.total_at_most is not None,
            "is_missing": self.is_missing is not None,
        }
        return [name for name, is_given in given.items() if is_given]

    def holds(self, fields: Sequence[str]) -> pl.Expr:
        """Whether it holds for each respondent; `fields` are the frame columns of the question."""
        wanted = [f"{self.question}.{self.part}"] if self.part else list(fields)
        one = pl.col(wanted[0])
        tests: dict[str, Callable[[], pl.Expr]] = {
            "equals": lambda: one == self.equals,
            "one_of": lambda: one.is_in(list(self.one_of)),
            "at_least": lambda: one >= self.at_least,
            "at_most": lambda: one <= self.at_most,
            # polars adds up nothing at all to 0, which nobody answered.
            "total_at_most": lambda: pl.when(pl.any_horizontal(pl.col(wanted).is_not_null())).then(
                pl.sum_horizontal(wanted) <= self.total_at_most
            ),
            "is_missing": lambda: pl.all_horizontal(pl.col(wanted).is_null()) == self.is_missing,
        }
        held = [tests[name]().fill_null(value=False) for name in self.tests()]
        return reduce(and_, held)
