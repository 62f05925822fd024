"""Look at this installation and say what is not as it should be."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from theodolite.cli.printing import ATTENTION, Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder, is_workspace
from theodolite.settings.errors import CorrectableError


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at, and what was seen."""

    what: str
    is_well: bool
    seen: str


def examine(workspace: WorkspaceFolder = DEFAULT_WORKSPACE, *, as_json: Json = False) -> None:
    """Check that all works here, and the workspace if there is one: versions, database, copies."""
    # Before all else: what a process opens first is what it takes for its own.
    of_workspace = _of_workspace(workspace)
    found = [*(_look(what, at) for what, at in _EXAMINATIONS.items()), *of_workspace]
    tell(
        {"well": all(one.is_well for one in found), "examined": [asdict(one) for one in found]},
        [f"{'well' if one.is_well else 'NOT WELL':<9} {one.what}: {one.seen}" for one in found],
        as_json=as_json,
    )
    if not all(one.is_well for one in found):
        raise typer.Exit(ATTENTION)


def _of_workspace(workspace: Path) -> list[Examined]:
    from datetime import UTC, datetime

    from theodolite.web.starting import set_up

    if not is_workspace(workspace):
        seen = f"there is none in {workspace}; `theodolite serve` makes one"
        return [Examined("workspace", is_well=workspace == DEFAULT_WORKSPACE, seen=seen)]
    try:
        set_up(workspace)
    except CorrectableError as problem:
        return [Examined("settings", is_well=False, seen=str(problem))]
    from theodolite.store import examining

    looks = examining.looks(workspace.absolute(), now=datetime.now(UTC))
    return [_look(what, at) for what, at in looks.items()]


def _look(what: str, at: Callable[[], str | tuple[bool, str]]) -> Examined:
    """What was seen; where that is only words, it is well."""
    try:
        said = at()
    except Exception as problem:
        return Examined(what, is_well=False, seen=f"{type(problem).__name__}: {problem}")
    is_well, seen = (True, said) if isinstance(said, str) else said
    return Examined(what, is_well, seen)


def _python() -> str:
    return ".".join(str(part) for part in sys.version_info[:3])


def _packages() -> str:
    from importlib.metadata import PackageNotFoundError, version

    missing = list(_missing_packages())
    if missing:
        raise PackageNotFoundError(f"{', '.join(missing)}. Install theodolite again.")
    return f"theodolite {version('theodolite')} and all it needs"


def _missing_packages() -> Iterator[str]:
    """What we need and is not there, or is there in a version that we cannot work with."""
    from importlib.metadata import PackageNotFoundError, requires, version

    from packaging.requirements import Requirement

    for line in requires("theodolite") or ():
        needed = Requirement(line)
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            is_there = needed.specifier.contains(version(needed.name), prereleases=True)
        except PackageNotFoundError:
            is_there = False
        if not is_there:
            yield str(needed)


def _clustering() -> str:
    from theodolite.survey.clustering import cut, grow_tree

    groups = cut(grow_tree([[0.0], [1.0], [9.0], [10.0]]), 2).tolist()
    if sorted(groups) != [1, 1, 2, 2]:
        raise ArithmeticError(f"two plain groups came out as {groups}")
    return "two plain groups are told apart"


def _reports() -> str:
    """Write one short report in every format, which needs the fonts and the typesetter."""
    from theodolite.reports.survey_folder import write_survey_folder
    from theodolite.survey.analysis import analyse
    from theodolite.survey.synthetic import write_reconstruction

    with TemporaryDirectory() as folder:
        write_reconstruction(Path(folder))
        findings = analyse(Path(folder) / "answers.csv", Path(folder) / "plan.toml")
        files = write_survey_folder(findings, Path(folder) / "report")
    return f"{len(files)} files written"


def _horizon() -> str:
    """Keep one item and read it back; look for what words mean, which placing can do without."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from theodolite.horizon.words.meaning import piece_vectors

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        process.submit(_keep_and_find).result()
    meaning = "at hand" if piece_vectors() else "not at hand: items are ranked by words alone"
    return f"what is kept is found again; what words mean is {meaning}"


def _keep_and_find() -> None:
    """In a process of its own, which knows nothing of the workspace or the server it is on."""
    from datetime import UTC, datetime

    from theodolite.horizon.item import Item
    from theodolite.store.workspace import open_workspace

    os.environ["DATABASE_URL"] = ""
    item = Item("url:https://example.org", "An item", "news", datetime(2026, 1, 1, tzinfo=UTC))
    with TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder))
        workspace.keep([item])
        if list(workspace.items()) != [item]:
            raise ArithmeticError("an item that was kept came back changed")


_EXAMINATIONS: dict[str, Callable[[], str]] = {
    "Python": _python,
    "packages": _packages,
    "clustering": _clustering,
    "reports": _reports,
    "horizon": _horizon,
}
