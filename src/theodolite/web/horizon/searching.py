"""Search over everything that is kept, with the same rows as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from theodolite.horizon.item import Kind
from theodolite.store.finding import Line, Query, find
from theodolite.store.listing import source_names
from theodolite.store.models import ListedItem
from theodolite.store.models.listed_item import sees_all
from theodolite.store.search import Said
from theodolite.web.horizon.showing import COLOURS, about, item_address
from theodolite.web.look.fields import DayField
from theodolite.web.look.parts import Pages
from theodolite.web.permissions import Signed, signed_in
from theodolite.web.sightings.topics import topic_names
from theodolite.web.table_files import Value, file_of, format_asked

AT_ONCE = 25
"""How many items a page shows."""

COLUMNS = (
    *("identity", "title", "kind", "venue", "published", "first_seen"),
    *("topics", "sources", "state", "address"),
)
"""The columns of a file of items."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One item that was found."""

    href: str
    title: Sequence[Said]
    passage: Sequence[Said]
    about: str
    state: str
    colour: str


@dataclass(frozen=True, slots=True)
class Search:
    """The form, what was found, and where the same is to be had as a file or watched."""

    form: "SearchForm"
    lines: tuple[Shown, ...]
    told: str
    pages: Pages
    files: tuple[tuple[str, str], ...]
    watch: str


class SearchForm(forms.Form):
    """What to look for; whatever is left open is not looked at."""

    words = forms.CharField(
        label="Words",
        help_text="All of them are looked for. “Quotes” keep words together, * ends a beginning.",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    topic = forms.ChoiceField(label="Topic", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    source = forms.ChoiceField(label="Source", required=False)
    state = forms.ChoiceField(label="Decision", required=False)
    since = DayField(label="First seen from", required=False, help_text="")
    until = DayField(label="First seen until", required=False, help_text="")

    def __init__(self, *given: Any, sees_all: bool, **named: Any) -> None:
        """Choices are what there is; who sees only what was kept is not asked for decisions."""
        super().__init__(*given, **named)
        self._offer("topic", topic_names())
        self._offer("kind", {kind: kind.capitalize() for kind in get_args(Kind)})
        self._offer("source", {name: name for name in source_names()})
        self._offer("state", dict(ListedItem.State.choices))
        if not sees_all:
            del self.fields["state"]

    def _offer(self, name: str, choices: Mapping[str, str]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", "Any"), *choices.items()]

    def query(self) -> Query:
        """What is looked for; what cannot be meant is not looked at."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Query(**said)


@signed_in
def search(request: Signed) -> HttpResponse:
    """Look for items by words, topic, kind, source, decision and time."""
    form = SearchForm(request.GET or None, sees_all=sees_all(request.user))
    is_sound = not form.is_bound or form.is_valid()
    query = form.query() if form.is_bound and is_sound else Query()
    number = page_asked(request)
    found = find(query, request.user, start=(number - 1) * AT_ONCE, count=AT_ONCE)
    kind = format_asked(request.GET.get("format"))
    if kind is not None:
        return file_of("items", kind, COLUMNS, rows_of(found.lines))
    page = Search(
        form,
        tuple(shown(line) for line in found.lines),
        told(found.total, is_cut=found.is_cut),
        pages_around(request, number, found.total),
        files_of(request),
        watch_address(request),
    )
    return render(request, "horizon/search.html", {"page": page}, status=200 if is_sound else 422)


def shown(line: Line) -> Shown:
    """An item of a list, with what matched."""
    row, state = line.item, ListedItem.State(line.item.state)
    return Shown(
        item_address(row.identity),
        line.title,
        line.passage,
        about(row),
        state.label,
        COLOURS[state],
    )


def rows_of(lines: Sequence[Line]) -> Iterator[tuple[Value, ...]]:
    """The same items as rows of a file."""
    for line in lines:
        row = line.item
        yield (
            *(row.identity, row.title, row.kind, row.venue, row.published_as, row.observed_at),
            *("; ".join(row.topics), "; ".join(row.sources), row.state, row.address),
        )


def told(total: int, *, is_cut: bool) -> str:
    """How many there are, in words.

    >>> told(1, is_cut=False), told(2000, is_cut=True)
    ('1 item', 'More than 2,000 items; the newest 2,000 are listed')
    """
    if is_cut:
        return f"More than {total:,} items; the newest {total:,} are listed"
    return "1 item" if total == 1 else f"{total:,} items"


def page_asked(request: Signed) -> int:
    """The number of the page that an address asks for, 1 where it makes no sense."""
    asked = request.GET.get("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def pages_around(request: Signed, number: int, total: int) -> Pages:
    """The pages before and after this one; whatever else is asked for stays asked for."""
    last = max(1, -(-total // AT_ONCE))

    def address(other: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(other)
        return f"?{asked.urlencode()}"

    return Pages(
        number,
        last,
        address(min(number - 1, last)) if number > 1 else "",
        address(number + 1) if number < last else "",
    )


def files_of(request: Signed) -> tuple[tuple[str, str], ...]:
    """The page's own address as a file in each format."""
    found = []
    for kind, words in (("csv", "CSV"), ("json", "JSON")):
        asked = request.GET.copy()
        asked["format"] = kind
        found.append((words, f"?{asked.urlencode()}"))
    return tuple(found)


def watch_address(request: Signed) -> str:
    """The form that watches what is looked for here, empty where that is everything."""
    asked = request.GET.copy()
    for name in ("page", "format", "state", "since", "until"):
        asked.pop(name, None)
    if not any(asked.values()):
        return ""
    return f"{reverse('horizon:new_watch_list')}?{asked.urlencode()}"
