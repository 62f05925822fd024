"""The figures that the 2019 report printed, typed again from the page.

Source: Chalkley A, Claridge E, Eve J and Hyett A, "IPEM Report on a Clinical & Scientific Computing
Workforce Survey 2019: Patterns of Computing within MP&CE", Institute of Physics and Engineering in
Medicine; a shorter version appeared in Scope 31 (3), 2021, pages 46–49. Each name below says which
table, figure or section it was read from. What the report leaves out and we filled in ourselves is
kept apart, in `CHOSEN_COUNTS` and in the figures whose name begins with `CHOSEN`.

Columns are always in the order of `SEGMENTS`: Development, Support, Application Users.
"""

from collections.abc import Mapping

from theodolite.evidence.rounding import percent

Counts = Mapping[str, tuple[int, ...]]
"""A count for each column of a printed table, under the label of its row."""

SEGMENTS = {"Development": 35, "Support": 46, "Application Users": 32}
"""Section 2.1 and the head of Table 1."""

CLUSTERS = {
    "Clinical Application Users": 28,
    "Development": 35,
    "Scientific Application Users": 4,
    "Support": 46,
}
"""Section 2.1: the clusters of Figure 2 from top to bottom."""

RECEIVED = 125
KEPT = 113
INSTITUTIONS = 45
INSTITUTIONS_NHS = 41
INSTITUTIONS_PRIVATE = 4
WITHOUT_AFFILIATION = 21
"""Section 1: who answered, where they work, and how many were kept."""

DEPARTMENTS_2015 = 43
INSTITUTIONS_2015 = 27
"""Section 1: the earlier survey of heads of department."""

PRIMARY: Counts = {
    "RT": (3, 18, 21),
    "CSC": (23, 16, 0),
    "DR": (3, 3, 3),
    "NII": (1, 3, 3),
    "NM": (1, 3, 3),
    "RP": (0, 1, 0),
    "CE": (1, 2, 1),
    "CM": (3, 0, 0),
    "RE": (0, 0, 1),
}
"""Table 1, primary specialism."""

SECONDARY: Counts = {
    "RT": (4, 5, 0),
    "CSC": (7, 21, 12),
    "DR": (0, 1, 0),
    "NII": (0, 4, 0),
    "NM": (1, 1, 0),
    "RP": (1, 5, 3),
    "CE": (2, 2, 0),
    "CM": (1, 0, 1),
    "RE": (1, 0, 0),
}
"""Table 1, secondary specialism; who is in no row has none."""

GROUPS = {
    "RT": "Radiotherapy",
    "CSC": "Computing",
    "DR": "Imaging & Radiation Protection",
    "NII": "Imaging & Radiation Protection",
    "NM": "Imaging & Radiation Protection",
    "RP": "Imaging & Radiation Protection",
    "CE": "Clinical Engineering",
    "CM": "Clinical Engineering",
    "RE": "Clinical Engineering",
}
"""Table 1: the heading that each specialism stands under."""

BACKGROUND: Counts = {
    "Physics": (19, 32, 25),
    "Engineering": (8, 6, 2),
    "Computer Science": (4, 4, 0),
    "Technologist": (1, 2, 2),
    "Bioinformatics": (2, 2, 0),
    "Other": (1, 0, 3),
}
"""Table 1, educational background."""

LEVEL: Counts = {
    "Level 8: PhD/DPhil": (20, 13, 9),
    "Level 7: MSc/MEng": (14, 28, 21),
    "Level 6: BSc/HNC/HND": (1, 5, 2),
}
"""Table 1, educational level."""

QUALIFICATIONS: Counts = {
    "HCPC Registered Clinical Scientist": (23, 34, 24),
    "Register of Clinical Technologist (RCT)": (1, 3, 3),
    "IPEM Associate Member": (8, 7, 10),
    "MIPEM/FIPEM": (14, 33, 18),
}
"""Table 1, professional qualification: several answers possible, though the table does not say."""

SKILL_PERCENTAGES: Mapping[str, tuple[int | None, int | None, int | None]] = {
    "Scientific Coding": (80, None, None),
    "Macro/Script Development": (49, 74, 78),
    "Software Development": (91, 52, 34),
    "SQL (databases)": (86, 72, 34),
    "Web Development": (None, 41, 25),
    "System Architecture": (43, 46, 12),
    "Server Hardware": (34, 63, 12),
    "Server OS": (43, 72, 12),
    "Server Networking": (31, 67, 9),
    "Server Software": (40, 76, 19),
    "Server Admin": (46, 80, 19),
    "VM Management": (31, 57, 19),
    "Security Review": (29, 46, 16),
    "Clinical System Support": (34, 74, 31),
    "Application Admin": (60, 87, 34),
    "Project Management": (74, 83, 50),
    "IT Negotiation": (57, 87, 50),
    "Supplier Negotiation": (31, 67, 19),
    "Contracts And Inventories": (9, 52, 19),
    "Business Cases": (31, 52, 22),
    "Bespoke Hardware": (26, 30, 12),
    "Teaching": (54, 72, 22),
}
"""Figure 3, the columns by cluster; None where no number can be read."""

