"""The words in which the table of who may do what is written."""

from collections.abc import Mapping

ROLES = (
    "stranger",
    "member",
    "group_member",
    "group_chair",
    "council",
    "curator",
    "analyst",
    "administrator",
)
OPEN = "open"
"""Shown, or done, or refused with a sentence on what to put right."""
SIGN_IN = "sign in"
"""Sent to the page for signing in."""
REFUSED, NOT_THERE = 403, 404

Answers = Mapping[str, str | int]
"""What each role gets; under `others`, whoever is not named."""

FOR_ALL: Answers = {"others": OPEN}
FOR_MEMBERS: Answers = {"stranger": SIGN_IN, "others": OPEN}
FOR_NONE: Answers = {"others": NOT_THERE}


def only(*roles: str, others: str | int = NOT_THERE) -> Answers:
    """For these roles; others signed in are told that there is no such thing."""
    return {"stranger": SIGN_IN, **dict.fromkeys(roles, OPEN), "others": others}
