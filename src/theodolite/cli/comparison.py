"""The verb that sets two surveys side by side."""

from pathlib import Path
from typing import Annotated

import typer

from theodolite.cli.printing import Json, tell, warn


def compare_surveys(
    first: Annotated[Path, typer.Argument(metavar="FIRST", help="The earlier survey's export.")],
    second: Annotated[Path, typer.Argument(metavar="SECOND", help="The later survey's export.")],
    mapping: Annotated[Path, typer.Option(help="Which questions mean the same (TOML).")],
    out: Annotated[Path, typer.Option(help="The folder to write; replaced if it is ours.")],
    disclosure: Annotated[
        str, typer.Option(help="A disclosure profile instead of the mapping's, such as lt5_round5.")
    ] = "",
    *,
    as_json: Json = False,
) -> None:
    """Say what changed between two surveys, whom each reached, and how many there may be."""
    from theodolite.display.wording import sentence
    from theodolite.reports.comparison_folder import write_comparison_folder
    from theodolite.survey.comparison import compare

    found = compare(first, second, mapping, disclosure=disclosure)
    files = write_comparison_folder(found, out)
    said = [sentence(one) for chapter in found.chapters for one in chapter.statements]
    tell(
        {
            "folder": str(out),
            "files": [str(path.relative_to(out)) for path in files],
            "disclosure": found.profile.name,
            "findings": said,
            "warnings": list(found.warnings),
        },
        [*said, f"The report is {out / 'report.html'}"],
        as_json=as_json,
    )
    warn(found.warnings)
