"""What a report says, before any format: sections of prose, tables and figures, with sources."""

from dataclasses import dataclass
from datetime import date

from theodolite.display import Picture
from theodolite.evidence.disclosure import Profile
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table


class UnstampedDocument(ValueError):
    """An inside-use report carries no stamp that says so."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text that states no number of the data; for those there is Statement."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short points."""

    items: tuple[Statement | str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to read elsewhere: its title, where it is, and why it is told here.

    `lead` says in a few words what it is; `said` are short paragraphs. An address that is not on
    the web is not made a link.
    """

    title: str
    lead: str
    said: tuple[str, ...]
    address: str = ""


Content = Paragraph | Statement | Bullets | Notice | Table | Picture


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read a document whose numbers are not counts of people, so that no rule hides any.

    `says` are its paragraphs at the end, under `title`; `whole` names what a number rests on that
    comes from no single part of the data.
    """

    title: str
    says: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under one heading."""

    title: str
    blocks: tuple[Content, ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A report ready for any format.

    `notice` and `stamp` are printed on every page and sheet; `stamp` is empty for a report that
    may be published, and must not be where the disclosure profile is for inside use. A document
    that counts no people has a way of reading instead of such a profile. `source`
    covers the report as a whole; `language` is a BCP 47 tag; `is_short` leaves out the cover page.
    """

    title: str
    subtitle: str
    society: str
    date: date
    notice: str
    stamp: str
    sections: tuple[Section, ...]
    source: SourceNote
    disclosure: Profile | Reading
    language: str = "en"
    is_short: bool = False

    def __post_init__(self) -> None:
        """Refuse an inside-use report that would not say so on its pages."""
        if isinstance(self.disclosure, Reading):
            return
        if self.disclosure.is_inside_use and not self.stamp.strip():
            raise UnstampedDocument(
                f"The report {self.title!r} uses the disclosure profile {self.disclosure.name!r}"
                " but has no stamp. Exact counts may not leave the society, so every page must"
                " say so. Give the document a stamp, or choose a profile that may be published."
            )
