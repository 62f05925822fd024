"""Make the migration of tables anew from the models, while none has been released."""

import fcntl
from pathlib import Path

from django.core.management import call_command

from theodolite.store.configuring import configure

_FOLDER = Path(__file__).parent / "migrations"


def remake() -> None:
    """Write `0001_tables.py` from the models as they are now; one process at a time."""
    configure(Path("workspace"))
    with (_FOLDER / "__init__.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (_FOLDER / "0001_tables.py").unlink(missing_ok=True)
        guards = sorted(_FOLDER.glob("000[2-9]_*.py"))
        aside = [(file, file.rename(file.with_suffix(".aside"))) for file in guards]
        try:
            call_command("makemigrations", "store", name="tables", verbosity=1)
        finally:
            for file, moved in aside:
                moved.rename(file)


if __name__ == "__main__":
    remake()
