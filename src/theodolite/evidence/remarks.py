"""Remarks beside numbers that tell how to add them up: one wording for writers and readers."""

import re

SEVERAL_ANSWERS = "Several answers possible: rows may add up to more than the number who answered."

WEIGHTED = "Shares and means are weighted to the population's"
"""How the caveat begins under numbers from which no count of respondents follows."""

_MEAN = r"Mean(?:, [^.]+)?\."
_REMARK = rf"{_MEAN}|{re.escape(SEVERAL_ANSWERS)}"
_HEADING = re.compile(rf"(?:(.*?\S) )?(?:({_REMARK})|\(({_REMARK})\))")


def mean_remark(unit: str) -> str:
    """What is said of rows that hold means.

    >>> mean_remark("hours a week"), mean_remark("")
    ('Mean, hours a week.', 'Mean.')
    """
    return f"Mean{', ' + unit if unit else ''}."


def is_mean_remark(remark: str) -> bool:
    """Whether the remark says that rows hold means."""
    return re.fullmatch(_MEAN, remark) is not None


def heading_and_remark(printed: str) -> tuple[str, str]:
    """A printed heading without its remark, and the remark; "" where it has none of these.

    >>> heading_and_remark(f"Skills ({SEVERAL_ANSWERS})") == ("Skills", SEVERAL_ANSWERS)
    True
    >>> heading_and_remark("Time Mean, hours."), heading_and_remark("Meaningful work")
    (('Time', 'Mean, hours.'), ('Meaningful work', ''))
    """
    found = _HEADING.fullmatch(printed)
    return (found[1] or "", found[2] or found[3]) if found else (printed, "")
