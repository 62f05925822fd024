"""Every layout a survey tool exports in, and how to tell which one a file has."""

from collections.abc import Callable, Mapping

from theodolite.settings.errors import UnreadableFile
from theodolite.survey.answers import limesurvey, msforms, plain, qualtrics, smartsurvey
from theodolite.survey.answers.export import Column, Export, Header, Rows, Sheet
from theodolite.survey.answers.headers import column_letter
from theodolite.survey.questionnaire import Layout

TOOLS: Mapping[Layout, str] = {
    "limesurvey": "LimeSurvey",
    "qualtrics": "Qualtrics",
    "smartsurvey": "SmartSurvey",
    "msforms": "Microsoft Forms",
    "spss": "SPSS",
    "plain": "A plain table",
}
"""What the tools that write each layout are called."""

_HEADERS: Mapping[Layout, Callable[[Rows], Header]] = {
    "qualtrics": qualtrics.header,
    "msforms": msforms.header,
    "limesurvey": limesurvey.header,
    "smartsurvey": smartsurvey.header,
    "spss": plain.header,
    "plain": plain.header,
}

_RECOGNISED: Mapping[Layout, Callable[[Rows], bool]] = {
    "qualtrics": qualtrics.recognises,
    "msforms": msforms.recognises,
    "limesurvey": limesurvey.recognises,
    "smartsurvey": smartsurvey.recognises,
}


def export_from(sheet: Sheet, *, name: str, digest: str, layout: Layout | None) -> Export:
    """Tell headers from answers; a layout that is not given is guessed, and the notes say so."""
    skipped, rows = _from_first_filled(sheet.rows, name)
    rows, uneven = _even(rows, name, skipped)
    chosen = layout or _guess(rows)
    header = _HEADERS[chosen](rows)
    columns, answers = _named(header.columns, rows[header.lines :])
    if not any(any(row) for row in answers):
        raise UnreadableFile(
            f"{name} holds headers but no answers. At least one respondent was expected."
            " Export the responses again, without a filter."
        )
    columns, answers, same = _without_twins(columns, answers, name)
    guessed = () if layout else (_told(chosen),)
    return Export(
        name,
        chosen,
        columns,
        tuple(tuple(row) for row in answers),
        digest,
        first_row=skipped + header.lines + 1,
        notes=(*sheet.notes, *guessed, *uneven, *same),
    )


def _guess(rows: Rows) -> Layout:
    return next((layout for layout, fits in _RECOGNISED.items() if fits(rows)), "plain")


def _told(guessed: Layout) -> str:
    if guessed == "plain":
        return "The headers are of no survey tool that is known, so it was read as a plain table."
    return f"The headers look like those of {TOOLS[guessed]}. If another tool wrote it, say which."


def _from_first_filled(rows: Rows, name: str) -> tuple[int, Rows]:
    for skipped, row in enumerate(rows):
        if any(row):
            return skipped, rows[skipped:]
    raise UnreadableFile(
        f"{name} holds nothing: every cell is blank. Headers and answers were expected."
        " Export the responses again."
    )


def _even(rows: Rows, name: str, skipped: int) -> tuple[Rows, tuple[str, ...]]:
    """Give every row as many cells as the widest header; a row with more is not guessed at."""
    width = len(rows[0])
    for line, row in enumerate(rows, skipped + 1):
        if any(row[width:]):
            raise UnreadableFile(
                f"Line {line} of {name} has {len(row)} cells, but there are {width} headers."
                " A cell may hold the separator without quotes around it."
                " Put that line right, or export again as Excel."
            )
    short = sum(bool(row) and len(row) < width for row in rows)
    note = (f"{short} lines end early; their missing cells count as blank.",) if short else ()
    return [row[:width] + [""] * (width - len(row)) for row in rows], note


def _named(columns: tuple[Column, ...], rows: Rows) -> tuple[tuple[Column, ...], Rows]:
    """Name a column without a header by its place, or leave it out where it holds nothing."""
    kept = [
        place
        for place, column in enumerate(columns)
        if column.header.strip() or any(row[place] for row in rows)
    ]
    named = tuple(
        columns[place] if columns[place].header.strip() else _by_place(place) for place in kept
    )
    return named, rows if len(kept) == len(columns) else _taking(rows, kept)


def _by_place(place: int) -> Column:
    return Column(f"column {place + 1}", f"column {place + 1}")


def _taking(rows: Rows, places: list[int]) -> Rows:
    return [[row[place] for place in places] for row in rows]


def _without_twins(
    columns: tuple[Column, ...], rows: Rows, name: str
) -> tuple[tuple[Column, ...], Rows, tuple[str, ...]]:
    """Keep one of two columns that are the same in every cell; refuse ones that only look so."""
    first: dict[str, int] = {}
    twins: dict[int, int] = {}
    for place, column in enumerate(columns):
        if column.header in first:
            twins[place] = first[column.header]
        first.setdefault(column.header, place)
    for place, original in twins.items():
        if any(row[place] != row[original] for row in rows):
            raise UnreadableFile(_same_header(columns[place].header, original, place, name))
    kept = [place for place in range(len(columns)) if place not in twins]
    notes = tuple(
        f"Columns {column_letter(original)} and {column_letter(place)} are the same; one was read."
        for place, original in twins.items()
    )
    if not twins:
        return columns, rows, ()
    return tuple(columns[place] for place in kept), _taking(rows, kept), notes


def _same_header(header: str, first: int, second: int, name: str) -> str:
    return (
        f"In {name} columns {column_letter(first)} and {column_letter(second)} both have the"
        f" header {header!r} but hold different answers, so it is not clear which is meant."
        " Rename one of them in the file."
    )
