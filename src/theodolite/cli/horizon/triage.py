"""Decide on items one after the other: keep, discard, skip, put off, undo, settle, audit, stop."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from theodolite.cli.horizon.sitting import (
    act_now,
    desk_of_workspace,
    kept_items,
    name_of,
    refuse_unknown,
    state_of,
    today,
    write_down,
)
from theodolite.cli.printing import ATTENTION, Json, tell
from theodolite.cli.workspace import DEFAULT_WORKSPACE, WorkspaceFolder

if TYPE_CHECKING:
    from theodolite.horizon.triage.acts import Act, Deed

commands = typer.Typer(invoke_without_command=True)

By = Annotated[str, typer.Option(metavar="NAME", help="Who decides; your login name if absent.")]
Identity = Annotated[str, typer.Argument(metavar="IDENTITY", help="The item, by its identity.")]
Identities = Annotated[
    list[str],
    typer.Argument(metavar="IDENTITY…", help="The item, and those to decide on together with it."),
]
Reason = Annotated[str, typer.Option(help="Why, in a few words.")]


@commands.callback()
def triage(
    context: typer.Context,
    by: By = "",
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Decide on items one by one, best first; without a verb, one key for each at the terminal."""
    if verb := context.invoked_subcommand:
        context.default_map = {verb: _given(context)}
        return
    from theodolite.cli.horizon.triage_keys import at_a_terminal, sit_down

    if at_a_terminal() and not as_json:
        sit_down(workspace, name_of(by))
    show_status(workspace=workspace, as_json=as_json)


def _given(context: typer.Context) -> dict[str, Any]:
    """What was said before the verb, which holds for the verb unless it says otherwise."""
    said = {name: context.get_parameter_source(name) for name in context.params}
    return {
        name: context.params[name]
        for name, source in said.items()
        if source is not None and source.name == "COMMANDLINE"
    }


