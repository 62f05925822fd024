"""Headers that Qualtrics writes: a row of codes, a row of question texts, a row of import ids."""

import re
from collections import Counter

from theodolite.survey.answers.export import Column, Header, Rows

_IMPORT_ID = re.compile(r'^\s*\{"ImportId"')
_NUMBERED_OPTION = re.compile(r"^(?P<code>.+)_(?P<option>\d+)$")


def recognises(rows: Rows) -> bool:
    """Whether the third row holds import ids."""
    return len(rows) > 2 and any(_IMPORT_ID.match(cell) for cell in rows[2])


def header(rows: Rows) -> Header:
    """Read codes from the first row and texts from the second."""
    codes = rows[0]
    texts = rows[1] if len(rows) > 1 else codes
    found = [_NUMBERED_OPTION.match(code) for code in codes]
    families = Counter(one["code"] for one in found if one)
    columns = tuple(
        _option(code, text, one["code"], one["option"])
        if one and families[one["code"]] > 1
        else Column(code, code, text=text)
        for code, text, one in zip(codes, texts, found, strict=True)
    )
    return Header(columns, lines=3 if recognises(rows) else 2)


def _option(written: str, text: str, code: str, option: str) -> Column:
    asked, _, option_text = text.rpartition(" - ")
    return Column(written, code, option, asked.removesuffix(" - Selected Choice"), option_text)
