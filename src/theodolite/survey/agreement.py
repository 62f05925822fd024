"""How far two people who judged the same records agree, and how far chance would have got them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from theodolite.settings.errors import unknown_name
from theodolite.survey.errors import SurveyError


class CannotCompare(SurveyError):
    """The two lists of decisions do not belong to the same records."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people's decisions compared: `agreed` of `records` were the same, which is `share`.

    `kappa` is agreement beyond chance (Cohen 1960) with its 95 % interval from `low` to `high`
    (large-sample standard error of Fleiss, Cohen & Everitt 1969, cut off at −1 and 1). All three
    are None where both gave every record the same single decision: chance alone would then agree
    always, and kappa has no value. `prevalence_adjusted` is kappa as it would be had every
    decision been equally common (PABAK, Byrt, Bishop & Carlin 1993); it always has a value.
    `pairs` counts each pair of decisions, those that never occurred included.
    """

    records: int
    agreed: int
    share: float
    kappa: float | None
    low: float | None
    high: float | None
    prevalence_adjusted: float
    pairs: tuple[int, ...]


def agreement(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Compare two people's decisions on the same records, given in the same order.

    >>> found = agreement(["keep", "keep", "reject", "keep"], ["keep", "keep", "reject", "reject"])
    >>> found.agreed, found.kappa, found.prevalence_adjusted
    (3, 0.5, 0.5)
    """
    _check_lengths(first, second)
    table = _cross_table(first, second, sorted({*first, *second}))
    records, agreed = len(first), int(table.trace())
    share = agreed / records
    # Someone who screens could always have decided otherwise, so there are at least two kinds.
    kinds = max(2, len(table))
    kappa, low, high = _kappa(table) if len(table) > 1 else (None, None, None)
    return Agreement(
        records=records,
        agreed=agreed,
        share=share,
        kappa=kappa,
        low=low,
        high=high,
        prevalence_adjusted=(kinds * share - 1) / (kinds - 1),
        pairs=tuple(table.ravel().tolist()),
    )


def weighted_kappa(first: Sequence[str], second: Sequence[str], *, order: Sequence[str]) -> float:
    """Kappa for decisions that have an order, where being two steps apart is worse than one.

    Disagreement counts by the square of its distance in `order` (Cohen 1968).

    >>> marks = ["keep", "unsure", "reject"]
    >>> first, second = ["keep", "unsure", "reject", "keep"], ["keep", "keep", "reject", "unsure"]
    >>> round(weighted_kappa(first, second, order=marks), 3)
    0.636
    """
    _check_lengths(first, second)
    unknown = sorted({*first, *second} - set(order))
    if unknown:
        raise unknown_name("decision", unknown[0], order, where="the order of decisions")
    if len({*first, *second}) < 2:
        raise CannotCompare(
            "Both people gave every record the same decision, so kappa has no value."
            " Compare how often they agreed instead."
        )
    from statsmodels.stats.inter_rater import cohens_kappa

    table = _cross_table(first, second, order)
    return float(cohens_kappa(table, wt="quadratic", return_results=False))


def _check_lengths(first: Sequence[str], second: Sequence[str]) -> None:
    if len(first) != len(second):
        raise CannotCompare(
            f"The first person decided on {len(first)} records and the second on {len(second)},"
            " but agreement compares decisions on the same records. Keep the records that both"
            " decided on, in the same order."
        )
    if not first:
        raise CannotCompare(
            "There are no decisions to compare, but agreement needs at least one record that both"
            " people decided on. Check that their lists name the same records."
        )


def _cross_table(
    first: Sequence[str], second: Sequence[str], order: Sequence[str]
) -> NDArray[np.int64]:
    decisions = {decision: i for i, decision in enumerate(order)}
    table = np.zeros((len(decisions), len(decisions)), dtype=np.int64)
    for one, other in zip(first, second, strict=True):
        table[decisions[one], decisions[other]] += 1
    return table


def _kappa(table: NDArray[np.int64]) -> tuple[float, float, float]:
    from statsmodels.stats.inter_rater import cohens_kappa

    # Where one person always decided alike, an unused by-product of the library is 0/0.
    with np.errstate(invalid="ignore"):
        found = cohens_kappa(table)
    return float(found.kappa), max(-1.0, float(found.kappa_low)), min(1.0, float(found.kappa_upp))
