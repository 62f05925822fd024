"""What a publication is to another: the thing itself, a notice about it, or an earlier form."""

import re
from functools import cache
from typing import Literal

from theodolite.horizon.item import Kind

Standing = Literal["itself", "correction", "retraction", "concern", "comment", "reply", "protocol"]

_AUTHORS = r"(?:(?:the\s+)?authors?(?:'s?|s'|’s?)?\s+)"
_LEADS: tuple[tuple[Standing, str], ...] = (
    (
        "correction",
        r"^\W*(?:(?:author|publisher|published)(?:'s|’s)?\s+)?"
        r"(?:erratum|errata|corrigend(?:um|a)|corrections?|addendum)\b(?:\s+(?:to|for|in|notice))*\W*",
    ),
    (
        "retraction",
        r"^\W*(?:retraction(?:\s+(?:notice|note|statement))?|notice of retraction|withdrawal)"
        r"\b(?:\s+(?:to|for|of))*\W*",
    ),
    ("concern", r"^\W*(?:editorial\s+)?expression\s+of\s+concern\b(?:\s+(?:to|for|on|about))*\W*"),
    ("reply", rf"^\W*{_AUTHORS}?(?:reply|response|rejoinder)\b\s*(?:to\b|:|-|–)\W*"),
    (
        "comment",
        r"^\W*(?:(?:letter|commentary|comments?|discussion|remarks?)"
        r"\s*(?:on\b|to\b|:|by\b.{0,60}?\bon\b)|re\s*:|regarding\s*:)\W*",
    ),
)
_TAILS: tuple[tuple[Standing, str], ...] = (
    ("correction", r"\W+(?:erratum|corrigendum|correction)\W*$"),
    ("retraction", r"\W+(?:retraction(?:\s+notice)?)\W*$"),
    ("concern", r"\W+expression\s+of\s+concern\W*$"),
    ("reply", rf"\W+(?:{_AUTHORS}(?:reply|response)|reply|rejoinder)\W*$"),
    ("comment", r"[:\-–.(\[]\s*(?:invited\s+)?(?:comment|commentary|discussion)\W*$"),
    ("protocol", r"\W+(?:(?:study|trial|review)\s+)?protocol\W*$"),
    ("protocol", r"\s*[:\-–—]\s+(?:(?:a|the|study|trial|review)\s+)*protocol\s+(?:for|of)\b.*$"),
)
_MARKED_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn)(?:\s+(?:article|paper|chapter))?\s*[:\]]\W*", re.IGNORECASE
)
_HINTS = (
    *("errat", "corrig", "correct", "addend", "retract", "withdraw", "concern", "repl", "respon"),
    *("rejoin", "comment", "letter", "discuss", "remark", "re:", "re :", "regarding", "protocol"),
)
_PREPRINT_VENUES = (
    *("biorxiv", "medrxiv", "arxiv", "chemrxiv", "psyarxiv", "socarxiv", "eartharxiv", "techrxiv"),
    *("ssrn", "research square", "preprints", "osf preprints", "authorea"),
)
_PREPRINT_DOIS = (
    *("10.1101/2", "10.1101/1", "10.1101/0", "10.48550/", "10.21203/rs", "10.20944/preprints"),
    *("10.2139/ssrn", "10.31219/", "10.31234/", "10.26434/chemrxiv", "10.22541/", "10.36227/"),
)
_MEETING = re.compile(
    r"\b(?:conference|conf|workshop|symposium|congress|meeting|proceedings of the \d|annual hawaii"
    r"|colloquium)\b"
)
_PERIODICAL = re.compile(
    r"\b(?:journal|j|transactions|trans|letters|lett|record|review|rev|annals|ann|archives|arch"
    r"|magazine|bulletin|bull)\b"
)


def standing_of(title: str) -> tuple[Standing, str]:
    """What a title says its publication is, and the title of what it is about.

    A title that only marks its own article as retracted is still that article.

    >>> standing_of("Erratum to: Dose to the lens")
    ('correction', 'Dose to the lens')
    >>> standing_of("RETRACTED ARTICLE: Dose to the lens")
    ('itself', 'Dose to the lens')
    """
    lower = title.lower()
    if not any(map(lower.__contains__, _HINTS)):
        return "itself", title
    marked = _MARKED_RETRACTED.match(title)
    if marked is not None:
        return "itself", title[marked.end() :]
    for standing, pattern in _compiled(_LEADS):
        found = pattern.match(title)
        if found is not None:
            return standing, title[found.end() :] or title
    for standing, pattern in _compiled(_TAILS):
        found = pattern.search(title)
        if found is not None and found.start():
            return standing, title[: found.start()]
    return "itself", title


@cache
def _compiled(
    texts: tuple[tuple[Standing, str], ...],
) -> tuple[tuple[Standing, re.Pattern[str]], ...]:
    """Patterns made when the first title needs them: most small files have no such title."""
    return tuple((standing, re.compile(text, re.IGNORECASE)) for standing, text in texts)


def is_preprint(kind: Kind, venue: str, doi: str) -> bool:
    """Whether something is a preprint by its kind, the server it is on, or its DOI."""
    return (
        kind == "preprint" or venue.startswith(_PREPRINT_VENUES) or doi.startswith(_PREPRINT_DOIS)
    )


def kind_of_venue(venue: str) -> str:
    """Whether a venue is a meeting or a periodical, or an empty text where it does not say."""
    if _MEETING.search(venue):
        return "meeting"
    return "periodical" if _PERIODICAL.search(venue) else ""
