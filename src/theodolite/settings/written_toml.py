"""Settings written into a TOML text, where each comment stays above what it is about."""

from typing import Any

from tomlkit.container import Container
from tomlkit.items import AoT, Table, Whitespace


def put(table: Any, name: str, value: object) -> None:
    """Set one setting; a new one goes below the others, above what introduces the next table."""
    if name in table:
        table[name] = value
        return
    body = _body(table)
    end = 1 + max(
        (at for at, (key, item) in enumerate(body) if key and _is_plain(item)), default=-1
    )
    following = body[end:]
    del body[end:]
    table[name] = value
    body.extend(following)


def taken_end(tables: Any) -> str:
    """Takes off the comments and empty lines at the end: they are about what follows."""
    body = _last_body(tables)
    taken = []
    while body and body[-1][0] is None:
        taken.append(body.pop()[1].as_string())
    return "".join(reversed(taken))


def give_end(tables: Any, end: str) -> None:
    """Put comments and empty lines at the end, in front of what follows."""
    _last_body(tables).append((None, Whitespace(end, fixed=True)))


def take_out(document: Any, name: str) -> None:
    """Take a table, or a list of them, out of a text; what introduces the next one stays."""
    if name not in document:
        return
    end = taken_end(document[name])
    body = _body(document)
    place = next(at for at, (key, _) in enumerate(body) if key and key.key == name)
    document.pop(name)
    body[place] = (None, Whitespace(end, fixed=True))


def _body(table: Any) -> list[Any]:
    """What a table, or a whole text, holds line by line."""
    body: list[Any] = table.body if isinstance(table, Container) else table.value.body
    return body


def _last_body(tables: Any) -> list[Any]:
    """The lines with which a table, or a list of tables, ends; none where it is one value."""
    if isinstance(tables, AoT):
        return _last_body(tables[-1])
    if not isinstance(tables, Table):
        return []
    body = _body(tables)
    last = next((item for key, item in reversed(body) if key), None)
    return body if _is_plain(last) else _last_body(last)


def _is_plain(item: object) -> bool:
    return not isinstance(item, AoT | Table)
