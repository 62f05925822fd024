"""A record that says less than what is known already takes nothing away."""

from dataclasses import replace

from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Published

_VAGUE = ("paper", "other")


def completed(item: Item, known: Item) -> Item:
    """The item with every field that it leaves empty as it is known; what it does say counts.

    Files rarely say what kind of thing a record is, so a known kind outweighs a mere "paper".
    """
    return replace(
        item,
        kind=known.kind if item.kind in _VAGUE else item.kind,
        title=item.title or known.title,
        abstract=item.abstract or known.abstract,
        people=item.people or known.people,
        venue=item.venue or known.venue,
        published=_more_exact(item, known),
        address=item.address or known.address,
        language=item.language or known.language,
        licence=item.licence or known.licence,
        keywords=item.keywords or known.keywords,
        identifiers=_both(known.identifiers, item.identifiers),
        journal=_both(known.journal, item.journal),
        links=tuple(dict.fromkeys((*known.links, *item.links))),
        deadline=item.deadline or known.deadline,
        starts=item.starts or known.starts,
        ends=item.ends or known.ends,
    )


def _more_exact(item: Item, known: Item) -> Published | None:
    """A year of a file does not undo the day that is known in that year."""
    if item.published is None or known.published is None:
        return item.published or known.published
    is_part = str(known.published).startswith(str(item.published))
    return known.published if is_part else item.published


def _both(
    known: tuple[tuple[str, str], ...], told: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """All numbers of both, in the known order where nothing is added."""
    merged = dict(known) | dict(told)
    return known if merged == dict(known) else named(merged)
