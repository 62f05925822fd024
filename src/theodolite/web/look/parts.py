"""What the pieces of pages in templates/parts/ are filled with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from theodolite.store.editing import ChangedMeanwhile, Versioned


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way back."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a summary list."""

    name: str
    words: str
    href: str = ""
    change_href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: words, which may lead on, be a state, or be a number."""

    words: str
    href: str = ""
    tag_colour: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be shown; `numbers` are the columns set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    numbers: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[tuple[Cell, ...], ...]:
        """Every row as cells, plain words included."""
        return tuple(
            tuple(
                self._cell(found, column) for found, column in zip(row, self.columns, strict=True)
            )
            for row in self.rows
        )

    def _cell(self, found: str | Cell, column: str) -> Cell:
        if isinstance(found, Cell):
            return found
        return Cell(found, is_number=column in self.numbers)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the server drew it, what the browser may draw over it, and its numbers."""

    title: str
    alt: str
    picture: str
    description: Mapping[str, Any] | None = None
    table: Table | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where one stands in a list shown page by page; addresses are empty at its ends."""

    number: int
    last: int
    previous: str
    next: str

    @property
    def number_before(self) -> int:
        """The page before this one."""
        return self.number - 1

    @property
    def number_after(self) -> int:
        """The page after this one."""
        return self.number + 1


def pages_of(request: HttpRequest, page: Page[Any]) -> Pages:
    """The pages around one page of a Paginator; whatever else is asked for stays asked for."""

    def address(number: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(number)
        return f"?{asked.urlencode()}"

    return Pages(
        page.number,
        page.paginator.num_pages,
        address(page.number - 1) if page.has_previous() else "",
        address(page.number + 1) if page.has_next() else "",
    )


@dataclass(frozen=True, slots=True)
class BothValues:
    """A field that two people left different."""

    name: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Two versions of one thing, and what was sent, so that it can be sent again."""

    what: str
    fields: tuple[BothValues, ...]
    version_now: int
    sent: tuple[tuple[str, str], ...]
    href: str


_NOT_SENT_AGAIN = {"csrfmiddlewaretoken", "seen_version"}


def changed_between(
    found: ChangedMeanwhile, request: HttpRequest, *, href: str, names: Iterable[str] = ()
) -> Changed:
    """Both versions of a thing that could not be saved; `href` leads to the one kept now.

    `names` limits the fields that are compared, usually to those of the form.
    """
    differing = found.theirs.changes_since(found.yours)
    wanted = set(names)
    fields = tuple(
        BothValues(
            str(field.verbose_name).capitalize(),
            str(getattr(found.theirs, field.name)),
            str(getattr(found.yours, field.name)),
        )
        for field in found.theirs._meta.concrete_fields
        if field.attname in differing and (not wanted or field.name in wanted)
    )
    return both_shown(found.theirs, fields, request, href=href)


def both_shown(
    theirs: Versioned, fields: tuple[BothValues, ...], request: HttpRequest, *, href: str
) -> Changed:
    """A thing that could not be saved, where it differs, with what was sent for another try."""
    return Changed(str(theirs), fields, theirs.version, sent_by(request), href)


def sent_by(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What a form sent, for another try over the version that is kept now."""
    return tuple(
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in _NOT_SENT_AGAIN
        for value in values
    )
