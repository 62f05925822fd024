"""The 125 respondents: 113 who were kept and 12 who were not, with all their answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from theodolite.survey.synthetic.activities import ACTIVITIES, draw_shares
from theodolite.survey.synthetic.careers import OUTSIDE_BANDS, Careers, make_careers
from theodolite.survey.synthetic.choosing import Members
from theodolite.survey.synthetic.employers import Employer, place_kept, place_rejected
from theodolite.survey.synthetic.published import KEPT, RECEIVED
from theodolite.survey.synthetic.recognition import (
    in_job_description,
    in_quality_system,
    self_taught,
    sufficiency,
)
from theodolite.survey.synthetic.skills import make_skills

SEED = 2019

Answer = str | int | frozenset[str] | Mapping[str, int]
"""A text or number, the texts of the options ticked, or a number for each part."""

REJECTED_POSTS = (
    "Hospital information technology",
    "Hospital information technology",
    "University teaching",
    "University teaching",
    "Supplier or manufacturer",
    "Supplier or manufacturer",
    "Administration",
    "Retired",
)
"""The posts of those whom the screeners turned away; the other rejected have no computing hours."""

WITHOUT_HOURS = RECEIVED - KEPT - len(REJECTED_POSTS)


@dataclass(frozen=True)
class Respondent:
    """One person's answers by question code; `cluster` is empty for those who were rejected."""

    number: int
    answers: Mapping[str, Answer]
    cluster: str = ""

    @property
    def name(self) -> str:
        """What the export calls this respondent."""
        return f"R{self.number:03d}"

    @property
    def has_hours(self) -> bool:
        """Whether any time is spent on the activities."""
        shares = self.answers["activities"]
        return isinstance(shares, Mapping) and sum(shares.values()) > 0


def make_respondents(seed: int = SEED) -> tuple[Respondent, ...]:
    """Everyone who answered, in the order of the export, which follows no cluster.

    The printed counts hold for any seed; that the tree finds the four clusters again is known, and
    tested, for ours only.
    """
    rng = np.random.default_rng(seed)
    careers = make_careers(rng)
    employers = place_kept(at_companies=np.array(careers.band) == OUTSIDE_BANDS, rng=rng)
    kept = _kept(careers, employers, rng)
    everyone = [*kept, *_rejected(kept, place_rejected(employers, rng), rng)]
    order = rng.permutation(len(everyone))
    return tuple(replace(everyone[i], number=place) for place, i in enumerate(order, start=1))


def _kept(careers: Careers, employers: list[Employer], rng: Generator) -> list[Respondent]:
    shares = draw_shares(careers.clusters, rng)
    skills = make_skills(careers, rng)
    columns: dict[str, list[Answer]] = {
        "post": list(careers.post),
        "institution": [employer.institution for employer in employers],
        "region": [employer.region for employer in employers],
        "band": list(careers.band),
        "primary": list(careers.primary),
        "secondary": list(careers.secondary),
        "activities": [dict(zip(ACTIVITIES, row.tolist(), strict=True)) for row in shares],
        "skills": _ticked(skills),
        "background": list(careers.background),
        "level": list(careers.level),
        "qualifications": _ticked(careers.qualifications),
        "self_taught": list(self_taught(careers, rng)),
        "sufficiency": list(sufficiency(careers, rng)),
        "in_job_description": list(in_job_description(careers, rng)),
        "in_quality_system": list(in_quality_system(careers, rng)),
    }
    lines = zip(*columns.values(), strict=True)
    return [
        Respondent(0, dict(zip(columns, line, strict=True)), cluster)
        for line, cluster in zip(lines, careers.clusters, strict=True)
    ]


def _ticked(held: Mapping[str, Members]) -> list[Answer]:
    lines = zip(*held.values(), strict=True)
    return [
        frozenset(option for option, has in zip(held, line, strict=True) if has) for line in lines
    ]


def _rejected(
    kept: list[Respondent], employers: list[Employer], rng: Generator
) -> list[Respondent]:
    """People who answer like somebody kept, but for their post or their hours."""
    alike = rng.choice(len(kept), size=len(employers), replace=False)
    no_hours = {"activities": dict.fromkeys(ACTIVITIES, 0)}
    changed = [{"post": post} for post in REJECTED_POSTS] + [no_hours] * WITHOUT_HOURS
    order = rng.permutation(len(employers))
    return [
        Respondent(
            0,
            {
                **kept[like].answers,
                "institution": employers[i].institution,
                "region": employers[i].region,
                **change,
            },
        )
        for like, i, change in zip(alike, order, changed, strict=True)
    ]
