"""What reading a file of records gives, whatever its format."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from theodolite.horizon.item import Item, Seen, identity_from

IDENTIFIERS = ("doi", "pmid", "pmcid", "arxiv", "nct", "openalex", "isbn", "issn")
JOURNAL = ("volume", "issue", "pages", "publisher", "place")


@dataclass(frozen=True, slots=True)
class ReadItems:
    """The items of one file in the order of its records.

    `unreadable` says in a sentence for each record that became no item why it could not be read;
    `rows` gives for each item the zero-based number of its record in the file, which is its own
    index unless records were unreadable; `notes` say what had to be guessed about the file.
    """

    items: tuple[Item, ...]
    unreadable: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def items_of(records: Iterable[Item], seen: Seen, notes: tuple[str, ...] = ()) -> ReadItems:
    """Finished items of all records that say something; the others are counted and named."""
    items, unreadable, rows = [], [], []
    for row, record in enumerate(records):
        if record.title or record.abstract:
            items.append(item_from(record, seen))
            rows.append(row)
        else:
            number = next((f" ({name} {text})" for name, text in record.identifiers), "")
            unreadable.append(f"Record {row + 1}{number} has neither a title nor an abstract.")
    return ReadItems(tuple(items), tuple(unreadable), tuple(rows), notes)


def item_from(record: Item, seen: Seen) -> Item:
    """The finished item: named by what it holds, and observed where and when its file was read.

    A record's own numbers come first; without any, or an address, it is named by what it says.
    """
    said = (record.title, record.people, record.venue, str(record.published), record.journal)
    numbers = dict(record.identifiers)
    identity = identity_from(numbers, address=record.address, said=repr(said))
    return replace(record, identity=identity, observed_at=seen.at, trail=(seen,))


def named(pairs: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Numbers, or places in a journal, that have a value; always in one order.

    >>> named({"pmid": "7", "doi": "10.1000/a", "isbn": ""})
    (('doi', '10.1000/a'), ('pmid', '7'))
    """
    order = (*IDENTIFIERS, *JOURNAL)
    first = [name for name in order if pairs.get(name)]
    return tuple((name, pairs[name]) for name in (*first, *sorted(set(pairs) - set(order))))
