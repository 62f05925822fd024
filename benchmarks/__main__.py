"""Measure every claim, or those named: `python -m benchmarks [--runs 5] [tree bootstrap …]`."""

import argparse
import os
import platform
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from benchmarks.measuring import Judged, Measured, run, table

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
CLAIMS = sorted(
    path.stem
    for path in HERE.glob("*.py")
    if not path.stem.startswith("_") and path.stem not in ("measuring", "answers")
)
PACKAGES = ("numpy", "numba", "scipy", "polars", "matplotlib", "seaborn", "fastcluster", "svy")


def main() -> None:
    """Print each claim as it is measured, then keep it in RESULTS.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("claims", nargs="*", metavar="claim", help=f"of {', '.join(CLAIMS)}")
    parser.add_argument("--runs", type=int, default=5, help="medians are taken of so many runs")
    asked = parser.parse_args()
    unknown = sorted(set(asked.claims) - set(CLAIMS))
    if unknown:
        parser.error(f"there is no claim {unknown[0]!r}; there are {', '.join(CLAIMS)}")
    if asked.runs < 1:
        parser.error(f"--runs is how often each claim is measured: 1 or more, not {asked.runs}")
    with TemporaryDirectory() as folder:
        for name in asked.claims or CLAIMS:
            found: list[Measured | Judged] = []
            for one in import_module(f"benchmarks.{name}").measure(Path(folder), asked.runs):
                found.append(one)
                sys.stdout.write(f"{list(table([one]))[-1]}\n")
                sys.stdout.flush()
            _keep(found)


def _keep(found: list[Measured | Judged]) -> None:
    """Put what was measured in the place of what was measured of the same claims before."""
    head, line, *rows = table(found)
    results = _earlier() | {_claim(row): row for row in rows}
    said = "Medians of several runs, ours and the peer's by turns; each claim as last measured."
    lines = ["# Results", "", said, "", head, line, *results.values(), "", *_machine(), ""]
    RESULTS.write_text("\n".join(lines), "utf-8")


def _earlier() -> dict[str, str]:
    """The rows of claims measured before, which stand until they are measured again."""
    if not RESULTS.exists():
        return {}
    lines = RESULTS.read_text("utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ")]
    return {_claim(row): row for row in rows[1:]}


def _claim(row: str) -> str:
    return row.split("|")[1].strip()


def _machine() -> list[str]:
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    r = "without R"
    if which("Rscript"):
        asked = 'cat(R.version.string, "with fpc", format(packageVersion("fpc")))'
        r = run(("Rscript", "-e", asked)).printed
    return [
        f"Python {platform.python_version()}, {versions}; {r}.",
        f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}.",
        f"Load of the machine when done: {load} (1 is this run alone).",
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


main()