@commands.command("next")
def show_next(
    by: By = "",
    most: Annotated[int, typer.Option("--most", "-n", min=1, help="How many to list.")] = 30,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    also_decided: Annotated[
        bool, typer.Option("--also-decided", help="List what others decided on, too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the items to decide on next, with the reason for each one's rank."""
    from theodolite.cli.horizon.triage_told import listed_json, listed_lines
    from theodolite.horizon.triage.desk import upcoming

    desk, state = desk_of_workspace(workspace), state_of(workspace)
    listed = upcoming(desk, state, name_of(by), on=today(), most=most, also_decided=also_decided)
    tell({"items": listed_json(listed)}, listed_lines(listed), as_json=as_json)


def _decision(verb: "Deed", told: str) -> None:
    """Give a verb to those that decide on items, and may say why."""

    @commands.command(verb, help=told)
    def decide(
        items: Identities,
        by: By = "",
        workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
        *,
        reason: Reason = "",
        as_json: Json = False,
    ) -> None:
        _do(replace(act_now(verb, items, by), reason=reason), workspace, as_json=as_json)


_decision("keep", "Keep an item: it is worth the society's attention.")
_decision("discard", "Discard an item, and say why.")


@commands.command()
def skip(
    item: Identity,
    by: By = "",
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Pass an item over for now; it comes back after thirty more, or when nothing else is left."""
    _do(act_now("skip", [item], by), workspace, as_json=as_json)


@commands.command()
def defer(
    item: Identity,
    until: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The day it returns: 2027-01-31."),
    ],
    by: By = "",
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Put an item off until a day; then it comes first."""
    _do(replace(act_now("defer", [item], by), until=until.date()), workspace, as_json=as_json)


@commands.command()
def undo(
    item: Annotated[
        str, typer.Argument(metavar="[IDENTITY]", help="The item; your last act if absent.")
    ] = "",
    by: By = "",
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Take back your last act, or your last one on an item; a group is taken apart by it."""
    from theodolite.cli.horizon.triage_told import act_json, undo_line
    from theodolite.horizon.triage.state import taken_back

    act = act_now("undo", [item], by)
    undone = taken_back(act, state_of(workspace))
    write_down(act, workspace)
    told = act_json(act) | {"undone": act_json(undone) if undone else None}
    tell(told, [undo_line(undone)], as_json=as_json)


@commands.command()
def settle(
    item: Identity,
    verdict: Annotated[str, typer.Argument(metavar="keep|discard", help="What is to hold.")],
    by: By = "",
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    reason: Reason = "",
    agreed: Annotated[
        bool, typer.Option("--agreed", help="Those who differed have agreed on it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Settle an item on which people differ: as a third person, or by agreement."""
    from theodolite.horizon.triage.acts import verdict_named

    act = replace(act_now("settle", [item], by), reason=reason, agreed=agreed)
    _do(replace(act, verdict=verdict_named(verdict)), workspace, as_json=as_json)


@commands.command("conflicts")
def show_conflicts(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE, *, as_json: Json = False
) -> None:
    """List the items on which people differ; there is one to settle if the exit code is 1."""
    from theodolite.cli.horizon.triage_told import conflict_lines, conflicts_json

    found = state_of(workspace).conflicts
    titles = {item.identity: item.title for item in kept_items(workspace)}
    told = conflicts_json(found, titles)
    tell({"conflicts": told}, conflict_lines(told), as_json=as_json)
    if found:
        raise typer.Exit(ATTENTION)


@commands.command("audit")
def draw_audit(
    by: By = "",
    size: Annotated[int, typer.Option("--size", "-n", min=1, help="How many to draw.")] = 50,
    seed: Annotated[int, typer.Option(help="The same seed draws the same items.")] = 1,
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    as_json: Json = False,
) -> None:
    """Draw a random sample of the unread; it is listed next, and sharpens what 'status' says."""
    from theodolite.horizon.triage.progress import draw_audit as drawn

    desk = desk_of_workspace(workspace)
    sample = drawn(desk, state_of(workspace), size, seed=seed)
    write_down(act_now("audit", ["", *sample], by), workspace)
    told = [f"{desk.items[desk.place[who]].title}  [{who}]" for who in sample]
    head = f"{len(sample)} drawn by chance. Decide on all of them; 'next' lists them first."
    tell({"drawn": list(sample), "seed": seed}, [head, *told], as_json=as_json)


@commands.command("stop")
def stop_reading(
    by: By = "", workspace: WorkspaceFolder = DEFAULT_WORKSPACE, *, as_json: Json = False
) -> None:
    """End this round: the unread is set aside, and what comes in from now on begins the next."""
    from theodolite.horizon.triage.progress import judged

    judgement = judged(desk_of_workspace(workspace), state_of(workspace))
    write_down(act_now("stop", [""], by), workspace)
    aside = "What is unread of this round is set aside; 'undo' brings it back."
    told = {"may_stop": judgement.may_stop, "sentence": judgement.sentence}
    tell(told, [judgement.sentence, aside], as_json=as_json)


@commands.command("status")
def show_status(
    workspace: WorkspaceFolder = DEFAULT_WORKSPACE,
    *,
    target: Annotated[float, typer.Option(help="The share to find.")] = 0.95,
    sure: Annotated[float, typer.Option(help="How sure to be of it.")] = 0.95,
    as_json: Json = False,
) -> None:
    """Count decisions, conflicts and what waits, and say whether reading may stop."""
    from theodolite.cli.horizon.triage_told import status_json, status_lines
    from theodolite.horizon.triage.progress import judged

    desk, state = desk_of_workspace(workspace), state_of(workspace)
    told = status_json(desk, state, judged(desk, state, target=target, sure=sure))
    tell(told, status_lines(told), as_json=as_json)


def _do(act: "Act", workspace: Path, *, as_json: bool) -> None:
    from theodolite.cli.horizon.triage_told import act_json, act_line

    refuse_unknown([act.identity, *act.members], workspace)
    write_down(act, workspace)
    tell(act_json(act), [act_line(act)], as_json=as_json)
