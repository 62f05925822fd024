"""Items as pages show them: a line, a card, an address, and nothing that a source could plant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import get_language_info

from theodolite.horizon.files.languages import short_code
from theodolite.horizon.sources.asking import safe_link
from theodolite.store.models import ListedItem
from theodolite.web.look.parts import Cell

COLOURS = {
    ListedItem.State.WAITING: "grey",
    ListedItem.State.KEPT: "green",
    ListedItem.State.DISCARDED: "red",
    ListedItem.State.IN_CONFLICT: "orange",
    ListedItem.State.SET_ASIDE: "purple",
}


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Beside(Link):
    """An item that is decided together with another; `pair` says so in a form."""

    pair: str


@dataclass(frozen=True, slots=True)
class Card:
    """One item as it is read: what it says, where it was, where it leads, and why it is shown.

    `outside` is its own address where that is one of the web, else empty.
    """

    number: int
    identity: str
    title: str
    abstract: str
    about: str
    href: str
    outside: str
    topics: tuple[Link, ...]
    state: str
    colour: str
    why: str = ""
    alike: tuple[Beside, ...] = ()


def card_of(
    row: ListedItem,
    names: Mapping[str, str],
    *,
    why: str = "",
    alike: Iterable[ListedItem] = (),
) -> Card:
    """The card of an item; `names` are the topics' by their codes."""
    return Card(
        row.pk,
        row.identity,
        row.title,
        row.abstract,
        about(row),
        item_address(row.identity),
        safe_link(row.address),
        tuple(Link(names.get(code, code), topic_address(code)) for code in row.topics),
        ListedItem.State(row.state).label,
        COLOURS[ListedItem.State(row.state)],
        why,
        tuple(Beside(one.title, item_address(one.identity), f"{row.pk}:{one.pk}") for one in alike),
    )


def about(row: ListedItem) -> str:
    """What sort of thing it is, where and when it appeared, and which sources had it."""
    sources = f"found in {', '.join(row.sources)}" if row.sources else ""
    return " · ".join(
        filter(None, (row.kind.capitalize(), row.venue, row.published_in_words, sources))
    )


def item_address(identity: str) -> str:
    """The page of an item; any of its records leads there.

    It lasts: identities do not change, whatever is merged or placed anew.
    """
    return f"{reverse('horizon:item')}?of={quote(identity, safe='')}"


def topic_address(code: str) -> str:
    """The page of a topic."""
    return f"{reverse('horizon:topic')}?of={quote(code, safe='')}"


def state_cell(row: ListedItem) -> Cell:
    """What was decided, as a cell of a table."""
    state = ListedItem.State(row.state)
    return Cell(state.label, tag_colour=COLOURS[state])


def links_to(identities: Sequence[str], viewer_rows: Iterable[ListedItem]) -> tuple[Link, ...]:
    """Links to those items that the viewer may see, in the order given."""
    rows = {record: row for row in viewer_rows for record in row.records}
    found = dict.fromkeys(rows[one] for one in identities if one in rows)
    return tuple(Link(row.title, item_address(row.identity)) for row in found)


def language_name(code: str) -> str:
    """What a language is called in English; one that is not known is told by its code.

    >>> language_name("en"), language_name("pt-BR"), language_name("zh"), language_name("eng")
    ('English', 'Brazilian Portuguese', 'Chinese', 'English')
    >>> language_name("xx"), language_name("")
    ('xx', '')
    """
    code = short_code(code)
    if code == "zh":  # Django knows it only in one of its two scripts.
        return "Chinese"
    try:
        return str(get_language_info(code.lower().replace("_", "-"))["name"])
    except KeyError:
        return code
