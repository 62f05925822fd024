"""The main jobs on a shipped, made-up survey and stream, and a workspace where people use them."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from theodolite.cli.printing import Json, tell

if TYPE_CHECKING:
    from theodolite.cli.society.filling import Filled

REPORTS = {"inside-use": "none", "to-publish": "lt5_round5"}
"""The survey's reports, by the folder of each, and the rule each keeps."""


def run_demo(
    out: Annotated[Path, typer.Option(help="The folder to write.")] = Path("demo"),
    *,
    as_json: Json = False,
) -> None:
    """Analyse a made-up survey, scan a made-up stream, and fill a workspace with made-up people."""
    filled = _demonstrate(out, datetime.now(UTC).date())
    horizon = out / "horizon"
    tell(
        {
            "export": str(out / "survey"),
            "reports": [str(out / folder) for folder in REPORTS],
            "horizon": str(horizon),
            "workspace": str(out / "workspace"),
            "people": dict(filled.people),
            "passphrase": filled.passphrase,
        },
        [*_lines(out), *_sign_in(out, filled)],
        as_json=as_json,
    )


def _demonstrate(out: Path, today: date) -> "Filled":
    """Write the reports here and, beside that, scan the horizon and then fill the workspace.

    These two have a process each, for a site is set up once in one, and forked threads may hang.
    None takes the processor from another by waiting for small products to be done by two.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from theodolite.cli.horizon.demo import demonstrate_horizon
    from theodolite.cli.society.filling import demonstrate_society

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    export = _export(out / "survey")
    spawning = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawning, max_tasks_per_child=1) as beside:
        scanned = beside.submit(demonstrate_horizon, out / "horizon", today)
        filled = beside.submit(demonstrate_society, out)
        for folder, profile in REPORTS.items():
            _report(export, out / folder, profile)
        scanned.result()
        return filled.result()


def _export(folder: Path) -> Path:
    from theodolite.reports.written_together import FolderNotWritten
    from theodolite.survey.synthetic import write_reconstruction

    try:
        write_reconstruction(folder)
    except OSError as error:
        raise FolderNotWritten(
            f"The folder {folder} cannot be written: {error.strerror}."
            " Choose a folder that you may write to, on a disk with room."
        ) from None
    return folder


def _lines(out: Path) -> list[str]:
    horizon = out / "horizon"
    return [
        "A survey of made-up people, rebuilt from published tables, was analysed twice:",
        f"  with every count, for inside use   {out / 'inside-use' / 'report.html'}",
        f"  safe to publish                    {out / 'to-publish' / 'report.html'}",
        "Each is there as PDF, Word and workbook too; CONTENTS.txt says what may be passed on.",
        f"The export and its plan: {out / 'survey'}",
        "Three years of made-up papers, notices and meetings were scanned month by month:",
        f"  what was found of what was planted {horizon / 'found' / 'found.html'}",
        f"  the bulletin of one group          {horizon / 'bulletin' / 'bulletin.html'}",
        f"  the radar                          {horizon / 'radar' / 'radar.html'}",
    ]


def _sign_in(out: Path, filled: "Filled") -> list[str]:
    width = max(len(email) for email, _ in filled.people)
    return [
        "A workspace with all of it, and with made-up people, is there to be opened in a browser:",
        f"  theodolite serve --workspace {out / 'workspace'}   (or: make serve)",
        f"Sign in at http://localhost:8000 with the passphrase {filled.passphrase} as",
        *(f"  {email:<{width}}  to {comes_to}" for email, comes_to in filled.people),
    ]


def _report(export: Path, folder: Path, profile: str) -> None:
    from theodolite.reports.survey_folder import write_survey_folder
    from theodolite.survey.analysis import analyse

    findings = analyse(export / "answers.csv", export / "plan.toml", disclosure=profile)
    write_survey_folder(findings, folder)
