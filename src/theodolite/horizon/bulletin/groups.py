"""Groups of a society that get bulletins, and the topics each follows."""

import re
from dataclasses import dataclass
from pathlib import Path

from theodolite.evidence.framework import Framework
from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.settings.settings_file import STRICT, read_settings

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


@dataclass(frozen=True)
class Group:
    """A council, interest group or working party; `topics` are codes of the framework.

    `address` is where its e-mail goes, `most` how many new items one bulletin tells at most.
    """

    name: str
    topics: tuple[str, ...]
    address: str = ""
    most: int = 12

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Groups:
    """The workspace's groups.toml."""

    groups: tuple[Group, ...]

    __pydantic_config__ = STRICT


def read_groups(path: Path, framework: Framework) -> tuple[Group, ...]:
    """Every group of a file; one without topics, with unknown ones or another's name is refused."""
    groups = read_settings(path, Groups, what="list of groups").groups
    _refuse_twice(groups)
    known = [topic.code for topic in framework.topics]
    for group in groups:
        for code in group.topics:
            if code not in known:
                raise unknown_name("topic", code, known, where=f"the group {group.name!r}")
        if group.address and not _ADDRESS.fullmatch(group.address):
            raise UnusableSettings(
                f"The address {group.address!r} of the group {group.name!r} is no e-mail address,"
                " such as imaging@society.org. Correct it in the list of groups, or leave it out."
            )
        if not group.topics or group.most < 1:
            raise UnusableSettings(
                f"The group {group.name!r} follows {len(group.topics)} topics and wants at most"
                f" {group.most} items. Both must be at least 1, or it would never be told anything."
                f" Give it topics of the framework: {', '.join(known)}."
            )
    return groups


def _refuse_twice(groups: tuple[Group, ...]) -> None:
    names = [group.name.casefold() for group in groups]
    for place, group in enumerate(groups):
        if group.name.casefold() in names[:place]:
            raise UnusableSettings(
                f"There is more than one group called {group.name!r}. What was told is remembered"
                " by the group's name. Give each group a name of its own."
            )


def group_named(name: str, groups: tuple[Group, ...]) -> Group:
    """The group of this name, in whatever case; an unknown one is refused with the nearest."""
    found = [group for group in groups if group.name.casefold() == name.casefold()]
    if not found:
        names = [group.name for group in groups]
        raise unknown_name("group", name, names, where="the bulletin")
    return found[0]
