"""Where respondents work: invented institutions in the regions of the United Kingdom."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from theodolite.survey.synthetic.published import (
    INSTITUTIONS_NHS,
    INSTITUTIONS_PRIVATE,
    KEPT,
    KEPT_WITHOUT_AFFILIATION,
    RECEIVED,
    SOLE_REPRESENTATIVES,
    WITHOUT_AFFILIATION,
)

UNDECLARED = ""
"""The answer of somebody who did not name an institution."""

CHOSEN_TEAM_SIZES = {2: 9, 3: 9, 4: 4, 5: 2, 6: 1}
"""Not in the report: how many institutions have so many respondents, where it is more than one."""

CHOSEN_INSTITUTIONS_BY_REGION = {
    "North East": 2,
    "North West": 5,
    "Yorkshire and The Humber": 4,
    "East Midlands": 3,
    "West Midlands": 5,
    "East of England": 4,
    "London": 7,
    "South East": 5,
    "South West": 4,
    "Wales": 2,
    "Scotland": 3,
    "Northern Ireland": 1,
}
"""Not in the report, which shows the regions only as a picture."""


@dataclass(frozen=True, slots=True)
class Employer:
    """The institution somebody named, if they did, and the region they gave."""

    institution: str
    region: str


def place_kept(*, at_companies: NDArray[np.bool_], rng: Generator) -> list[Employer]:
    """Employers of the respondents kept; the companies go to some of those marked for them."""
    hospitals = [f"Hospital {number:02d}" for number in range(1, INSTITUTIONS_NHS + 1)]
    companies = [f"Company {number}" for number in range(1, INSTITUTIONS_PRIVATE + 1)]
    assert len(at_companies) == KEPT
    alone = SOLE_REPRESENTATIVES - len(companies)
    sizes = [1] * alone + [size for size, many in CHOSEN_TEAM_SIZES.items() for _ in range(many)]
    named = [name for name, size in zip(hospitals, sizes, strict=True) for _ in range(size)]
    others = rng.permutation([*named, *[UNDECLARED] * KEPT_WITHOUT_AFFILIATION])
    institutions = np.empty(KEPT, dtype=object)
    in_companies = np.flatnonzero(at_companies)[: len(companies)]
    institutions[in_companies] = companies
    institutions[np.setdiff1d(np.arange(KEPT), in_companies)] = others
    return _in_regions([str(name) for name in institutions], hospitals + companies, rng)


def place_rejected(kept: list[Employer], rng: Generator) -> list[Employer]:
    """Employers of the respondents rejected: colleagues of some, and some who name nobody.

    They join institutions that have two respondents or more already, so that whoever is the only
    one of an institution stays so.
    """
    names = [employer.institution for employer in kept]
    shared = [one for one in kept if names.count(one.institution) > 1 and one.institution]
    undeclared = [one for one in kept if one.institution == UNDECLARED]
    silent = WITHOUT_AFFILIATION - KEPT_WITHOUT_AFFILIATION
    declared = RECEIVED - KEPT - silent
    return _some(shared, declared, rng) + _some(undeclared, silent, rng)


def _in_regions(answered: list[str], institutions: list[str], rng: Generator) -> list[Employer]:
    """Each institution lies in one region; those who named none are spread like the others."""
    regions = [name for name, many in CHOSEN_INSTITUTIONS_BY_REGION.items() for _ in range(many)]
    region_of = dict(zip(institutions, rng.permutation(regions).tolist(), strict=True))
    return [Employer(name, region_of.get(name) or str(rng.choice(regions))) for name in answered]


def _some(employers: list[Employer], number: int, rng: Generator) -> list[Employer]:
    return [employers[i] for i in rng.choice(len(employers), size=number, replace=False)]
