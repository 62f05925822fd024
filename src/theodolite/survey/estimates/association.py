"""Whether the rows and columns of a table of respondents are related, without weights."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, gammaln

from theodolite.survey.estimates.refusals import CannotEstimate

_MOST_TABLES = 2_000_000
_SIMULATED, _SEED = 99_999, 1934
# Tables as probable as the one seen, but for rounding, are as probable.
_SLACK = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Association:
    """What a table of counts says about its two questions being related.

    `chi_square`, its `degrees_of_freedom` and `p` are Pearson's, without continuity correction;
    read them where `least_expected` is 5 or more. `exact_p` is Fisher's, extended to any table
    (Freeman & Halton 1951); `is_simulated` says that too many tables were possible to go through
    and 99,999 random ones with the same totals stood for them. `strength` is Cramér's V, from 0
    to 1. `residuals` are adjusted to have variance 1 if there were no relation: beyond ±2, a cell
    stands out.
    """

    chi_square: float
    degrees_of_freedom: int
    p: float
    exact_p: float
    is_simulated: bool
    strength: float
    least_expected: float
    residuals: NDArray[np.float64]


def associate(counts: ArrayLike) -> Association:
    """Test a table of counts for association between its rows and its columns.

    >>> found = associate([[21, 10, 5], [25, 25, 27]])
    >>> round(found.chi_square, 3), round(found.exact_p, 4), found.is_simulated
    (8.09, 0.0188, False)
    """
    table = _checked(counts)
    rows, columns, people = table.sum(axis=1), table.sum(axis=0), int(table.sum())
    expected = np.outer(rows, columns) / people
    chi_square = float(((table - expected) ** 2 / expected).sum())
    freedom = (len(rows) - 1) * (len(columns) - 1)
    spread = np.outer(1 - rows / people, 1 - columns / people)
    exact = _exact_p(table)
    return Association(
        chi_square=chi_square,
        degrees_of_freedom=freedom,
        p=float(chdtrc(freedom, chi_square)),
        exact_p=_simulated_p(table) if exact is None else exact,
        is_simulated=exact is None,
        strength=float(np.sqrt(chi_square / (people * (min(table.shape) - 1)))),
        least_expected=float(expected.min()),
        residuals=(table - expected) / np.sqrt(expected * spread),
    )


def _checked(counts: ArrayLike) -> NDArray[np.int64]:
    table = np.asarray(counts)
    if table.ndim != 2 or (table < 0).any() or (table != np.floor(table)).any():
        raise CannotEstimate(
            f"The table {table.tolist()} is not rows of whole counts, which the test is of."
            " Give unrounded numbers of respondents, before any are hidden."
        )
    kept = np.asarray(table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0], dtype=np.int64)
    if min(kept.shape) < 2:
        raise CannotEstimate(
            f"Of {' × '.join(map(str, table.shape))} answers and groups only"
            f" {' × '.join(map(str, kept.shape))} have anyone in them, and a test needs two of"
            " each. Test questions that divide the respondents."
        )
    return kept


def _exact_p(table: NDArray[np.int64]) -> float | None:
    """Add up the probabilities of all tables with these totals that are no likelier than this.

    None where there are too many such tables.
    """
    # Small totals first and the largest left to follow from the rest keep the tables few.
    lines = table[np.argsort(table.sum(axis=1))][:, np.argsort(table.sum(axis=0))]
    if len(lines) > len(lines.T):
        lines = lines.T
    constant = gammaln(lines.sum(axis=1) + 1).sum() + gammaln(lines.sum(axis=0) + 1).sum()
    constant -= gammaln(lines.sum() + 1)
    seen = constant - gammaln(lines + 1).sum()
    costs = _all_tables(lines.sum(axis=1), lines.sum(axis=0))
    if costs is None:
        return None
    logs = constant - costs
    return min(1.0, float(np.exp(logs[logs <= seen + _SLACK]).sum()))


def _all_tables(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64] | None:
    """The sum of log factorials of the cells of every table with these totals.

    Columns are filled one after the other, each from its first row down; `left` holds what each
    unfinished table still has to place in every row.
    """
    left, costs = rows[None, :].copy(), np.zeros(1)
    for column in columns[:-1]:
        to_place = np.full(len(left), column)
        for row in range(len(rows)):
            most = np.minimum(left[:, row], to_place)
            least = np.maximum(0, to_place - left[:, row + 1 :].sum(axis=1))
            choices = most - least + 1
            if choices.sum() > _MOST_TABLES:
                return None
            parent = np.repeat(np.arange(len(left)), choices)
            start = np.repeat(np.cumsum(choices) - choices, choices)
            cell = least[parent] + np.arange(len(parent)) - start
            left, to_place = left[parent], to_place[parent] - cell
            left[:, row] -= cell
            costs = costs[parent] + gammaln(cell + 1)
    return np.asarray(costs + gammaln(left + 1).sum(axis=1))


def _simulated_p(table: NDArray[np.int64]) -> float:
    from scipy.stats import MonteCarloMethod, fisher_exact

    method = MonteCarloMethod(n_resamples=_SIMULATED, rng=np.random.default_rng(_SEED))
    return float(fisher_exact(table, method=method).pvalue)
