"""Read a TOML file into a frozen dataclass, and say plainly what does not fit."""

import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from theodolite.settings.errors import UnreadableFile, UnusableSettings, nearest
from theodolite.settings.text_file import read_text

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
"""How settings are checked: a name that is not known is an error, never ignored."""

Settings = TypeVar("Settings")


def read_settings(path: Path, kind: type[Settings], *, what: str) -> Settings:
    """Read `path` as TOML into the dataclass `kind`; `what` names the file in messages."""
    return settings_in(read_text(path, what=what), kind, what=what, name=path.name)


def settings_in(text: str, kind: type[Settings], *, what: str, name: str) -> Settings:
    """Read TOML that stands in `text` into the dataclass `kind`; `what` and `name` name it."""
    try:
        table = tomllib.loads(text)
    except RecursionError:
        raise UnreadableFile(
            f"The {what} {name} is nested deeper than any settings are."
            " Look for brackets that are opened over and over, and take them out."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(
            f"The {what} {name} is not valid TOML: {error}."
            " Look at that line for a missing quote, bracket or equals sign."
        ) from None
    return settings_from(table, kind, where=f"The {what} {name}")


def settings_from(table: dict[str, Any], kind: type[Settings], *, where: str) -> Settings:
    """Fit a table of settings to the dataclass `kind`, listing everything that does not fit."""
    try:
        return TypeAdapter(kind).validate_python(table)
    except ValidationError as error:
        problems = [_sentence(problem, kind) for problem in error.errors()]
        listed = "".join(f"\n  - {problem}" for problem in problems[:12])
        more = f"\n  and {len(problems) - 12} more" if len(problems) > 12 else ""
        raise UnusableSettings(f"{where} cannot be used as it stands:{listed}{more}") from None


def _sentence(problem: ErrorDetails, kind: type[Any]) -> str:
    steps = [step for step in problem["loc"] if not _is_branch(step)]
    place = ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)
    if problem["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        known = _known_names(kind, steps[:-1])
        return f"{place} is not a setting. {nearest(str(steps[-1]), known)}"
    if problem["type"] in ("missing", "missing_argument"):
        return f"{place} is missing."
    shown = repr(problem["input"])[:60]
    return f"{place} is {shown}. {problem['msg'].removeprefix('Value error, ').rstrip('.')}."


def _is_branch(step: int | str) -> bool:
    """Pydantic names the member of a union it tried, such as 'tuple[...]' or 'Condition'."""
    return isinstance(step, str) and ("[" in step or step in ("str", "float", "int", "bool"))


def _known_names(kind: type[Any], steps: list[int | str]) -> list[str]:
    """The names of the settings at the place that `steps` lead to."""
    here: Any = kind
    for step in steps:
        if isinstance(step, int):
            continue
        hints = get_type_hints(here) if is_dataclass(here) else {}
        here = _dataclass_in(hints.get(step))
    return [field.name for field in fields(here)] if is_dataclass(here) else []


def _dataclass_in(hint: Any) -> Any:
    """The dataclass inside a hint such as `tuple[Rule, ...]` or `Rule | None`."""
    if is_dataclass(hint):
        return hint
    return next((found for arg in get_args(hint) if (found := _dataclass_in(arg))), None)
