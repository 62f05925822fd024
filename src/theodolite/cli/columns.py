"""Columns named on the command line."""

import csv
from typing import Annotated

import typer

from theodolite.settings.errors import UnusableSettings

Columns = Annotated[
    str,
    typer.Option(
        help="The columns to cluster by, with commas between; a name with a comma in quotes."
    ),
]

Sheet = Annotated[str, typer.Option(help="The sheet of a workbook; the first if not given.")]


def columns_named(text: str) -> list[str]:
    """Read the names as one line of a CSV file, in which a name may stand in quotes.

    >>> columns_named('hours, "teaching, in days"')
    ['hours', 'teaching, in days']
    """
    (line,) = csv.reader([text], skipinitialspace=True)
    names = [name.strip() for name in line] or [""]
    for name in names:
        if not name or names.count(name) > 1:
            fault = f"the column {name!r} twice" if name else "a column without a name"
            raise UnusableSettings(
                f"--columns {text!r} asks for {fault}, but each column counts once."
                " Name every column once, with one comma between two names."
            )
    return names
