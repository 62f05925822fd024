"""What the columns of other people's tables of records are called, and how their cells read."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.kinds import kind_from
from theodolite.horizon.files.numbers import arxiv_from, doi_from
from theodolite.horizon.files.people import people_from
from theodolite.horizon.files.rows import COLUMNS, row_list

_KNOWN_AS = {
    "title": "title articletitle primarytitle documenttitle papertitle ti t1",
    "people": "people authors author authorfullnames authornames creator creators au a1",
    "published": "published publicationdate originalpublished datepublished date publisheddate da",
    "year": "year publicationyear pubyear publishedyear py dateyear",
    "venue": "venue journal sourcetitle journalbook publicationtitle containertitle booktitle "
    "secondarytitle journaltitle journalname source conference so t2 jo",
    "volume": "volume vol vl",
    "issue": "issue number no issuenumber",
    "pages": "pages page pagerange pagenumbers pg",
    "first_page": "pagestart startpage firstpage sp beginpage",
    "last_page": "pageend endpage lastpage ep",
    "doi": "doi doilink digitalobjectidentifier do di",
    "abstract": "abstract abstractnote summary ab n2 description",
    "kind": "kind type itemtype documenttype publicationtype entrytype",
    "address": "address url link urls weblink ur",
    "keywords": "keywords keyword authorkeywords kw de manualtags",
    "language": "language lang la",
    "licence": "licence license",
    "pmid": "pmid pubmedid",
    "pmcid": "pmcid",
    "arxiv": "arxiv arxivid",
    "nct": "nct nctid nctnumber",
    "openalex": "openalex openalexid",
    "isbn": "isbn",
    "issn": "issn sn",
    "publisher": "publisher pb",
    "place": "place placepublished cy",
    "deadline": "deadline closingdate",
    "starts": "starts startdate",
    "ends": "ends enddate",
}
_OURS = {name.replace("_", ""): name for name in COLUMNS}
_NAMES = _OURS | {word: column for column, words in _KNOWN_AS.items() for word in words.split()}
_NOT_LETTERS = re.compile(r"[^a-z0-9]")


def known_columns(headers: Sequence[str]) -> dict[str, int]:
    """Where each column of ours stands; of two headers for one, the better-known word wins.

    >>> known_columns(["record_id", "Author(s)", "Source title", "Title"])
    {'people': 1, 'venue': 2, 'title': 3}
    """
    places: dict[str, int] = {}
    words = [_NOT_LETTERS.sub("", header.lower()) for header in headers]
    words = [word if word in _NAMES else word.removesuffix("s") for word in words]
    # Our own tables keep volume and pages in `journal`; for everyone else it is the venue.
    names = _OURS if "identity" in words else _NAMES
    for place, word in enumerate(words):
        column = names.get(word)
        if column and (column not in places or _rank(word) < _rank(words[places[column]])):
            places[column] = place
    return places


def row_from_others(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells of someone else's row as ours write them: dates, names, numbers and kinds.

    What cannot be understood (a year such as "n.d.") becomes empty; the record stays.
    """
    row = {name: " ".join(unescape(text).split()) for name, text in cells.items()}
    row["people"] = row_list(people_from(row.pop("people", "")))
    row["keywords"] = row_list(tuple(parts_of(row.pop("keywords", ""))))
    published = published_from(row.pop("published", "")) or published_from(row.pop("year", ""))
    row["published"] = str(published or "")
    row.pop("year", None)
    row["kind"] = kind_from(row.pop("kind", ""))
    first, last = row.pop("first_page", ""), row.pop("last_page", "")
    row.setdefault("pages", "-".join(filter(None, (first, last))))
    row["doi"] = doi_from(row.get("doi", ""))
    row["arxiv"] = arxiv_from(row.get("arxiv", ""))
    for name in ("deadline", "starts", "ends"):
        day = published_from(row.get(name, ""))
        row[name] = str(day.on) if day and day.precision == "day" else ""
    return {name: text for name, text in row.items() if text}


def parts_of(text: str) -> list[str]:
    """The keywords of one cell, each once: between semicolons, else bars, else commas."""
    separator = ";" if ";" in text else "|" if "|" in text else ","
    return list(dict.fromkeys(part.strip() for part in text.split(separator) if part.strip()))


def _rank(word: str) -> int:
    """How far down its column's list of words one stands."""
    words = _KNOWN_AS.get(_NAMES[word], word).split()
    return words.index(word) if word in words else 0