SKILL_PERCENTAGES_BY_GROUP: Mapping[str, Mapping[str, int]] = {
    "Web Development": {
        "Clinical Engineering": 62,
        "Computing": 59,
        "Imaging & Radiation Protection": 54,
        "Radiotherapy": 21,
    },
    "Server Networking": {
        "Clinical Engineering": 12,
        "Computing": 54,
        "Imaging & Radiation Protection": 33,
        "Radiotherapy": 36,
    },
}
"""Figure 3, the only two rows whose columns by specialism can be read."""

CHOSEN_COUNTS: Mapping[str, Mapping[str, int]] = {
    "Scientific Coding": {"Support": 28, "Application Users": 22},
}
"""Not in the report: our own choice for the two cells of Figure 3 that nothing settles."""

HAVE_SECONDARY = {"Clinical Application Users": 14, "Scientific Application Users": 2}
"""Section 2.1 says half of the 28; Table 1 leaves two for the four."""

IN_JOB_DESCRIPTION_RADIOTHERAPY = 21
NOT_IN_JOB_DESCRIPTION = 30
NOT_IN_JOB_DESCRIPTION_SECONDARY_COMPUTING = 11
"""Sections 2.3 and 3: half of RT; 27 % of all; 11 of the 40 with secondary computing."""

IN_QUALITY_SYSTEM = {"Development": 19, "Support": 23}
IN_QUALITY_SYSTEM_RADIOTHERAPY = 25
"""Section 2.3: 54 %, 50 % and 60 %."""

SENIOR_BANDS = ("Band 8c", "Band 8d")
SENIOR_BAND_SKILLS = {"Business Cases": 90, "Contracts And Inventories": 80}
"""Section 2.2, in percent of those in Bands 8c and 8d, whose number is not printed."""

CHOSEN_SENIOR_RESPONDENTS = 10
"""Not in the report: the smallest number of people of whom 90 % and 80 % are whole."""

SOLE_REPRESENTATIVES = 20
KEPT_WITHOUT_AFFILIATION = 16
"""Section 2.3: about 17.5 % and 14 %, read as shares of the 113 kept."""


def skill_counts() -> dict[str, tuple[int, ...]]:
    """How many respondents of each segment have each skill, worked out from the percentages.

    >>> skill_counts()["System Architecture"], skill_counts()["Web Development"]
    ((15, 21, 4), (23, 19, 8))
    """
    return {
        skill: tuple(
            _skill_count(skill, segment, printed)
            for segment, printed in zip(SEGMENTS, row, strict=True)
        )
        for skill, row in SKILL_PERCENTAGES.items()
    }


def skill_counts_by_group() -> dict[str, dict[str, int]]:
    """How many respondents of each specialism group have a skill, where the report says so.

    >>> skill_counts_by_group()["Server Networking"]["Radiotherapy"]
    15
    """
    sizes = group_sizes()
    return {
        skill: {group: count_behind(printed, sizes[group]) for group, printed in row.items()}
        for skill, row in SKILL_PERCENTAGES_BY_GROUP.items()
    }


def group_sizes() -> dict[str, int]:
    """How many of the respondents kept have their primary specialism in each group.

    >>> list(group_sizes().values())
    [42, 39, 24, 8]
    """
    return {
        group: sum(sum(PRIMARY[code]) for code in PRIMARY if GROUPS[code] == group)
        for group in dict.fromkeys(GROUPS.values())
    }


def count_behind(printed: int, base: int) -> int:
    """The one whole number of respondents that prints as this percentage of `base`.

    The report rounded halves to the even number, as the language it was written in does.

    >>> count_behind(12, 32)
    4
    """
    fitting = [n for n in range(base + 1) if percent(n, base, "half_even") == printed]
    assert len(fitting) == 1, f"{printed} % of {base} fits {len(fitting)} numbers, not one"
    return fitting[0]


def _skill_count(skill: str, segment: str, printed: int | None) -> int:
    if printed is not None:
        return count_behind(printed, SEGMENTS[segment])
    chosen = CHOSEN_COUNTS.get(skill, {})
    return chosen[segment] if segment in chosen else _left_over(skill, segment)


def _left_over(skill: str, segment: str) -> int:
    """An unprinted cell, from the columns by specialism less the other segments."""
    everyone = sum(skill_counts_by_group()[skill].values())
    printed = zip(SEGMENTS, SKILL_PERCENTAGES[skill], strict=True)
    others = (count_behind(p, SEGMENTS[one]) for one, p in printed if one != segment and p)
    return everyone - sum(others)
