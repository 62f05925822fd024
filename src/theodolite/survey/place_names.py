"""One place however people typed it: which names are the same, and which spelling stands."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_MARKS = re.compile(r"[^\w\s]")


def same_name(name: str) -> str:
    """A name as it is compared: without case, punctuation, accents, "the" or spare spaces.

    >>> same_name("The St. Elsewhere’s Hospital & Clinic")
    'st elsewheres hospital and clinic'
    >>> same_name("ST ELSEWHERES  HOSPITAL AND CLINIC")
    'st elsewheres hospital and clinic'
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("&", " and ")
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    words = _MARKS.sub("", letters.replace("-", " ").replace("/", " ")).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def spellings(names: Iterable[str]) -> dict[str, str]:
    """How to write each place, by its `same_name`: as most people did, the first of equals.

    >>> spellings(["leeds", "Leeds", "Leeds", "York", "?"])
    {'leeds': 'Leeds', 'york': 'York'}
    """
    times = Counter(names)
    found: dict[str, str] = {}
    for name in sorted(times, key=lambda one: (-times[one], one)):
        found.setdefault(same_name(name), name)
    return {place: name for place, name in found.items() if place}
