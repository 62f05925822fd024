"""Columns that a survey tool adds to the answers: who, when, and what nobody should analyse."""

import re
from collections.abc import Mapping

from theodolite.survey.answers.export import Export
from theodolite.survey.answers.spelling import spelling
from theodolite.survey.answers.times import moments
from theodolite.survey.questionnaire import RespondentColumns

_ROLES = {
    "id": re.compile(
        r"^(id|(response|respondent|participant|record|case|unique|user)[ _]?(id|no|number)"
        r"|userno|column 1)$"
    ),
    "started": re.compile(r"start"),
    "ended": re.compile(r"\b(end|ended|enddate|submit\w*|complet\w*|finish\w*|date submitted)"),
    "seconds": re.compile(
        r"^(duration \(in seconds\)|interviewtime|total time|seconds|time taken)$"
    ),
}
_PERSONAL = re.compile(
    r"^(ip ?address|ipaddr|e-?mail.*|name|first ?name|last ?name|surname|full name|respondent name"
    r"|recipient(last|first)name|recipientemail|phone.*|telephone.*)$"
)
_TECHNICAL = re.compile(
    r"^(status|progress|finished|recordeddate|externalreference|externaldatareference"
    r"|location(latitude|longitude)|distributionchannel|userlanguage|q_\w+|lastpage|last page"
    r"|startlanguage|language|seed|datestamp|refurl|token|tracking link|page path|collector ?id"
    r"|userid|userno|unique id|last modified time|custom data|submitdate|enddate|column \d+)$"
)


def respondent_columns(export: Export) -> dict[str, int]:
    """The columns that tell respondents apart and when they answered, where they are plain."""
    found: dict[str, int] = {}
    for role, name in _ROLES.items():
        for place, column in enumerate(export.columns):
            fits = name.search(spelling(column.code).replace("_", " "))
            if fits and place not in found.values() and _plays(role, export.cells[place]):
                found[role] = place
                break
    return found


def _plays(role: str, cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    if not filled:
        return False
    if role == "id":
        return len(set(filled)) == len(cells)
    if role == "seconds":
        return all(cell.replace(".", "", 1).isdigit() for cell in filled)
    return None not in moments(filled)


def named(places: Mapping[str, int], export: Export) -> RespondentColumns:
    """The same columns by header."""
    return RespondentColumns(
        **{role: export.columns[place].header for role, place in places.items()}
    )


def left_out(export: Export) -> dict[int, str]:
    """Columns that are no questions, and whether they are personal or technical."""
    names = {place: spelling(column.code) for place, column in enumerate(export.columns)}
    personal = {place: "personal" for place, name in names.items() if _PERSONAL.match(name)}
    technical = {place: "technical" for place, name in names.items() if _TECHNICAL.match(name)}
    return technical | personal
