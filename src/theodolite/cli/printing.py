"""How every command speaks: sentences for people, JSON for programs."""

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

ATTENTION = 1
"""Exit code when the work is done but something needs a person's attention."""

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def tell(result: Mapping[str, Any], lines: Iterable[str] = (), *, as_json: bool) -> None:
    """Print the result as JSON, or else the lines written for people."""
    if as_json:
        say(json.dumps(result, ensure_ascii=False))
        return
    for line in lines:
        say(line)


def warn(sentences: Iterable[str]) -> None:
    """Say on the error stream what a person should look at."""
    for sentence in sentences:
        say(f"Please look: {sentence}", is_error=True)


def say(text: str, *, is_error: bool = False) -> None:
    """Print a text; half a character, as in a file's name that is no text, as JSON escapes it."""
    typer.echo(text.encode("utf-8", "backslashreplace").decode(), err=is_error)
