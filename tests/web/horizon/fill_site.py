"""Fill a folder as an installation with a made-up horizon and one curator; say how to come in.

Run as a program of its own, for the site of a test process is another one:
`python -m tests.web.horizon.fill_site FOLDER` prints the curator's key and session as JSON.
"""

import json
import sys
from pathlib import Path


def fill_site(folder: Path) -> dict[str, str]:
    """Make the installation; gives the curator's key and the value of a session's cookie."""
    from theodolite.web.starting import start

    start(folder)
    # Only now, for these hold tables, which are known once the site has been started.
    from django.conf import settings

    from tests.web.conftest import client_of, make_account
    from tests.web.horizon.made import made_workspace

    made_workspace()
    account = make_account("curator")
    name = settings.SESSION_COOKIE_NAME
    return {"key": account.key, "cookie": name, "session": client_of(account).cookies[name].value}


if __name__ == "__main__":
    print(json.dumps(fill_site(Path(sys.argv[1]))))  # noqa: T201  this is what it is for
