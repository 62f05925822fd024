"""An item as it is compared: what every export writes differently, written one way."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from theodolite.horizon.duplicates.known_words import (
    GREEK_LETTERS,
    NO_AUTHORS,
    PARTICLES,
    SPONSORS,
    STOP_WORDS,
)
from theodolite.horizon.duplicates.standing import (
    Standing,
    is_preprint,
    kind_of_venue,
    standing_of,
)
from theodolite.horizon.item import Item, Kind

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,40}>")
_REMARK = re.compile(
    r"\[(?:erratum|corrected|correction|published|comment|see comment|retract|summary|abstract"
    r"|in |article in|review|letter|editorial|proceeding|poster|conference|abs)[^\]]*(?:\]\.?|$)"
    r"|\(vol(?:ume)?\.? \d[^)]*\)?\W*$",
    re.IGNORECASE,
)
_LOST_LETTER = re.compile(r"(?<=\w)\?(?=\w)|(?<![\w\s])\?(?=\w)|^\?(?=\w)|(?<=\s)\?(?=\w)")
_SORT_OF_PAPER = re.compile(
    r"\s*[-–—(\[:]+\s*(?:(?:extended|panel|invited|keynote|short|full|experience|industrial|poster"
    r"|meeting|conference|regular|research|book|structured|provisional|brief|project)\s*)*"
    r"(?:abstracts?(?:\s+only)?|tutorial|panel|session|talk|paper|keynote|review|poster|record"
    r"|demo(?:nstration)?)\s*[)\]]?\W*$",
    re.IGNORECASE,
)
_SORTS = (
    *("abstract", "abstracts", "only", "tutorial", "panel", "session", "talk", "paper", "keynote"),
    *("review", "poster", "record", "demo", "demonstration"),
)
_HOW_ONE_CAME = re.compile(r"#.*|(?<=[?&])utm_[^&#]*&?")
_VENUE_PARTS = re.compile(r"\s+[—–:=|/]\s+|:\s|\s*[(\[]")
_ACCENT = re.compile("[\u0300-\u036f]")
_WRITTEN_OUT = str.maketrans(
    GREEK_LETTERS | {"ς": "sigma", "ø": "o", "ł": "l", "đ": "d", "æ": "ae"}
)
_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"[^\W\d_]{2,}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_LETTERS_OF_VERSION = 7
_DOI_VERSION = re.compile(r"(?:\.pub\d+|[./]?v\d+)$")
_NUMBER = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")
_PAGE = re.compile(r"([a-z]*)(\d+)([a-z]?)")
_SPELLINGS = str.maketrans({"z": "s"})
_NO_TITLE = frozenset(("unknown", "untitled", "no title", "title not available", "not available"))


class Record(NamedTuple):
    """One item made comparable; empty texts and zeros stand for what is not known.

    `key` is the title without spaces, `words` the title's words in order; `names` are the name
    parts of at least two letters, `initials` those of the first author's given names. `pages` are
    first and last. `is_bare` says that it names no author, no DOI and no place in a journal, as
    notices and news do not; `is_recurring` says that its title comes again year after year.
    """

    identity: str
    kind: Kind
    title: str
    key: str
    words: tuple[str, ...]
    is_marked: bool
    is_translated: bool
    standing: Standing
    is_preprint: bool
    people: tuple[str, ...]
    names: frozenset[str]
    first_author: str
    initials: frozenset[str]
    year: int
    day: str
    venue: tuple[str, ...]
    venue_kind: str
    volume: str
    issue: str
    pages: tuple[str, str]
    doi: str
    doi_version: str
    numbers: tuple[tuple[str, str], ...]
    address: str
    abstract: str
    is_bare: bool
    is_recurring: bool = False

    @property
    def page(self) -> str:
        """Its address without what only tells how one came there."""
        return _HOW_ONE_CAME.sub("", self.address).rstrip("/?")

    @property
    def site(self) -> str:
        """The host of its address."""
        return self.address.partition("://")[2].partition("/")[0]


def record_of(item: Item) -> Record:
    """Write down what of an item can be compared."""
    venue = venue_of(item.venue)
    title = title_of(item.title, venue.name)
    identifiers, journal = dict(item.identifiers), dict(item.journal)
    names = _names(item.people)
    family, initials = _first_author(item.people[0]) if names else ("", frozenset())
    doi, version = plain_doi(identifiers.get("doi", "") or _named("doi", item.identity))
    volume, issue = _volume_and_issue(journal.get("volume", ""), journal.get("issue", ""))
    pages = first_and_last_page(journal.get("pages", ""))
    published = item.published
    return Record(
        identity=item.identity,
        kind=item.kind,
        title=" ".join(title.words),
        key="".join(title.words).translate(_SPELLINGS),
        words=title.words,
        is_marked=title.is_marked,
        is_translated=title.is_translated,
        standing=title.standing,
        is_preprint=is_preprint(item.kind, venue.name, doi),
        people=item.people,
        names=names,
        first_author=family,
        initials=initials,
        year=published.on.year if published else 0,
        day=published.on.isoformat() if published and published.precision == "day" else "",
        venue=venue.words,
        venue_kind="meeting" if item.kind == "conference" else venue.kind,
        volume=volume,
        issue=issue,
        pages=pages,
        doi=doi,
        doi_version=version,
        numbers=_lasting_numbers(identifiers, item.identity),
        address=item.address,
        abstract=item.abstract,
        is_bare=not (names or doi or volume or pages[0]),
    )


def plain_doi(written: str) -> tuple[str, str]:
    """A DOI without its address, in lower case and without punctuation; and its version.

    What is cut off ("10.17705/1CAIS.") names a whole journal, so it is no DOI.

    >>> plain_doi("https://doi.org/10.1002/14651858.CD002273.pub3")
    ('10.1002/14651858cd002273', '.pub3')
    >>> plain_doi("10.17705/1CAIS.")
    ('', '')
    """
    found = _DOI.search(html.unescape(written).lower())
    if found is None:
        return "", ""
    doi = found[0].rstrip(";,)]>")
    if doi[-1] in "./-" or len(doi.split("/", 1)[1]) < 3:
        return "", ""
    version = _DOI_VERSION.search(doi, len(doi) - _LETTERS_OF_VERSION)
    if version is not None:
        doi = doi[: version.start()]
    prefix, rest = doi.split("/", 1)
    return f"{prefix}/{_SIGNS.sub('', rest)}", version[0] if version else ""


def first_and_last_page(written: str) -> tuple[str, str]:
    """First and last page in full, whatever is abbreviated; empty where there are none.

    >>> first_and_last_page("123-9"), first_and_last_page("S1095--S1101")
    (('123', '129'), ('s1095', 's1101'))
    >>> first_and_last_page("276A"), first_and_last_page("no pagination")
    (('276a', '276a'), ('', ''))
    """
    found = _PAGE.findall(_folded(written))[:2]
    if not found or "pagination" in written:
        return "", ""
    lead, first, tail = found[0]
    begin = f"{lead}{first.lstrip('0') or '0'}{tail}"
    if len(found) == 1:
        return begin, begin
    last_lead, last, last_tail = found[1]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return begin, f"{last_lead or lead}{last.lstrip('0') or '0'}{last_tail or tail}"


def words_of(text: str) -> list[str]:
    """The words of a text as titles are compared by: lower case, without accents and signs."""
    return _WORD.findall(_folded(_without_marks(text)))


def _without_marks(title: str) -> str:
    """A title without markup and without what a database has added to it in brackets."""
    if "&" in title:
        title = html.unescape(title)
    if "<" in title:
        title = _TAG.sub("", title.replace("<ORIGINAL>", " "))
    if "?" in title:
        title = _LOST_LETTER.sub("", title)
    if "[" in title or "(vol" in title.lower():
        title = _REMARK.sub(" ", title)
    return title.strip()


def _folded(text: str) -> str:
    """Lower case without accents, dashes and quotes of one kind."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = _ACCENT.sub("", decomposed).lower().translate(_WRITTEN_OUT)
    return text.casefold().strip()


