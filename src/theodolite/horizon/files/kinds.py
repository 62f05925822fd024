"""What sort of thing a record is, from the words that other tools use for it."""

from typing import cast, get_args

from theodolite.horizon.item import Kind

_KINDS = get_args(Kind)
_WORDS: dict[Kind, str] = {
    "preprint": "preprint posted unpublished eprint manuscript",
    "conference": "conference proceeding inproceedings meeting congress",
    "book": "book chapter inbook incollection monograph",
    "thesis": "thesis dissertation phdthesis mastersthesis",
    "dataset": "dataset data",
    "trial": "trial registration",
    "standard": "standard",
    "guidance": "guideline guidance",
    "policy": "policy legislation bill statute regulation hearing",
    "news": "news newspaper magazine blog webpage",
    "statistics": "statistics",
}


def kind_from(text: str) -> Kind:
    """The kind that a tool's word for a record means; a paper where it says nothing we know.

    >>> kind_from("Conference Paper"), kind_from("standard"), kind_from("Journal article; Review")
    ('conference', 'standard', 'paper')
    """
    said = text.strip().lower()
    if said in _KINDS:
        return cast("Kind", said)
    if "journal" in said or "article" in said.split():
        return "paper"
    return next((kind for kind, words in _WORDS.items() if _says(said, words)), "paper")


def _says(said: str, words: str) -> bool:
    return any(word in said for word in words.split())
