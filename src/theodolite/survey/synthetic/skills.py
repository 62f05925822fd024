"""Which computing skills the respondents kept say they have, with every number of Figure 3."""

import numpy as np
from numpy.random import Generator

from theodolite.survey.synthetic.careers import Careers
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
        leaning = (
            able
            + rng.normal(0, 0.6, size=people)
            + 0.4 * careers.grades() * (family == "management")
        )
        for skill in skills:
            held[skill] = _chosen(skill, leaning + rng.normal(size=people), careers)
    unskilled = ~np.logical_or.reduce(list(held.values()))
    held[LAST] = _chosen(LAST, able + rng.normal(size=people) + 100 * unskilled, careers)
    return held


def _ability(careers: Careers, rng: Generator) -> Scores:
    """How much a person can do at all; those in computing claim more, as the report found."""
    return rng.normal(0, 0.5, size=len(careers.primary)) + 0.5 * careers.in_group("Computing")


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
