"""The main jobs on a shipped, made-up survey and stream, and a workspace where people use them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from theodolite.cli.printing import Json, tell

if TYPE_CHECKING:
    from theodolite.cli.society.filling import Filled


def run_demo(
    out: Annotated[Path, typer.Option(help="The folder to write.")] = Path("demo"),
    *,
    as_json: Json = False,
) -> None:
    """Analyse a made-up survey, scan a made-up stream, and fill a workspace with made-up people."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from theodolite.cli.horizon.demo import demonstrate_horizon
    from theodolite.cli.society.filling import demonstrate_society
    from theodolite.reports.written_together import FolderNotWritten
    from theodolite.survey.synthetic import write_reconstruction

    export = out / "survey"
    try:
        write_reconstruction(export)
    except OSError as error:
        raise FolderNotWritten(
            f"The folder {export} cannot be written: {error.strerror}."
            " Choose a folder that you may write to, on a disk with room."
        ) from None
    today = datetime.now(UTC).date()
    reports = {"inside-use": "none", "to-publish": "lt5_round5"}
    horizon = out / "horizon"
    # A fresh process for each: they are independent, and forked threads may hang.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        written = [
            processes.submit(_report, export, out / folder, profile)
            for folder, profile in reports.items()
        ]
        processes.submit(demonstrate_horizon, horizon, today).result()
        filled = processes.submit(demonstrate_society, out).result()
        for one in written:
            one.result()
    tell(
        {
            "export": str(export),
            "reports": [str(out / folder) for folder in reports],
            "horizon": str(horizon),
            "workspace": str(out / "workspace"),
            "people": dict(filled.people),
            "passphrase": filled.passphrase,
        },
        [*_lines(out), *_sign_in(out, filled)],
        as_json=as_json,
    )


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
        f"Sign in at http://127.0.0.1:8000 with the passphrase {filled.passphrase} as",
        *(f"  {email:<{width}}  to {comes_to}" for email, comes_to in filled.people),
    ]


def _report(export: Path, folder: Path, profile: str) -> None:
    from theodolite.reports.survey_folder import write_survey_folder
    from theodolite.survey.analysis import analyse

    findings = analyse(export / "answers.csv", export / "plan.toml", disclosure=profile)
    write_survey_folder(findings, folder)
