"""The home page, as everyone sees it."""

from tests.web.sight import Sight

ROLES = (
    "member",
    "group_member",
    "group_chair",
    "council",
    "curator",
    "analyst",
    "administrator",
)
PAGES = tuple(Sight("home", by) for by in ROLES)
