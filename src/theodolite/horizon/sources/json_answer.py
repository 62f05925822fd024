"""Answers in JSON, opened without trusting them, and values taken from them by their path."""

import json
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.sources.plain_text import line

MOST_BYTES = 50_000_000
"""The longest answer that is read at once."""

MOST_VALUES = 2_000_000
"""How many values one answer may hold; each takes some hundred bytes of memory."""


def read_json(payload: bytes, name: str) -> Any:
    """The value an answer holds; one that is not JSON, or too much of it, is refused."""
    refuse_giants(payload, name)
    if sum(payload.count(mark) for mark in (b",", b"[", b"{")) > MOST_VALUES:
        raise UnreadableSource(
            f"{name} sent more than {MOST_VALUES:,} values at once, which no honest answer holds."
            " Ask it for less at a time."
        )
    try:
        return json.loads(payload.decode("utf-8-sig"), parse_int=_whole, parse_constant=_nothing)
    except (ValueError, RecursionError):
        raise UnreadableSource(
            f"{name} sent something that is not JSON ({shown(payload)})."
            " An answer in JSON was expected. Check its address, or try again later."
        ) from None


def refuse_giants(payload: bytes, name: str) -> None:
    """Refuse an answer that is longer than anything honest."""
    if len(payload) > MOST_BYTES:
        raise UnreadableSource(
            f"{name} sent {len(payload):,} bytes at once, more than the {MOST_BYTES:,} that are"
            " read. Ask it for less at a time."
        )


def shown(payload: bytes) -> str:
    """How an answer begins, for a message about it."""
    beginning = line(payload[:60].decode("utf-8", "replace"))
    return f"it begins {beginning!r}" if beginning else "it is empty"


def at(value: Any, *path: str | int) -> Any:
    """What stands at a path of names and places, None where something on the way is missing."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Any, *path: str | int) -> str:
    """The text or number at a path on one clean line, empty where there is neither.

    >>> text({"title": ["Dose  to water"], "year": 2026}, "title", 0)
    'Dose to water'
    """
    found = at(value, *path)
    if isinstance(found, str):
        return line(found)
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def rows(value: Any, *path: str | int) -> list[Any]:
    """The list at a path, empty where there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def texts(value: Any, *path: str | int) -> tuple[str, ...]:
    """The texts in the list at a path, empty ones and repeated ones left out."""
    return tuple(dict.fromkeys(one for row in rows(value, *path) if (one := text(row))))


def whole(value: Any, *path: str | int) -> int | None:
    """The whole number at a path, also where it is written as text."""
    found = text(value, *path)
    return int(found) if found.isascii() and found.isdecimal() and len(found) < 16 else None


def _whole(digits: str) -> int:
    # Python takes quadratic time for a number of a million digits; no record has one.
    return int(digits) if len(digits) < 40 else 0


def _nothing(_: str) -> None:
    """NaN and Infinity, which JSON does not know."""
