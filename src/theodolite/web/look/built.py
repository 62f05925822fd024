"""The built style, scripts and pictures, under names that tell their content."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

from theodolite.settings.errors import CorrectableError

BUILT = Path(__file__).parents[1] / "static" / "theodolite"
"""Where `make assets` puts what pages load; a wheel has it packed."""


class AssetsNotBuilt(CorrectableError):
    """Style and scripts of the pages are missing from this checkout."""


def asset(name: str) -> str:
    """The address of a built file, such as `site.css`.

    With the web's settings configured, `asset("site.css")` is `/static/theodolite/site-….css`.
    """
    return static(f"theodolite/{_names()[name]}")


@cache
def _names() -> dict[str, str]:
    listed = BUILT / "assets.json"
    if not listed.exists():
        raise AssetsNotBuilt(
            f"The pages' style and scripts are not there ({listed} is missing), so no page can be"
            " shown as it should look. Build them with `make assets`, which needs node and npm."
        )
    names: dict[str, str] = json.loads(listed.read_text("utf-8"))
    return names
