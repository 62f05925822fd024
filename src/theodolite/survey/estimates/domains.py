"""One estimate for each group of respondents."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from theodolite.survey.estimates.design_estimate import DesignEstimate
from theodolite.survey.estimates.grouping import Column, grouped
from theodolite.survey.estimates.refusals import NobodyAnswered


def by_group(
    groups: Column, estimate: Callable[[NDArray[np.bool_]], DesignEstimate]
) -> dict[str, DesignEstimate | None]:
    """Estimate within each group, as part of the whole design; None where nobody answered.

    >>> from theodolite.survey.estimates import mean, simple
    >>> hours, people = [30, 40, 50, 40], simple(4)
    >>> found = by_group(["a", "a", "b", "b"], lambda among: mean(hours, people, among=among))
    >>> {group: estimate.value for group, estimate in found.items()}
    {'a': 35.0, 'b': 45.0}
    """
    found = grouped(groups)
    return {
        label: _or_none(estimate, found.codes == code) for code, label in enumerate(found.labels)
    }


def _or_none(
    estimate: Callable[[NDArray[np.bool_]], DesignEstimate], among: NDArray[np.bool_]
) -> DesignEstimate | None:
    try:
        return estimate(among)
    except NobodyAnswered:
        return None
