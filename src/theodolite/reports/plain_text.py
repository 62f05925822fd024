"""The bulletin as text for e-mail: no line longer than 76 characters but those of addresses."""

from collections.abc import Iterator
from textwrap import wrap

from theodolite.evidence.days import day_in_words
from theodolite.horizon.bulletin import Bulletin
from theodolite.reports.horizon_bulletin import (
    READING,
    about,
    passed_over,
    summary,
    where_told,
    why_told,
)

WIDTH = 76
"""Characters in a line, as RFC 2045 has it for text that is quoted in answers."""


def to_plain_text(bulletin: Bulletin) -> str:
    """Everything the bulletin says, wrapped, without trailing spaces, ending in one newline."""
    return "\n".join(line.rstrip() for line in _lines(bulletin)).rstrip("\n") + "\n"


def _lines(bulletin: Bulletin) -> Iterator[str]:
    yield from wrap(bulletin.title(), WIDTH)
    yield from wrap(f"{bulletin.society}, {day_in_words(bulletin.on)}".strip(", "), WIDTH)
    yield from ("", *wrap(summary(bulletin), WIDTH))
    if bulletin.stories:
        yield from heading_lines("What is new")
        yield from _stories(bulletin)
    if bulletin.rises:
        yield from heading_lines("What is rising")
        for rise in bulletin.rises:
            yield from entry_lines("* ", rise.sentence, ())
    if bulletin.closings:
        yield from heading_lines("What closes or takes place")
        for one in bulletin.closings:
            yield from entry_lines("* ", one.title, (about(one), one.sentence), one.address)
    yield from heading_lines(READING.title)
    for text in (*READING.says, *bulletin.notes):
        yield from ("", *wrap(text, WIDTH))


def _stories(bulletin: Bulletin) -> Iterator[str]:
    for number, story in enumerate(bulletin.stories, start=1):
        said = (where_told(story), *why_told(story))
        yield from entry_lines(f"{number}. ", story.title, said, story.address)
    if bulletin.passed_over:
        yield from ("", *wrap(passed_over(bulletin), WIDTH))


def paragraph_lines(text: str) -> list[str]:
    """A text in lines that are short enough."""
    return wrap(text, WIDTH)


def heading_lines(text: str) -> Iterator[str]:
    """What stands over a part, underlined."""
    lines = wrap(text.upper(), WIDTH)
    yield from ("", "", *lines, "=" * max(map(len, lines), default=0))


def entry_lines(mark: str, title: str, said: tuple[str, ...], address: str = "") -> Iterator[str]:
    """A title behind its mark, and what is said of it under it.

    The address stays whole, however long: a broken one leads nowhere.
    """
    indent = " " * len(mark)
    yield ""
    yield from wrap(title, WIDTH, initial_indent=mark, subsequent_indent=indent)
    for text in filter(None, said):
        yield from wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
    if address:
        yield f"{indent}{address}"
