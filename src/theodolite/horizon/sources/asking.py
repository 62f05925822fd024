"""Addresses to ask: what a kind adds to the address its curator gave."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.sources.source import Source


def with_query(address: str, parameters: Mapping[str, str | Sequence[str]]) -> str:
    """The address with these parameters set; those it had under other names stay.

    Several values give the parameter several times, none leaves it out.

    >>> with_query("https://example.org/a?x=1&y=2", {"y": "3 4", "z": "", "f": ["a", "b"]})
    'https://example.org/a?x=1&y=3%204&f=a&f=b'
    """
    parts = urlsplit(address)
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in parameters
    ]
    asked = kept + [
        (name, value)
        for name, values in parameters.items()
        for value in ([values] if isinstance(values, str) else values)
        if value
    ]
    return urlunsplit(parts._replace(query=urlencode(asked, quote_via=quote), fragment=""))


def parameter(address: str, name: str) -> str:
    """The value of one parameter of an address, or an empty text."""
    return dict(parse_qsl(urlsplit(address).query)).get(name, "")


def first_day(source: Source, since: datetime | None, *, days_late: int = 0) -> date | None:
    """From which day on to ask, None for everything.

    It is the day of the last scan less the days by which the source tells of records late; the
    first scan begins at the `from` of what the source is asked, a day such as 2026-01-01.
    """
    if since is not None:
        return since.date() - timedelta(days=days_late)
    written = source.ask.get("from", "")
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UnreadableSource(
            f"{source.name} is to be read from {written!r} on, which is no day."
            " Write it as year, month and day: 2026-01-01."
        ) from None


def needed(source: Source, name: str, example: str) -> str:
    """What a source must be asked by, such as its query."""
    value = source.ask.get(name, "").strip()
    if value:
        return value
    raise UnreadableSource(
        f"{source.name} does not say what to ask {source.address} for: its {name!r} is missing."
        f' Add it to the source, for example: ask = {{ {name} = "{example}" }}.'
    )


def safe_link(address: str) -> str:
    """The address where it is one of the web, and nothing a program would run.

    >>> safe_link("javascript:alert(1)"), safe_link(" https://example.org/a ")
    ('', 'https://example.org/a')
    """
    trimmed = "".join(address.split())
    return trimmed if trimmed[:8].lower().startswith(("http://", "https://")) else ""
