"""Files that a command writes where there was none."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from theodolite.settings.errors import UnusableSettings


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is not there yet, so that corrections made by hand are never lost."""
    try:
        with path.open("xb") as file:
            yield file
    except FileExistsError:
        raise UnusableSettings(
            f"{path} is there already, and what it holds would be lost."
            " Choose another name for --out, or remove it first."
        ) from None
    except OSError as error:
        raise UnusableSettings(
            f"{path} cannot be written: {error.strerror}. Name another file with --out, in a"
            " folder that you may write to."
        ) from None
