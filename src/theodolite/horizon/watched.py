"""What a workspace watches, and who answers for it: its list of sources and its settings."""

import re
from dataclasses import dataclass
from pathlib import Path

from theodolite.evidence.framework import read_framework
from theodolite.horizon.fetch.door import Door
from theodolite.horizon.sources.source import Source
from theodolite.horizon.sources.sources_file import SOURCES_FILE, read_sources
from theodolite.settings.errors import UnreadableFile, UnusableSettings, unknown_name
from theodolite.settings.settings_file import STRICT, read_settings

SETTINGS_FILE = "workspace.toml"
"""What a workspace's settings are called in its folder; there may be none."""

_IN_MAIL = r"[!-'*-;=?A-~]+"
_MAIL_ADDRESS = re.compile(rf"{_IN_MAIL}@{_IN_MAIL}\.{_IN_MAIL}")


@dataclass(frozen=True)
class WorkspaceSettings:
    """What a workspace says of itself.

    `contact` is the mail address that servers are given, so that their owners can write before
    they shut us out; Crossref and NCBI ask for one. `ours` names the sources that hold what the
    society itself has published: guidance there answers a demand.
    """

    contact: str = ""
    ours: tuple[str, ...] = ()

    __pydantic_config__ = STRICT


def read_workspace_settings(folder: Path) -> WorkspaceSettings:
    """The settings of a workspace, or those of a workspace that has written none."""
    file = folder / SETTINGS_FILE
    if not file.exists():
        return WorkspaceSettings()
    settings = read_settings(file, WorkspaceSettings, what="workspace's settings")
    if settings.contact and not _MAIL_ADDRESS.fullmatch(settings.contact):
        raise UnusableSettings(
            f"{file.name} gives {settings.contact!r} as the contact, which is no mail address in"
            " ASCII letters, the only ones that can be told to servers."
            ' Write one that someone reads: contact = "horizon@example.org".'
        )
    return settings


def open_door(folder: Path) -> Door:
    """The door to the network as a workspace is known there."""
    return Door(folder, read_workspace_settings(folder).contact)


def watched_sources(folder: Path) -> tuple[Source, ...]:
    """Every source of a workspace; where it has a framework, their topics must be in it."""
    file = folder / SOURCES_FILE
    if not file.exists():
        raise UnreadableFile(
            f"{folder} holds no {SOURCES_FILE}, so nothing is watched from there yet. Add a source"
            " with `theodolite horizon add-source ADDRESS`, or name another folder with"
            " --workspace."
        )
    sources = read_sources(file)
    framework = folder / "framework.toml"
    if framework.exists():
        codes = [topic.code for topic in read_framework(framework).topics]
        for source in sources:
            for code in source.topics:
                if code not in codes:
                    raise unknown_name("topic", code, codes, where=f"the source {source.name!r}")
    return sources
