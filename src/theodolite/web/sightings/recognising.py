"""What a member wrote about a thing, as an item: title, address, number, or several of these.

Nothing is asked of the network: a DOI or an address is known by how it is written.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from theodolite.horizon.harmless import harmless
from theodolite.horizon.item import Item, Seen, identity_from
from theodolite.horizon.sources.identifiers import arxiv_in, doi_in, nct_in, pmid_in

SOURCE = "Members' sightings"
"""The source, in the archive, of everything that members gave."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_DOI_SAID = re.compile(r"(?:\bdoi\b\s*:?\s*)?\b10\.\d{4,9}(?:\.\d+)*/\S+", re.IGNORECASE)
_BARE = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A thing as far as its sentence tells: `numbers` are its DOI, arXiv number and the like."""

    identity: str
    title: str
    address: str
    numbers: tuple[tuple[str, str], ...]


def recognise(given: str) -> Recognised:
    """Find address, numbers and title in what was written.

    >>> found = recognise("Read this: https://doi.org/10.1088/1361-6560/AC1234")
    >>> found.identity, found.title
    ('doi:10.1088/1361-6560/ac1234', 'Read this')
    >>> recognise("www.example.org/news").identity
    'url:https://www.example.org/news'
    """
    said = harmless(given)
    written = _address(said)
    numbers = _numbers(said, written)
    address = written or _usual_address(numbers)
    title = _without(said, written)
    return Recognised(
        identity=identity_from(numbers, address=address, said=title.casefold()),
        title=title or _title_of(numbers, address),
        address=address,
        numbers=tuple(numbers.items()),
    )


def item_of(given: str, why: str, *, key: str, at: datetime) -> Item:
    """The item for the archive; it does not say who sent it."""
    found = recognise(given)
    return Item(
        identity=found.identity,
        title=found.title,
        kind="sighting",
        observed_at=at,
        abstract=harmless(why),
        address=found.address,
        identifiers=found.numbers,
        trail=(seen_by_a_member(key, at),),
    )


def seen_by_a_member(key: str, at: datetime) -> Seen:
    """The place in an item's trail that stands for one sighting."""
    return Seen(SOURCE, f"sighting:{key}", at)


def _address(said: str) -> str:
    found = _ADDRESS.search(said)
    if found:
        return found[0].rstrip(".,;:)'")
    return f"https://{said}" if _BARE.fullmatch(said) and "/" not in said[:4] else ""


def _numbers(said: str, address: str) -> dict[str, str]:
    """The lasting numbers that it tells; an arXiv number only where arXiv is spoken of."""
    lower = said.lower()
    found = {
        "doi": doi_in(said),
        "arxiv": arxiv_in(address or said) if "arxiv" in lower else "",
        "nct": nct_in(said),
        "pmid": pmid_in(address) if "pubmed" in address.lower() else "",
    }
    return {name: number for name, number in found.items() if number}


def _usual_address(numbers: dict[str, str]) -> str:
    usual = {
        "doi": "https://doi.org/{}",
        "arxiv": "https://arxiv.org/abs/{}",
        "nct": "https://clinicaltrials.gov/study/{}",
    }
    known = [usual[name].format(numbers[name]) for name in usual if name in numbers]
    return known[0] if known else ""


def _without(said: str, address: str) -> str:
    """The words beside the address and the DOI."""
    if address and f"https://{said}" == address:
        return ""
    words = _DOI_SAID.sub("", _ADDRESS.sub("", said))
    return words if words == said else words.strip(" .,;:()-–—")


def _title_of(numbers: dict[str, str], address: str) -> str:
    """What to call a thing of which only a number or an address is known."""
    called = {"doi": "DOI", "arxiv": "arXiv", "nct": "Trial", "pmid": "PubMed"}
    for name, number in numbers.items():
        return f"{called[name]} {number}"
    return re.sub(r"^https?://(www\.)?", "", address, flags=re.IGNORECASE).rstrip("/")
