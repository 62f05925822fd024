"""What every act of triage needs: the items, what was done so far, who does it, and when."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from theodolite.cli.keyboard import login_name

if TYPE_CHECKING:
    from theodolite.horizon.item import Item
    from theodolite.horizon.triage.acts import Act, Deed
    from theodolite.horizon.triage.desk import Desk
    from theodolite.horizon.triage.state import Triage


def kept_items(workspace: Path) -> Sequence["Item"]:
    """All items of a workspace, which must hold some; each is read when it is asked for."""
    from theodolite.horizon.triage.rules import CannotDecide
    from theodolite.store.workspace import open_workspace

    held = open_workspace(workspace).items() if workspace.is_dir() else ()
    if not len(held):
        raise CannotDecide(
            f"The workspace {workspace} holds no items, so there is nothing to decide on."
            " Bring some in with 'horizon scan' or 'horizon import', or name another --workspace."
        )
    return held


def desk_of_workspace(workspace: Path) -> "Desk":
    """All items, ready to be ranked: by the topics in framework.toml until there are decisions."""
    from theodolite.evidence.framework import read_framework
    from theodolite.horizon.triage.desk import desk_of

    held, topics = list(kept_items(workspace)), workspace / "framework.toml"
    about = read_framework(topics).about() if topics.is_file() else ""
    return desk_of(held, about=about)


def acts_of(workspace: Path) -> list["Act"]:
    """Everything that was done in triage so far, in order."""
    from theodolite.horizon.triage.acts import KIND, acts_from
    from theodolite.store.workspace import open_workspace

    return acts_from(open_workspace(workspace).entries(KIND)) if workspace.is_dir() else []


def state_of(workspace: Path) -> "Triage":
    """What stands of it."""
    from theodolite.horizon.triage.state import replay

    return replay(acts_of(workspace))


def act_now(deed: "Deed", items: Sequence[str], by: str) -> "Act":
    """An act of this moment, about the first of the items and its members, each named once."""
    from theodolite.horizon.triage.acts import Act

    first, *others = dict.fromkeys(items)
    return Act(deed, first, name_of(by), datetime.now(UTC), members=tuple(others))


def write_down(act: "Act", workspace: Path) -> None:
    """Append an act to the journal, unless the rules of triage speak against it."""
    from theodolite.horizon.triage.acts import entry_of
    from theodolite.horizon.triage.rules import check
    from theodolite.store.workspace import open_workspace

    check(act, state_of(workspace), on=today())
    open_workspace(workspace).append([entry_of(act)])


def refuse_unknown(identities: Sequence[str], workspace: Path) -> None:
    """Every item that is decided on must be in the workspace; the nearest names are offered.

    Items are read only until all of them were met.
    """
    from theodolite.settings.errors import UnknownName, nearest

    missing, held = set(identities), []
    for item in kept_items(workspace):
        held.append(item.identity)
        missing.discard(item.identity)
        if not missing:
            return
    name = min(missing)
    raise UnknownName(
        f"There is no item {name!r} in the workspace {workspace}. {nearest(name, held)}"
    )


def name_of(by: str) -> str:
    """Who decides: the name given, else the one that the person is logged in by, if any."""
    return by.strip() or login_name()


def today() -> date:
    """The day by the clock on the wall, where deferred items return."""
    return datetime.now().astimezone().date()
