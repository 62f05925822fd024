"""The home page, as everyone sees it."""

from tests.web.security.answers import ROLES
from tests.web.sight import Sight

PAGES = tuple(Sight("home", by) for by in ROLES if by != "stranger")
