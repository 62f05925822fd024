"""Which computing skills the respondents kept say they have, with every number of Figure 3."""

import numpy as np
from numpy.random import Generator

from theodolite.survey.synthetic.careers import BANDS, Careers
from theodolite.survey.synthetic.choosing import Members, Scores, choose
from theodolite.survey.synthetic.published import (
    SEGMENTS,
    SENIOR_BAND_SKILLS,
    count_behind,
    skill_counts,
    skill_counts_by_group,
)

FAMILIES = {
    "coding": (
        "Macro/Script Development",
        "Software Development",
        "SQL (databases)",
        "Web Development",
        "System Architecture",
        "Bespoke Hardware",
    ),
    "infrastructure": (
        "Server Hardware",
        "Server OS",
        "Server Networking",
        "Server Software",
        "Server Admin",
        "VM Management",
        "Security Review",
        "Clinical System Support",
        "Application Admin",
    ),
    "management": (
        "Project Management",
        "IT Negotiation",
        "Supplier Negotiation",
        "Contracts And Inventories",
        "Business Cases",
        "Teaching",
    ),
}
"""Skills that tend to be found in one person: our own grouping."""

LAST = "Scientific Coding"
"""Given out last, to those who have no skill yet before all others: nobody answered with none."""


def make_skills(careers: Careers, rng: Generator) -> dict[str, Members]:
    """Who has each skill, likelier where the person has others of its family."""
    able = _ability(careers, rng)
    people = len(careers.primary)
    held: dict[str, Members] = {}
    for family, skills in FAMILIES.items():
        leaning = able + 0.9 * rng.normal(size=people) + _grade(careers) * (family == "management")
        for skill in skills:
            held[skill] = _chosen(skill, leaning + 0.8 * rng.normal(size=people), careers)
    unskilled = ~np.logical_or.reduce(list(held.values()))
    held[LAST] = _chosen(LAST, able + rng.normal(size=people) + 100 * unskilled, careers)
    return held


def _ability(careers: Careers, rng: Generator) -> Scores:
    """How much a person can do at all; those in computing claim more, as the report found."""
    return rng.normal(size=len(careers.primary)) + 0.8 * careers.in_group("Computing")


def _grade(careers: Careers) -> Scores:
    order = list(BANDS)
    return np.array([0.3 * order.index(band) for band in careers.band])


def _chosen(skill: str, scores: Scores, careers: Careers) -> Members:
    quotas = [
        (careers.in_segment(name), number)
        for name, number in zip(SEGMENTS, skill_counts()[skill], strict=True)
    ]
    for group, number in skill_counts_by_group().get(skill, {}).items():
        quotas.append((careers.in_group(group), number))
    if skill in SENIOR_BAND_SKILLS:
        senior = careers.are_senior()
        quotas.append((senior, count_behind(SENIOR_BAND_SKILLS[skill], int(senior.sum()))))
    return choose(scores, quotas)
