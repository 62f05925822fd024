"""The command line as a whole, and how it ends."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from theodolite.cli import (
    accounts,
    comparison,
    copies,
    demo,
    doctor,
    numbers,
    release,
    serve,
    subject,
    survey,
    ties,
    worker,
)
from theodolite.cli.horizon.area import commands as horizon
from theodolite.cli.printing import say, tell
from theodolite.settings.errors import CorrectableError

CANNOT = 2
"""Exit code when a person can put right what is wrong; the message says how."""

app = typer.Typer(
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help="Survey a society's people, scan its horizon, and steer its strategy by both.",
    epilog="Exit codes: 0 done, 1 done but something needs a person's attention, 2 not done.",
)


def _show_version(*, is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        say(f"theodolite {version('theodolite')}")
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=lambda asked: _show_version(is_asked=asked),
            help="Show which version this is.",
        ),
    ] = False,
) -> None:
    """What is asked of the program as a whole; its help is the program's own, above."""


survey.commands.command("compare")(comparison.compare_surveys)
survey.commands.command("check-numbers")(numbers.check_report)
survey.commands.command("attack")(release.attack_release)
survey.commands.command("release")(release.register_release)
survey.commands.command("audit-ties")(ties.audit_table)
app.add_typer(survey.commands, name="survey")
app.add_typer(horizon, name="horizon")
app.command("demo")(demo.run_demo)
app.command("serve")(serve.serve)
app.command("worker")(worker.work_on_jobs)
app.command("backup")(copies.back_up)
app.command("restore")(copies.restore)
app.command("check-backup")(copies.check_backup)
app.add_typer(accounts.commands, name="accounts")
app.add_typer(subject.commands, name="subject")
app.command("doctor")(doctor.examine)


def run(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; what a person can put right ends as one message and exit code 2."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = app(given or ["--help"], prog_name="theodolite", standalone_mode=False)
    except CorrectableError as problem:
        code = _refuse(str(problem), as_json="--json" in given)
    except TyperException as problem:
        code = _refuse(_with_a_way_on(problem), as_json="--json" in given)
    sys.exit(code)


def _with_a_way_on(problem: TyperException) -> str:
    """What was typed wrong; nothing where the help that was printed instead says it all."""
    said = problem.format_message().rstrip(".")
    if not said:
        return ""
    return f"{said}{'' if said.endswith('?') else '.'} Add --help to see what can be asked for."


def _refuse(said: str, *, as_json: bool) -> int:
    if as_json:
        tell({"error": said}, as_json=True)
    if said:
        say(f"theodolite: {said}", is_error=True)
    return CANNOT
