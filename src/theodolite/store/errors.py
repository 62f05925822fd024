"""What can go wrong with what is kept that the person at the keyboard can put right."""

from theodolite.settings.errors import CorrectableError


class StoreError(CorrectableError):
    """What is kept cannot be read, or cannot be added to, as it stands."""


class WorkspaceBusy(StoreError):
    """Another process has been writing for longer than we wait."""


class DamagedWorkspace(StoreError):
    """A file of the workspace is missing or does not hold what was written to it."""


class NoRoom(StoreError):
    """A file cannot be written to, nearly always because the disk is full."""

    def __init__(self, file: object, error: object) -> None:
        super().__init__(
            f"{file} cannot be written to ({error}). Nothing was kept."
            " Look for room on the disk and for the right to write there, then try again."
        )
