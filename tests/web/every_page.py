"""Every page of the site, and how to come to see it: what the checks of every page walk through.

A new page needs a line (a test says so): in PAGES if it shows something, in FILES if it is
downloaded or read by programs, in ACTIONS if it only takes what a form sends. A page in a special
state (nothing there yet, a form with mistakes, two versions) is one more line with its `state`.
Each area keeps its lines beside its tests, in `tests/web/<area>/sights.py`, and is named here.
"""

from tests.web.accounts import sights as accounts
from tests.web.administration import sights as administration
from tests.web.api import sights as api
from tests.web.digests import sights as digests
from tests.web.home import sights as home
from tests.web.horizon import sights as horizon
from tests.web.jobs import sights as jobs
from tests.web.privacy import sights as privacy
from tests.web.sight import Sight
from tests.web.sightings import sights as sightings
from tests.web.surveys import report_sights as reports
from tests.web.surveys import sights as surveys

AREAS = (
    home,
    accounts,
    administration,
    api,
    digests,
    horizon,
    jobs,
    privacy,
    sightings,
    surveys,
    reports,
)
"""Modules with PAGES, and FILES and ACTIONS where they have such."""

PAGES: tuple[Sight, ...] = tuple(one for area in AREAS for one in area.PAGES)
FILES: tuple[Sight, ...] = tuple(one for area in AREAS for one in getattr(area, "FILES", ()))
ACTIONS: tuple[str, ...] = tuple(one for area in AREAS for one in getattr(area, "ACTIONS", ()))
"""Names of addresses that only take what is sent, and show nothing of their own."""
