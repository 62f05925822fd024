"""The same placing and ranking over millions of works, file by file."""

from theodolite.horizon.sweep.freezing import freeze
from theodolite.horizon.sweep.front_door import Kept, Swept, files_in, manifest, sweep
from theodolite.horizon.sweep.workers import Crew

__all__ = ["Crew", "Kept", "Swept", "files_in", "freeze", "manifest", "sweep"]
