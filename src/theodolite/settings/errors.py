"""What can go wrong that the person at the keyboard can put right."""

from collections.abc import Iterable
from difflib import get_close_matches


class CorrectableError(Exception):
    """Says what is wrong with its value, what was expected, and what to do next."""


class UnreadableFile(CorrectableError):
    """A file could not be opened as what it claims to be."""


class UnknownName(CorrectableError):
    """Settings, or a request, name something that is not there."""


class UnusableSettings(CorrectableError):
    """A file of settings does not say what it must."""


def unknown_name(what: str, name: str, known: Iterable[str], *, where: str) -> UnknownName:
    """Build the message for a name that is not there, with the nearest ones that are.

    >>> print(unknown_name("question", "skils", ["skills", "pay"], where="table 'skills'"))
    There is no question 'skils', which table 'skills' asks for. Did you mean 'skills'?
    """
    names = [str(n) for n in known]
    return UnknownName(
        f"There is no {what} {name!r}, which {where} asks for. {nearest(name, names)}"
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """The sentence that offers the nearest known names, or the first few when none is near."""
    names = list(known)
    close = get_close_matches(name, names, n=3, cutoff=0.5) or _ignoring_case(name, names)
    if close:
        return f"Did you mean {' or '.join(repr(n) for n in close)}?"
    if not names:
        return "There is nothing of the kind."
    shown = ", ".join(repr(n) for n in names[:8])
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f"There is {shown}{more}."


def _ignoring_case(name: str, names: list[str]) -> list[str]:
    return [known for known in names if name.casefold() in known.casefold()][:3]
