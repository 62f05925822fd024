"""Start the site in this process, for commands that need all of it on one folder."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from theodolite.store.installation import FOLDER_VARIABLE


def start(folder: Path) -> None:
    """Set the whole site up on the folder of an installation, its tables brought up to date."""
    if not settings.configured:
        os.environ[FOLDER_VARIABLE] = str(folder.absolute())
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "theodolite.web.settings")
        django.setup()
    call_command("migrate", verbosity=0, interactive=False)
