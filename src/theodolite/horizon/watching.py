"""Watch an address from now on: find out what it is, and complete it with what its curator says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from theodolite.horizon.errors import UnknownSource
from theodolite.horizon.sources.kinds import ASKED_BY_DAY
from theodolite.horizon.sources.recognising import Recognised, recognise, recognise_address
from theodolite.horizon.sources.source import Request, Source
from theodolite.horizon.watched import open_door

_READ_BACK = timedelta(days=90)


def recognised(address: str, kind: str, workspace: Path) -> Recognised:
    """What an address is: by itself where that tells, else by what it answers now.

    An address without a scheme is the path of a file or folder. `kind` is what a person says it is.
    """
    if "://" not in address:
        address = _path(address, workspace)
        if (workspace / address).is_dir():
            kind = kind or "file"
            folder = Source((workspace / address).resolve().name, kind, address)
            return Recognised((folder,), "it is a folder of files")
    if kind:
        return Recognised((Source(address, kind, address),), "you said what it is")
    known = recognise_address(address)
    if known is not None:
        return known
    asked = Source(address, "feed", address)
    return recognise(open_door(workspace).fetch(Request(address), asked).answer)


def completed(
    source: Source, name: str, ask: Mapping[str, str], said: Mapping[str, Any], *, on: date
) -> Source:
    """With what was asked for; a register is read from three months ago, not from its beginning."""
    asked = {**source.ask, **ask}
    if source.kind in ASKED_BY_DAY and "/api/content/" not in source.address:
        asked.setdefault("from", (on - _READ_BACK).isoformat())
    return replace(source, name=name or source.name, ask=asked, **said)


def _path(path: str, workspace: Path) -> str:
    """A path as seen from the workspace, or else from anywhere; it must lead to something."""
    if path and (workspace / path).exists():
        return path
    if path and Path(path).exists():
        return str(Path(path).resolve())
    raise UnknownSource(
        f"There is no file or folder {path!r}, neither here nor in {workspace}. Give the path of"
        " one, or an address as a browser shows it, beginning with https://."
    )
