"""Check the numbers of anyone's report against each other."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from theodolite.cli.printing import ATTENTION, Json, tell

if TYPE_CHECKING:
    from theodolite.survey.number_check import NumberCheck


def check_report(
    report: Annotated[
        Path, typer.Argument(metavar="REPORT", help="A text, web page, Word file or PDF.")
    ],
    *,
    as_json: Json = False,
) -> None:
    """Find numbers in a report that cannot all be right: sums, percentages, text against tables."""
    from theodolite.reports.reading import read_printed
    from theodolite.survey.number_check import check_numbers

    printed = read_printed(report)
    found = check_numbers(printed)
    tell(
        {
            "report": printed.name,
            "doubts": [{**asdict(doubt), "sentence": doubt.sentence()} for doubt in found.doubts],
            "agreements": [asdict(agreement) for agreement in found.agreements],
            "unchecked": [asdict(one) for one in found.unchecked],
            "not_seen": list(found.not_seen),
        },
        _lines(found),
        as_json=as_json,
    )
    if found.doubts:
        raise typer.Exit(ATTENTION)


def _lines(found: "NumberCheck") -> Iterator[str]:
    yield f"{found.checked()} claims checked, {len(found.doubts)} in doubt."
    for doubt in found.doubts:
        yield f"{doubt.severity:<8} {doubt.sentence()}"
    yield from _counted("Checked and in agreement:", [one.rule for one in found.agreements])
    yield from _counted("Not checked:", [one.why for one in found.unchecked])
    yield "Not seen at all:"
    for sentence in found.not_seen:
        yield f"  {sentence}"


def _counted(title: str, named: list[str]) -> Iterator[str]:
    """How many of each, the most frequent first."""
    if named:
        yield title
    for name, number in Counter(named).most_common():
        yield f"  {number:>3}  {name}"
