"""What PubMed calls the types of its publications, and what kind of item each is."""

from collections.abc import Iterable

from theodolite.horizon.item import Kind, Link

_KINDS: dict[str, Kind] = {
    "Preprint": "preprint",
    "Practice Guideline": "guidance",
    "Guideline": "guidance",
    "Dataset": "dataset",
    "Congress": "conference",
    "Academic Dissertation": "thesis",
    "Monograph": "book",
    "Statistics": "statistics",
    "News": "news",
    "Newspaper Article": "news",
}
_TYPES = {kind: name for name, kind in reversed(_KINDS.items())}
TYPED_KINDS: tuple[Kind, ...] = ("paper", *_TYPES)
"""The kinds that PubMed tells apart; all others are articles to it."""


def kind_of_types(types: Iterable[str]) -> Kind:
    """The kind of the first type that is not simply an article.

    >>> kind_of_types(["Journal Article", "Practice Guideline"])
    'guidance'
    """
    return next((_KINDS[one] for one in types if one in _KINDS), "paper")


def type_of_kind(kind: Kind) -> str:
    """The type that PubMed would give to an item of a kind; an article where it has none."""
    return _TYPES.get(kind, "Journal Article")


def is_linked(link: Link, kind: Kind) -> bool:
    """Whether PubMed can say of an item of this kind how it relates to another article of its own.

    Its one word for "replaced by" means "published as" where the item is a preprint.
    """
    other = "replaced by" if kind == "preprint" else "published as"
    return link.target.startswith("pmid:") and link.relation != other
