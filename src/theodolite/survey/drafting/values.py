"""Options, parts and numbers of a questionnaire as TOML, as short as they can be said."""

from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.items import Array, InlineTable

from theodolite.survey.questionnaire import Option, Part

_LINE = 96


def option_value(option: Option) -> str | InlineTable:
    """An option, or just its code where nothing else is to be said of it."""
    value = None if option.value is None else number_value(option.value)
    also = array_of(option.also) if option.also else None
    given = {
        "text": option.text,
        "group": option.group,
        "also": also,
        "value": value,
        "column": option.column,
    }
    return _inline(option.code, given)


def part_value(part: Part) -> str | InlineTable:
    """A part, or just its code where nothing else is to be said of it."""
    return _inline(part.code, {"text": part.text, "column": part.column})


def array_of(items: Sequence[str | InlineTable]) -> Array:
    """Items on one line where they fit, else one line each."""
    array = tomlkit.array()
    array.extend(items)
    return array.multiline(multiline=len(array.as_string()) > _LINE)


def number_value(value: float) -> float:
    """A number without a trailing .0."""
    return int(value) if value.is_integer() else value


def _inline(code: str, given: dict[str, Any]) -> str | InlineTable:
    table = tomlkit.inline_table()
    table.add("code", code)
    for name, value in given.items():
        if value not in ("", None):
            table.add(name, value)
    return table if len(table) > 1 else code
