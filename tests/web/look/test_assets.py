"""What `make assets` built: from locked packages, of our own look, with its licences."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from theodolite.web import look
from theodolite.web.look import built

ASSETS = Path(look.__file__).parents[1] / "assets"
NAMES = json.loads((built.BUILT / "assets.json").read_text("utf-8"))


def text_of(name: str) -> str:
    return (built.BUILT / NAMES[name]).read_text("utf-8")


def test_packages_are_locked_by_hash_and_without_addresses() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 50
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert "://" not in json.dumps(lock)


def test_the_style_loads_nothing_from_elsewhere_and_wears_no_marks_of_others() -> None:
    style = text_of("site.css")
    assert set(re.findall(r"url\(\"?([^)\"]{1,10})", style)) <= {"./nhsuk-ic", "./source-s"}
    assert "frutiger" not in style.casefold()
    assert "@import" not in style


@pytest.mark.parametrize("name", ["site.js", "figures.js"])
def test_scripts_are_ours_or_of_a_locked_package_and_say_no_other_host(name: str) -> None:
    hosts = set(re.findall(r"https?://([a-z0-9.-]+)", text_of(name)))
    # Names of languages and links in words of errors; nothing is asked of any of them.
    assert hosts <= {"www.w3.org", "vega.github.io", "github.com", "htmx.org", "localhost"}


def test_every_page_loads_little() -> None:
    sent = [(built.BUILT / f"{NAMES[name]}.br").stat().st_size for name in ("site.css", "site.js")]
    assert sum(sent) < 60_000


def test_every_package_that_was_packed_has_its_licence() -> None:
    told = (built.BUILT / "THIRD-PARTY.txt").read_text("utf-8")
    for name in ("nhsuk-frontend", "htmx.org", "vega", "vega-lite", "@fontsource/source-sans-3"):
        assert re.search(rf"^{re.escape(name)} \d", told, re.MULTILINE)
    assert "SIL OPEN FONT LICENSE" in told
    assert "Permission is hereby granted" in told


def test_the_wheel_has_what_pages_load_and_not_what_it_is_built_from(tmp_path: Path) -> None:
    root = ASSETS.parents[3]
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)  # noqa: S603  ourselves
    (wheel,) = tmp_path.glob("*.whl")
    packed = zipfile.ZipFile(wheel).namelist()
    for name in (*NAMES.values(), "assets.json", "THIRD-PARTY.txt"):
        assert f"theodolite/web/static/theodolite/{name}" in packed
    assert "theodolite/web/templates/page.html" in packed
    assert not [name for name in packed if "node_modules" in name or "web/assets" in name]
