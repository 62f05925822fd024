"""The site as tests see it: its own settings, on a folder that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = tempfile.mkdtemp(prefix="theodolite-site-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["THEODOLITE_WORKSPACE"] = _FOLDER

from theodolite.web.settings import *  # noqa: E402, F403  after the folder is named
from theodolite.web.settings import DATABASES, FOLDER, TEMPLATES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A real hash takes a tenth of a second, and made-up people sign in by the thousand.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in an installation: a server's threads share it, and its log is a real one.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(FOLDER) / "test.sqlite")}


class Undefined(str):
    """What a template shows for a name that nobody gave it: nothing, but a failure."""

    def __contains__(self, marker: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise NameError(f"A template asks for {name}, which is not there.")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
