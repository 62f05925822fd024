"""How the respondents kept learned computing, and whether their work is recognised."""

import numpy as np
from numpy.random import Generator

from theodolite.survey.synthetic.careers import Careers
from theodolite.survey.synthetic.choosing import Members, choose
from theodolite.survey.synthetic.published import (
    IN_JOB_DESCRIPTION_RADIOTHERAPY,
    IN_QUALITY_SYSTEM,
    IN_QUALITY_SYSTEM_RADIOTHERAPY,
    NOT_IN_JOB_DESCRIPTION,
    NOT_IN_JOB_DESCRIPTION_SECONDARY_COMPUTING,
)

CHOSEN_NOT_IN_JOB_DESCRIPTION = {"Development": 6, "Support": 9, "Application Users": 15}
CHOSEN_NOT_IN_JOB_DESCRIPTION_RADIOTHERAPY = 12
CHOSEN_IN_JOB_DESCRIPTION = 64
"""Not in the report, which says only that most of the mismatches are among Application Users."""

CHOSEN_IN_QUALITY_SYSTEM = {
    "Application Users": 15,
    "Computing": 19,
    "Imaging & Radiation Protection": 10,
    "Clinical Engineering": 3,
}
"""Not in the report, which says only that radiotherapy has the largest share."""

_NOT_SURE = "Not sure"


def in_job_description(careers: Careers, rng: Generator) -> list[str]:
    """Whether computing is in each person's job description: Yes, No or Not sure."""
    radiotherapy = careers.in_group("Radiotherapy")
    scores = rng.normal(size=len(careers.primary))
    outside = choose(
        scores,
        [
            *_quotas(careers, CHOSEN_NOT_IN_JOB_DESCRIPTION),
            (radiotherapy, CHOSEN_NOT_IN_JOB_DESCRIPTION_RADIOTHERAPY),
            (
                np.array(careers.secondary) == "CSC",
                NOT_IN_JOB_DESCRIPTION_SECONDARY_COMPUTING,
            ),
        ],
    )
    assert outside.sum() == NOT_IN_JOB_DESCRIPTION
    inside = choose(
        scores + careers.in_group("Computing"),
        [
            (np.ones(len(scores), dtype=bool), CHOSEN_IN_JOB_DESCRIPTION),
            (radiotherapy, IN_JOB_DESCRIPTION_RADIOTHERAPY),
            (outside, 0),
        ],
    )
    return _answers(inside, outside)


def in_quality_system(careers: Careers, rng: Generator) -> list[str]:
    """Whether each person's computing is in a quality system: Yes, No or Not sure."""
    scores = rng.normal(size=len(careers.primary))
    inside = choose(
        scores,
        [
            *_quotas(careers, IN_QUALITY_SYSTEM | CHOSEN_IN_QUALITY_SYSTEM),
            (careers.in_group("Radiotherapy"), IN_QUALITY_SYSTEM_RADIOTHERAPY),
        ],
    )
    return _answers(inside, ~inside & (scores > -0.8))


def self_taught(careers: Careers, rng: Generator) -> list[int]:
    """The percentage of computing learned alone: high, in tens, as the report found."""
    drawn = rng.beta(3.2, 1.4, size=len(careers.primary))
    return [int(share) for share in 10 * np.round(10 * drawn)]


def sufficiency(careers: Careers, rng: Generator) -> list[int]:
    """How well education fits the tasks, from 0 to 10: most are content, as the report found."""
    drawn = rng.beta(5, 2.2, size=len(careers.primary))
    return [int(score) for score in np.round(10 * drawn)]


def _quotas(careers: Careers, numbers: dict[str, int]) -> list[tuple[Members, int]]:
    """So many people of each segment or specialism group."""
    return [
        (careers.in_segment(name) | careers.in_group(name), number)
        for name, number in numbers.items()
    ]


def _answers(inside: Members, outside: Members) -> list[str]:
    return [
        "Yes" if yes else "No" if no else _NOT_SURE for yes, no in zip(inside, outside, strict=True)
    ]
