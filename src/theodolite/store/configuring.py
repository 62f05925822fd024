"""Set Django up for programs that keep and find but show no pages: the command line, Jupyter."""

from pathlib import Path

import django
from django.conf import settings

from theodolite.store.installation import database_of


def configure(folder: Path) -> None:
    """Make the store usable on a folder, unless a site or an earlier call has set it up."""
    if settings.configured:
        return
    settings.configure(
        FOLDER=folder,
        INSTALLED_APPS=["theodolite.store"],
        DATABASES={"default": database_of(folder)},
        AUTH_USER_MODEL="store.Account",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        TIME_ZONE="UTC",
    )
    django.setup()
