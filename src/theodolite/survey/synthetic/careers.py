"""Specialisms, education, qualifications, grade and post of the respondents kept."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from theodolite.survey.synthetic.choosing import NEVER, Members, Scores, choose, seat
from theodolite.survey.synthetic.published import (
    BACKGROUND,
    CHOSEN_SENIOR_RESPONDENTS,
    CLUSTERS,
    GROUPS,
    HAVE_SECONDARY,
    LEVEL,
    PRIMARY,
    QUALIFICATIONS,
    SECONDARY,
    SEGMENTS,
    SENIOR_BANDS,
    Counts,
)

CLINICAL, SCIENTIFIC = "Clinical Application Users", "Scientific Application Users"
NONE = ""
"""The answer of somebody without a secondary specialism."""

OUTSIDE_BANDS = "Outside these bands"
BANDS = {
    "Band 5": 4,
    "Band 6": 14,
    "Band 7": 38,
    "Band 8a": 27,
    "Band 8b": 13,
    "Band 8c": 7,
    "Band 8d": 3,
    OUTSIDE_BANDS: 7,
}
"""Not in the report: our own choice, but for the ten in the two senior bands."""

_GRADES = {band: float(place) for place, band in enumerate(BANDS)} | {OUTSIDE_BANDS: 3.0}
_SCIENTIFIC_PRIMARY = {"RT": 1, "NII": 2, "NM": 1}
_SCIENTIFIC_SECONDARY = {"CSC": HAVE_SECONDARY[SCIENTIFIC]}
# The report does not say which of the Application Users are the four; these are our own choice.


@dataclass(frozen=True)
class Careers:
    """One entry for each respondent kept, in the order of their clusters from top to bottom."""

    clusters: list[str]
    segments: list[str]
    primary: list[str]
    secondary: list[str]
    background: list[str]
    level: list[str]
    band: list[str]
    post: list[str]
    qualifications: Mapping[str, Members]

    def in_segment(self, name: str) -> Members:
        """Who is in this segment."""
        return _are(self.segments, name)

    def in_group(self, name: str) -> Members:
        """Whose primary specialism belongs to this group."""
        return _are([GROUPS[code] for code in self.primary], name)

    def grades(self) -> Scores:
        """How high the pay band of each person is; the middle for those outside the bands."""
        return np.array([_GRADES[band] for band in self.band])

    def are_senior(self) -> Members:
        """Who is in one of the two senior bands."""
        return np.isin(self.band, SENIOR_BANDS)


def make_careers(rng: Generator) -> Careers:
    """Draw careers that hang together and have every margin of Table 1."""
    clusters = [name for name, size in CLUSTERS.items() for _ in range(size)]
    segments = [name if name in SEGMENTS else "Application Users" for name in clusters]
    primary = _primary(clusters, rng)
    secondary = _secondary(clusters, primary, rng)
    background = _by_segment(segments, BACKGROUND, _background_scores(primary, rng))
    level = _by_segment(segments, LEVEL, rng.normal(size=(len(clusters), len(LEVEL))))
    seniority = rng.normal(size=len(clusters)) + 0.8 * _are(level, next(iter(LEVEL)))
    seniority += 0.8 * _are(segments, "Support")
    qualifications = _qualifications(segments, background, level, seniority)
    return Careers(
        clusters=clusters,
        segments=segments,
        primary=primary,
        secondary=secondary,
        background=background,
        level=level,
        band=_bands(seniority, rng),
        post=_posts(primary, background, qualifications),
        qualifications=qualifications,
    )


def _are(answers: list[str], one: str) -> Members:
    return np.array([answer == one for answer in answers])


def _primary(clusters: list[str], rng: Generator) -> list[str]:
    seats = _seats_by_cluster(PRIMARY, _SCIENTIFIC_PRIMARY)
    return _seated(clusters, list(PRIMARY), seats, rng.normal(size=(len(clusters), len(PRIMARY))))


def _secondary(clusters: list[str], primary: list[str], rng: Generator) -> list[str]:
    """A secondary specialism is never the primary one again, and most are not quite unrelated."""
    codes = list(SECONDARY)
    scores = rng.normal(size=(len(clusters), len(codes) + 1))
    for person, first in enumerate(primary):
        for column, second in enumerate(codes):
            scores[person, column] += 0.7 * (GROUPS[first] == GROUPS[second])
            scores[person, column] += NEVER * (first == second)
    seats = _seats_by_cluster(SECONDARY, _SCIENTIFIC_SECONDARY)
    with_none = {name: [*row, CLUSTERS[name] - sum(row)] for name, row in seats.items()}
    return _seated(clusters, [*codes, NONE], with_none, scores)


def _seats_by_cluster(table: Counts, scientific: Mapping[str, int]) -> dict[str, list[int]]:
    """The columns of a printed table, with Application Users divided into their two clusters."""
    columns = dict(zip(SEGMENTS, map(list, zip(*table.values(), strict=True)), strict=True))
    users = columns.pop("Application Users")
    four = [scientific.get(code, 0) for code in table]
    others = [both - few for both, few in zip(users, four, strict=True)]
    return {**columns, SCIENTIFIC: four, CLINICAL: others}


def _seated(
    divided: list[str], answers: list[str], seats: Mapping[str, list[int]], scores: Scores
) -> list[str]:
    """Seat the people of each division (their clusters or segments) apart."""
    given = np.empty(len(divided), dtype=object)
    for name, places in seats.items():
        here = _are(divided, name)
        given[here] = [answers[column] for column in seat(scores[here], places)]
    return [str(answer) for answer in given]


def _by_segment(segments: list[str], table: Counts, scores: Scores) -> list[str]:
    seats = dict(zip(SEGMENTS, map(list, zip(*table.values(), strict=True)), strict=True))
    return _seated(segments, list(table), seats, scores)


def _background_scores(primary: list[str], rng: Generator) -> Scores:
    scores = rng.normal(size=(len(primary), len(BACKGROUND)))
    likelier = {
        "Physics": ("Radiotherapy", "Imaging & Radiation Protection"),
        "Engineering": ("Clinical Engineering",),
        "Computer Science": ("Computing",),
        "Bioinformatics": ("Computing",),
    }
    for column, background in enumerate(BACKGROUND):
        groups = likelier.get(background, ())
        scores[:, column] += [1.5 * (GROUPS[code] in groups) for code in primary]
    return scores


def _bands(seniority: NDArray[np.float64], rng: Generator) -> list[str]:
    assert sum(BANDS[band] for band in SENIOR_BANDS) == CHOSEN_SENIOR_RESPONDENTS
    scores = np.outer(seniority, list(_GRADES.values())) + rng.normal(
        size=(len(seniority), len(BANDS))
    )
    return [list(BANDS)[column] for column in seat(scores, list(BANDS.values()))]


def _qualifications(
    segments: list[str], background: list[str], level: list[str], seniority: NDArray[np.float64]
) -> dict[str, Members]:
    """Nobody is in both registers, nor a full and an associate member at once."""
    scientist, technologist, associate, member = QUALIFICATIONS

    def held(name: str, scores: Scores, *, not_with: Members) -> Members:
        people = zip(SEGMENTS, QUALIFICATIONS[name], strict=True)
        quotas = [(_are(segments, segment), number) for segment, number in people]
        return choose(scores, [*quotas, (not_with, 0)])

    from_bench = _are(background, "Technologist")
    lowest = _are(level, list(LEVEL)[-1])
    nobody = np.zeros(len(segments), dtype=bool)
    scientists = held(scientist, seniority - 3 * from_bench - 2 * lowest, not_with=nobody)
    members = held(member, seniority + scientists, not_with=nobody)
    return {
        scientist: scientists,
        technologist: held(technologist, 3 * from_bench - seniority, not_with=scientists),
        associate: held(associate, scientists - seniority, not_with=members),
        member: members,
    }


def _posts(
    primary: list[str], background: list[str], qualifications: Mapping[str, Members]
) -> list[str]:
    scientists, technologists, *_ = qualifications.values()
    people = zip(primary, background, scientists, technologists, strict=True)
    return [_post(*studied, is_scientist=one, is_technologist=two) for *studied, one, two in people]


def _post(primary: str, background: str, *, is_scientist: bool, is_technologist: bool) -> str:
    if is_scientist:
        return "Clinical scientist"
    if is_technologist:
        return "Clinical technologist"
    if primary == "CSC":
        return "Computing specialist"
    return "Clinical engineer" if background == "Engineering" else "Scientist in training"
