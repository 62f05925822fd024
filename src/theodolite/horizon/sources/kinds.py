"""Every kind of source, by the name that sources.toml calls it."""

from collections.abc import Mapping

from theodolite.horizon.sources import feed
from theodolite.horizon.sources.source import SourceKind

KINDS: Mapping[str, SourceKind] = {"feed": feed}
"""The module that reads each kind."""