def _plain_names(people: tuple[str, ...]) -> str:
    return _folded(" ".join(people)).replace("'", "").replace("’", "").replace("?", "")


def _all_names(people: tuple[str, ...]) -> list[str]:
    return _WORD.findall(_plain_names(people))


def _names(people: tuple[str, ...]) -> frozenset[str]:
    """The name parts that are more than initials; none where no person is named."""
    names = frozenset(_NAME.findall(_plain_names(people))) - PARTICLES
    return frozenset() if len(names) < 3 and names & NO_AUTHORS else names


def _is_name(word: str) -> bool:
    return len(word) > 1 and word not in PARTICLES and not word.isdigit()


def family_name(person: str) -> str:
    """The family name of one person, written "Family, Given", "Family GH" or "Given Family".

    >>> family_name("Smith, John A."), family_name("Smith J.A."), family_name("John A. Smith")
    ('smith', 'smith', 'smith')
    """
    return _first_author(person)[0]


def _first_author(person: str) -> tuple[str, frozenset[str]]:
    """Family name, and the first letters of the given names."""
    family, comma, given = person.partition(",")
    parts = _all_names((family,))
    names = [name for name in parts if _is_name(name)]
    if not names:
        return "", frozenset()
    if comma:
        return names[0], frozenset([name[0] for name in _all_names((given,))])
    found = names[0] if len(parts[-1]) == 1 else names[-1]
    return found, frozenset([name[0] for name in parts if name != found])


