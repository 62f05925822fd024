"""Headers that LimeSurvey writes: a question's code, then its text, then one option in brackets."""

import re

from theodolite.survey.answers.export import Column, Header, Rows
from theodolite.survey.answers.headers import share_of_headers, split_option

_CODE = r"(?P<code>[A-Za-z][\w-]*)(?:\[(?P<option>[^\]]*)\])?"
_BOTH = re.compile(rf"^{_CODE}(?:\._\.|\. )(?P<text>.*)$", re.DOTALL)
_CODE_ONLY = re.compile(rf"^{_CODE}$")
_OWN = {"submitdate", "lastpage", "startlanguage"}


def recognises(rows: Rows) -> bool:
    """Whether most headers are a code with a text, or LimeSurvey's own columns are there."""
    return share_of_headers(rows[0], _BOTH) > 0.6 or len(_OWN & set(rows[0])) > 1


def header(rows: Rows) -> Header:
    """Read codes and texts out of one row of headers."""
    return Header(tuple(_column(written) for written in rows[0]))


def _column(written: str) -> Column:
    found = _BOTH.match(written) or _CODE_ONLY.match(written)
    if found is None:
        return Column(written, code=written, text=written)
    text = found.groupdict().get("text", "").strip()
    if found["option"] is None:
        return Column(written, found["code"], text=text)
    asked, option_text = split_option(text)
    return Column(written, found["code"], found["option"], asked, option_text)
