"""Two spellings of one answer are one answer: how cells, headers and options are compared."""

import re

_ALIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("‘’‛`´", "'")
    | dict.fromkeys("“”„", '"')
    | {"\ufeff": "", "\u200b": ""}
)


def spelling(text: str) -> str:
    """Leave out what does not tell answers apart: case, spaces, kinds of dash and of quote.

    >>> spelling("\\ufeffBand\\xa08a – 8b ") == spelling("band 8A - 8b")
    True
    """
    return " ".join(text.translate(_ALIKE).split()).casefold()


def loose_spelling(text: str) -> str:
    """As `spelling`, also without a full stop at the end and decimals that are all zero.

    >>> loose_spelling("Peer programming."), loose_spelling("2.0")
    ('peer programming', '2')
    """
    return re.sub(r"^(\d+)\.0+$", r"\1", spelling(text)).rstrip(".")


def slug(text: str, *, words: int = 5) -> str:
    """The first words that carry meaning, as a short code.

    >>> slug("Which of these do you use in your work?")
    'use_work'
    """
    found = re.findall(r"[^\W_]+", spelling(text).replace("'", ""))
    telling = [word for word in found if word not in _COMMON_WORDS] or found
    return "_".join(telling[:words])[:40] or "question"


_COMMON = (
    "a an and any are as at be by can do does did for from have has how i if in is it many me much"
    " my of on or our please select that the their these this to was were what when where which"
    " who why will with would you your"
)
_COMMON_WORDS = frozenset(_COMMON.split())
