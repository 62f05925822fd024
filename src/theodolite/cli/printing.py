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
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    for line in lines:
        typer.echo(line)


def warn(sentences: Iterable[str]) -> None:
    """Say on the error stream what a person should look at."""
    for sentence in sentences:
        typer.echo(f"Please look: {sentence}", err=True)