class Title(NamedTuple):
    """The words of a title, and what it says besides of what it is the title of."""

    words: tuple[str, ...]
    standing: Standing
    is_marked: bool
    is_translated: bool


def title_of(written: str, venue: str) -> Title:
    """What a title tells; one that only names its journal, or says that it is unknown, has none."""
    plain = _without_marks(written)
    standing, bare = standing_of(plain)
    bare, is_marked = _without_sort(bare)
    title = _folded(bare)
    words = () if title in _NO_TITLE or title == venue else tuple(_WORD.findall(title))
    return Title(words, standing, is_marked, plain.startswith("["))


class Venue(NamedTuple):
    """The name of a journal or meeting, folded, the words of its main part, and its kind."""

    name: str
    words: tuple[str, ...]
    kind: str


@lru_cache(maxsize=65536)
def venue_of(written: str) -> Venue:
    """What a venue's name tells, without who sponsors it and what stands behind a colon."""
    name = _folded(written)
    main = _VENUE_PARTS.split(name, maxsplit=1)[0] or name
    all_words = _WORD.findall(main)
    words = [word for word in all_words if word not in STOP_WORDS]
    if all_words[-1:] == ["a"] and len("".join(all_words[-2:-1])) > 1:
        words.append("a")  # the section of a journal: Physical Review A is not B
    while len(words) > 1 and words[0] in SPONSORS:
        words.pop(0)
    return Venue(name, tuple(words), kind_of_venue(name))


def _without_sort(title: str) -> tuple[str, bool]:
    """A title without the sort of paper that stands at its end, and whether one did."""
    if not title.rstrip(" .)]").lower().endswith(_SORTS):
        return title, False
    found = _SORT_OF_PAPER.search(title)
    return (title[: found.start()], True) if found and found.start() else (title, False)


def _volume_and_issue(volume: str, issue: str) -> tuple[str, str]:
    """The numbers of volume and issue, also where both stand in one field: "4 (1)"."""
    found = _NUMBER.findall(volume)
    inside = found[1] if len(found) > 1 and "(" in volume and not issue else ""
    return (found[0].lstrip("0") if found else ""), "-".join(_NUMBER.findall(issue)) or inside


def _named(kind: str, identity: str) -> str:
    lead = f"{kind}:"
    return identity[len(lead) :] if identity.startswith(lead) else ""


def _lasting_numbers(identifiers: dict[str, str], identity: str) -> tuple[tuple[str, str], ...]:
    if len(identifiers) == ("doi" in identifiers) and identity.startswith(("doi:", "sha256:")):
        return ()
    numbers = [
        (kind, (identifiers.get(kind, "") or _named(kind, identity)).strip().lower())
        for kind in ("pmid", "pmcid", "arxiv", "nct", "openalex")
    ]
    return tuple([(kind, number) for kind, number in numbers if number])
