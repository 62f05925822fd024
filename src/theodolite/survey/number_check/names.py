"""Names in running text: abbreviations that a report defines, and labels found again in prose."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_DEFINED = re.compile(r"((?:[\w&'’-]+\s+){1,8})\(([A-Z][A-Za-z&]*[A-Z])s?\)")


def abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviations with the words they stand for, where a text defines them in brackets.

    The words are the fewest before the bracket that begin with the abbreviation's first letter
    and hold its letters in order.

    >>> abbreviations(["Staff of Diagnostic Imaging (DI) and Radiotherapy (RT) answered."])
    {'DI': 'Diagnostic Imaging', 'RT': 'Radiotherapy'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for match in _DEFINED.finditer(text):
            if words := _words_for(match[2], match[1].split()):
                found.setdefault(match[2], words)
    return found


def _words_for(short: str, words: list[str]) -> str:
    letters = [letter.lower() for letter in short if letter.isalpha()]
    for start in range(len(words) - 1, -1, -1):
        candidate = " ".join(words[start:])
        if candidate[0].lower() == letters[0] and _in_order(letters, candidate.lower()):
            return candidate
    return ""


def _in_order(letters: list[str], text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def aliases(label: str, known: Mapping[str, str]) -> frozenset[str]:
    """Everything a label may be called in the text: itself, its abbreviation, its long form."""
    inner = re.fullmatch(r"(.+?)\s*\((\w+)\)", label)
    forms = {label, *(inner.groups() if inner else ())}
    longer = {known[form] for form in forms if form in known}
    shorter = {short for short, words in known.items() if words.lower() in _lower(forms)}
    return frozenset(form for form in forms | longer | shorter if len(form) > 1)


def _lower(forms: Iterable[str]) -> set[str]:
    return {form.lower() for form in forms}


def places(forms: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Where any of the forms stands in the text as whole words; abbreviations keep their case."""
    return [match.span() for form in forms for match in _pattern(form).finditer(text)]


def stands_alone(text: str, start: int) -> bool:
    """Whether a name begins at a place, rather than goes on from a capitalised word or a slash."""
    return re.search(r"(?:[A-Z]\w*\s|[/&-]\s?)$", text[:start]) is None


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    flags = re.NOFLAG if form.isupper() else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", flags)
