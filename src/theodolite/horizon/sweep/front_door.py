"""Sweep any number of files of works: score all, keep the best, and list them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from os.path import commonpath
from pathlib import Path
from typing import Any

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.sweep.one_file import FileDone, Task, commit_rows, commit_text
from theodolite.horizon.sweep.short_list import short_list
from theodolite.horizon.sweep.word_model import PART, WordModel, write_model
from theodolite.horizon.sweep.workers import ALONE, Crew, each_done
from theodolite.horizon.sweep.works import ENDINGS

Progress = Callable[[float], None]


class CannotKeepResults(HorizonError):
    """The folder of results cannot be made where it was asked for."""


class NothingToSweep(HorizonError):
    """No file of works is where one was named."""


@dataclass(frozen=True)
class Kept:
    """How much is kept: a share of each file's works with their texts, and a list over all."""

    share: float = 0.01
    listed: int = 1_000


KEPT = Kept()
"""One per cent of each file, and a list of a thousand."""


@dataclass(frozen=True)
class Swept:
    """What came of a sweep.

    `files` are those that are done, in the order of their names; `failed` tells in a sentence why a
    file could not be read. `model` is the digest of the model that scored them.
    """

    files: tuple[FileDone, ...]
    failed: tuple[tuple[str, str], ...]
    model: str
    listed: int

    @property
    def works(self) -> int:
        """How many works were scored."""
        return sum(one.works for one in self.files)


def sweep(
    files: Sequence[Path],
    out: Path,
    model: WordModel,
    *,
    kept: Kept = KEPT,
    crew: Crew = ALONE,
    progress: Progress | None = None,
) -> Swept:
    """Score the works of every file into a folder, resuming whatever was done there before.

    The folder gets `model.parquet`; for each file its scores, its best works with their texts, and
    a note that it is done; then `shortlist.parquet` and `manifest.json`. Every byte of them is the
    same however often the sweep was interrupted, and whoever did the work.
    """
    _make_folder(out)
    for unfinished in out.glob(f".*{PART}"):
        unfinished.unlink()
    digest = write_model(model, out / "model.parquet")
    names = _names(files)
    tasks = [Task(path, names[path], out, digest, kept.share) for path in names]
    done, failed = {}, {}
    for number, (task, outcome) in enumerate(each_done(tasks, crew)):
        if isinstance(outcome, HorizonError):
            failed[task.name] = str(outcome)
        else:
            done[task.name] = outcome
        if progress is not None:
            progress((number + 1) / len(tasks))
    found = short_list((task for task in tasks if task.name in done), most=kept.listed)
    commit_rows(found.lazy(), out / "shortlist.parquet")
    swept = Swept(
        tuple(done[name] for name in sorted(done)),
        tuple((name, failed[name]) for name in sorted(failed)),
        digest,
        len(found),
    )
    commit_text(out / "manifest.json", f"{json.dumps(manifest(swept, model), indent=1)}\n")
    return swept


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotKeepResults(
            f"The folder {out} cannot be made: {error.strerror}. Results of a sweep need a folder."
            " Choose one that you may write to, on a disk with room."
        ) from None


def manifest(swept: Swept, model: WordModel) -> dict[str, Any]:
    """What was done, by which model, as plain JSON."""
    return {
        "framework": model.framework,
        "made_from": model.made_from,
        "model": swept.model,
        "works": swept.works,
        "listed": swept.listed,
        "files": [asdict(one) for one in swept.files],
        "failed": [{"name": name, "problem": problem} for name, problem in swept.failed],
    }


def files_in(paths: Sequence[Path], *, out: Path | None = None) -> list[Path]:
    """The files named, and those of works in any folder named, in the order of their names.

    What lies in the folder of results `out` is no work, even if that is in one of the folders.
    """
    results = out.resolve() if out is not None else None
    found: list[Path] = []
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        found += [
            one
            for one in inside
            if not path.is_dir() or (_holds_works(one) and results not in one.resolve().parents)
        ]
    missing = [str(path) for path in found if not path.is_file()]
    if missing or not found:
        raise NothingToSweep(
            f"There is no file of works at {', '.join(missing or map(str, paths))}."
            f" Name files that end in {', '.join(ENDINGS)}, or folders that hold some."
        )
    return sorted({path.resolve() for path in found})


def _holds_works(path: Path) -> bool:
    return path.is_file() and path.name.endswith(ENDINGS) and not path.name.startswith(".")


def _names(files: Sequence[Path]) -> dict[Path, str]:
    """What the results of each file are called: its path below the folder that all share."""
    paths = sorted({path.resolve() for path in files})
    shared = Path(commonpath([path.parent for path in paths])) if paths else Path()
    return {path: "__".join(path.relative_to(shared).parts) for path in paths}
