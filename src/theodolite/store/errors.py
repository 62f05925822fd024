"""What can go wrong with what is kept that the person at the keyboard can put right."""

from theodolite.settings.errors import CorrectableError


class StoreError(CorrectableError):
    """What is kept cannot be read, or cannot be added to, as it stands."""


class WorkspaceBusy(StoreError):
    """Another process has been writing for longer than we wait."""


class DamagedWorkspace(StoreError):
    """A file of the workspace is missing or does not hold what was written to it."""
