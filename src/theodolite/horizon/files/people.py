"""Names of people, told apart in the many ways in which one text lists several."""

import re

_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,4}\Z")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?\Z", re.IGNORECASE)


def people_from(text: str) -> tuple[str, ...]:
    """Each name once, in order; a comma is taken for a separator only where nothing else is.

    >>> people_from("Warshaw, L J; Lipton, R B")
    ('Warshaw, L J', 'Lipton, R B')
    >>> people_from("Vossen, G., Weske, M.")
    ('Vossen, G.', 'Weske, M.')
    >>> people_from("Gottfried Vossen, Mathias Weske and Ada Kaur")
    ('Gottfried Vossen', 'Mathias Weske', 'Ada Kaur')
    >>> people_from("Kaur, Asha")
    ('Kaur, Asha',)
    """
    plain = " ".join(text.split()).strip("; ")
    if ";" in plain:
        names = plain.split(";")
    elif "|" in plain:
        names = plain.split("|")
    else:
        names = [name for part in _AND.split(plain) for name in _by_commas(part)]
    return tuple(dict.fromkeys(name.strip(" ,") for name in names if name.strip(" ,.")))


def _by_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    given = [_INITIALS.match(part) is not None for part in parts]
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    if len(parts) % 2 == 0 and all(given[1::2]) and not any(given[::2]):
        return [f"{family}, {initials}" for family, initials in pairs]
    if len(parts) < 3 and not all(" " in part for part in parts):
        return [text]
    if len(parts) == 3 and _SUFFIX.match(parts[1]):
        return [text]
    return parts
