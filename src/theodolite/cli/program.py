"""The command line as a whole, and how it ends."""

import sys

import typer

from theodolite.cli import demo, doctor, survey
from theodolite.cli.printing import tell
from theodolite.reports.written_together import FolderNotOurs
from theodolite.survey.errors import SurveyError

CANNOT = 2
"""Exit code when a person can put right what is wrong; the message says how."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Survey a society's people, scan its horizon, and steer its strategy by both.",
    epilog="Exit codes: 0 done, 1 done but something needs a person's attention, 2 not done.",
)
app.add_typer(survey.commands, name="survey")
app.command("demo")(demo.run_demo)
app.command("doctor")(doctor.examine)


def run() -> None:
    """Run the command line; what a person can put right ends as one message and exit code 2."""
    try:
        app()
    except (SurveyError, FolderNotOurs) as problem:
        if "--json" in sys.argv:
            tell({"error": str(problem)}, as_json=True)
        typer.echo(f"theodolite: {problem}", err=True)
        sys.exit(CANNOT)
