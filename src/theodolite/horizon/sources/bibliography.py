"""A bibliographic file at an address or a path: RIS, BibTeX, CSV and the others of `files`."""

from dataclasses import replace
from datetime import datetime

from theodolite.horizon.files.rows import items_from_rows
from theodolite.horizon.sources.contained import read_contained
from theodolite.horizon.sources.reading import seen_in
from theodolite.horizon.sources.source import Answer, Page, Request, Source


def first_request(source: Source, *, since: datetime | None) -> Request:
    """The whole file."""
    del since
    return Request(source.address)


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """Every record of the file; its content decides the format."""
    options = {"name": source.name}
    found = read_contained("records", answer.payload, name=source.name, options=options)
    seen = seen_in(answer, asked, source)
    read_again = items_from_rows(found["rows"], seen)
    items = [replace(item, observed_at=seen.at, trail=(seen,)) for item in read_again.items]
    if source.licence:
        items = [item if item.licence else replace(item, licence=source.licence) for item in items]
    return Page(
        tuple(items),
        unreadable=(*found["unreadable"], *read_again.unreadable),
        notes=tuple(found["notes"]),
        total=len(items) + len(found["unreadable"]),
    )
