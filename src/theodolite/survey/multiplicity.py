"""Many tests at once: which findings remain, and which tests must not be made at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.errors import SurveyError
from theodolite.survey.estimates import associate

Families = Mapping[str, Mapping[str, float]]
"""For each declared family, the p-value of each of its tests."""


class CircularTest(SurveyError):
    """A test would ask of segments what they were made from."""


@dataclass(frozen=True, slots=True)
class AdjustedTest:
    """A test's p-value, alone and within its family.

    `holm` bounds the chance of even one false finding in the family (Holm 1979);
    `benjamini_hochberg` the share of false ones among all findings (Benjamini & Hochberg 1995).
    """

    family: str
    name: str
    p: float
    holm: float
    benjamini_hochberg: float


def adjust(families: Families) -> tuple[AdjustedTest, ...]:
    """Adjust every p-value for the number of tests in its family.

    >>> found = adjust({"skills": {"coding": 0.01, "teaching": 0.04}})
    >>> [(test.name, test.holm, test.benjamini_hochberg) for test in found]
    [('coding', 0.02, 0.02), ('teaching', 0.04, 0.04)]
    """
    _check_declared_once(families)
    return tuple(
        adjusted for family, tests in families.items() for adjusted in _adjusted(family, tests)
    )


def exact_p_values(tables: Mapping[str, ArrayLike]) -> dict[str, float]:
    """Test each table of counts (answers × segments) exactly, as one family to be adjusted.

    >>> p = exact_p_values({"security review": [[21, 10, 5], [25, 25, 27]]})
    >>> round(p["security review"], 4)
    0.0188
    """
    return {name: associate(table).exact_p for name, table in tables.items()}


def refuse_circular(tested: str, *, clustered_by: Collection[str]) -> None:
    """Refuse to test between segments a question that they were made from, or a part of one.

    >>> refuse_circular("skills", clustered_by=["activities"])
    """
    for question in clustered_by:
        if tested == question or _is_part(tested, question) or _is_part(question, tested):
            raise CircularTest(
                f"The segments were made from {question!r}, so a test of {tested!r} between them"
                " would find a difference even among random answers. Describe it by segment"
                " without a p-value, or test a question that the segments were not made from."
            )


def _is_part(one: str, whole: str) -> bool:
    return one.startswith(f"{whole}.")


def _check_declared_once(families: Families) -> None:
    seen: dict[str, str] = {}
    for family, tests in families.items():
        for name, p in tests.items():
            if name in seen:
                raise UnusableSettings(
                    f"The test {name!r} is in the families {seen[name]!r} and {family!r}, but how"
                    " strictly it is judged depends on its family. Leave it in one of them."
                )
            if not 0 <= p <= 1:
                raise UnusableSettings(
                    f"The test {name!r} has the p-value {p:g}, which is not between 0 and 1."
                    " Correct it, or leave out a test that could not be made."
                )
            seen[name] = family


def _adjusted(family: str, tests: Mapping[str, float]) -> tuple[AdjustedTest, ...]:
    if not tests:
        return ()
    given = list(tests.values())
    holm, false_share = _holm(np.array(given)), _false_share(np.array(given))
    return tuple(
        AdjustedTest(family, name, p, float(strict), float(lenient))
        for name, p, strict, lenient in zip(tests, given, holm, false_share, strict=True)
    )


def _holm(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The smallest p-value times the number of tests, the next times one fewer, never falling."""
    order = np.argsort(p_values, kind="stable")
    raised = p_values[order] * np.arange(len(order), 0, -1)
    adjusted = np.empty_like(raised)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(raised))
    return adjusted


def _false_share(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest p-value as it is, the next times the tests over its rank, never rising."""
    order = np.argsort(p_values, kind="stable")
    raised = p_values[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted = np.empty_like(raised)
    adjusted[order] = np.minimum.accumulate(raised[::-1])[::-1]
    return adjusted
