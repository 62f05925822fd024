"""Whether two questions are related, when respondents were weighted or came in clusters."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, fdtrc

from theodolite.survey.estimates.design import Design
from theodolite.survey.estimates.design_estimate import check_one_each
from theodolite.survey.estimates.grouping import Column, grouped
from theodolite.survey.estimates.refusals import CannotEstimate
from theodolite.survey.estimates.variance import covariance


@dataclass(frozen=True, slots=True)
class AssociationTest:
    """A test of no association between two questions.

    `statistic` is Pearson's chi-square on the weighted shares times the answers (first order), or
    that divided by its expectation under the design, an F (second order; `denominator` is then
    its second degrees of freedom). `mean_deff` is by how much the design inflates chi-square.
    """

    statistic: float
    degrees_of_freedom: float
    denominator: float | None
    p: float
    mean_deff: float


def rao_scott(
    rows: Column, columns: Column, design: Design, *, order: Literal["first", "second"] = "second"
) -> AssociationTest:
    """Test two questions for association, corrected for the design (Rao & Scott 1984).

    Respondents who lack an answer to either are left out. The first order divides chi-square by
    its mean design effect; the second also corrects its spread and is the one to use.
    """
    cells, shape = _crossed(rows, columns, design)
    counted = cells >= 0
    weights = np.where(counted, design.weights, 0.0)
    population = weights.sum()
    is_in = cells[:, None] == np.arange(shape[0] * shape[1])
    shares = weights @ is_in / population
    linearised = np.where(counted[:, None], is_in - shares, 0.0) / population
    people = int(counted.sum())
    pearson = _pearson(shares.reshape(shape), people)
    effects = _generalised_effects(shares, shape, covariance(linearised, design) * people)
    return _TESTS[order](pearson, effects, design.degrees_of_freedom())


def _crossed(
    rows: Column, columns: Column, design: Design
) -> tuple[NDArray[np.int64], tuple[int, int]]:
    """Each respondent's cell (−1 for none) in the table of answers that somebody gave to both."""
    down, across = grouped(rows), grouped(columns)
    for question in (down, across):
        check_one_each(question.codes.shape, design)
    counted = (down.codes >= 0) & (across.codes >= 0) & (design.weights > 0)
    first, row = np.unique(down.codes[counted], return_inverse=True)
    second, column = np.unique(across.codes[counted], return_inverse=True)
    for question, used in ((down, first), (across, second)):
        _check_has_choice([question.labels[code] for code in used])
    cells = np.full(len(counted), -1, dtype=np.int64)
    cells[counted] = row * len(second) + column
    return cells, (len(first), len(second))


def _check_has_choice(answers: list[str]) -> None:
    if len(answers) < 2:
        raise CannotEstimate(
            f"Everyone gave the same answer ({', '.join(answers) or 'none'}), so it cannot be"
            " related to anything. Test questions with at least two answers."
        )


def _pearson(shares: NDArray[np.float64], people: int) -> float:
    expected = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    return float(people * ((shares - expected) ** 2 / expected).sum())


def _generalised_effects(
    shares: NDArray[np.float64], shape: tuple[int, int], scaled: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The matrix whose eigenvalues are the design effects of the contrasts of no association."""
    contrasts = _interaction(shape)
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)
    divided = contrasts * inverse[:, None]
    # Cells that nobody is in can leave too few for every contrast; then the smallest solution.
    found = np.linalg.lstsq(contrasts.T @ divided, divided.T @ scaled @ divided, rcond=None)[0]
    return np.asarray(found)


def _interaction(shape: tuple[int, int]) -> NDArray[np.float64]:
    """Contrasts of a table's cells that sum to 0 along every row and column."""
    down, across = (np.eye(size)[:, 1:] - 1 / size for size in shape)
    return np.asarray(np.kron(down, across), dtype=np.float64)


def _first_order(pearson: float, effects: NDArray[np.float64], _: int) -> AssociationTest:
    freedom = len(effects)
    deff = float(effects.trace()) / freedom
    return AssociationTest(pearson, freedom, None, float(chdtrc(freedom, pearson / deff)), deff)


def _second_order(pearson: float, effects: NDArray[np.float64], clusters: int) -> AssociationTest:
    trace = float(effects.trace())
    freedom = trace**2 / float((effects @ effects).trace())
    statistic, denominator = pearson / trace, freedom * clusters
    p = float(fdtrc(freedom, denominator, statistic))
    return AssociationTest(statistic, freedom, denominator, p, trace / len(effects))


_TESTS = {"first": _first_order, "second": _second_order}
