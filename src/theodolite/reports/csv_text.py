"""Text for cells of CSV files, in which no spreadsheet finds a formula."""

import re

_COMPUTED = re.compile(r"^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=\s*[=+\-@＝＋－＠])")


def csv_text(text: str) -> str:
    """Text with an apostrophe, as people type it, before what a spreadsheet would compute.

    A spreadsheet of another country splits cells at semicolons or tabs, and some at ends of lines,
    so what comes after those is treated as what stands in front.

    >>> csv_text("=1+1"), csv_text("one; =1+1"), csv_text("1 + 1")
    ("'=1+1", "one;' =1+1", '1 + 1')
    """
    return _COMPUTED.sub("'", text.replace("\x00", ""))
