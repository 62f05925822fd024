"""The lasting numbers of records, freed of what is written around them."""

import re
from collections.abc import Sequence

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
_ARXIV = re.compile(r"(?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")
_PMCID = re.compile(r"PMC\d+", re.IGNORECASE)


def doi_from(text: str) -> str:
    """The DOI in a text, or an empty text.

    >>> doi_from("https://doi.org/10.1000/Dose.1"), doi_from("doi: 10.1000/a [doi]"), doi_from("-")
    ('10.1000/Dose.1', '10.1000/a', '')
    """
    found = _DOI.search(text)
    return found[0].rstrip(".,;") if found else ""


def arxiv_from(text: str) -> str:
    """The arXiv number in a text, its version included, or an empty text."""
    found = _ARXIV.search(text)
    return found[0] if found else ""


def pmcid_from(text: str) -> str:
    """The number PMC… in a text, or an empty text."""
    found = _PMCID.search(text)
    return found[0].upper() if found else ""


def book_or_serial(text: str) -> dict[str, str]:
    """The ISBN or the ISSN in a text, under its name; what is neither is kept as an ISSN.

    >>> book_or_serial("0893-8512 (Print) 0893-8512"), book_or_serial("9783034604796")
    ({'issn': '0893-8512'}, {'isbn': '9783034604796'})
    """
    if serial := _ISSN.search(text):
        alone = not re.search(r"\d-?$", text[: serial.start()])
        if alone:
            return {"issn": serial[0]}
    if book := _ISBN.search(text):
        return {"isbn": book[0]}
    return {"issn": text} if text else {}


def pages_from(first: str, last: str) -> str:
    """First and last page as one range; tools that write the range into the first are believed.

    >>> pages_from("12", "19"), pages_from("12-19", "19"), pages_from("e12", "")
    ('12-19', '12-19', 'e12')
    """
    return f"{first}-{last}" if first and last and "-" not in first else first or last


def address_from(addresses: Sequence[str]) -> str:
    """The first address on the web, one that says more than a DOI does where there is one."""
    on_the_web = [one for one in addresses if one.startswith(("http://", "https://"))]
    return next((one for one in on_the_web if not doi_from(one)), "".join(on_the_web[:1]))
