"""Triage at a terminal: one item, one key."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from theodolite.cli.horizon.sitting import act_now, desk_of_workspace, state_of, today, write_down
from theodolite.settings.errors import CorrectableError

if TYPE_CHECKING:
    from theodolite.horizon.triage.acts import Act
    from theodolite.horizon.triage.desk import Listed

KEYS = "k keep · d discard · s skip · l later · u undo · q quit"
LATER = timedelta(days=7)
"""How long an item is put off where no day is given."""

AHEAD = 10
"""So many items are worked out at a time, unless the ranking is due to learn before."""

_INTERRUPTED = ("q", "\x03", "\x04", "")
# Polars has an interrupted wait for a key go on regardless, unless told otherwise after each use.
_AT_ONCE = True
_ESCAPE, _BEGUN = "\x1b", ("[", "O")


def at_a_terminal() -> bool:
    """Whether there is a person at the keyboard."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def sit_down(workspace: Path, by: str) -> None:
    """Show one item after the other and take a key for each, until none is left or q is pressed.

    Each decision is on the disk before the next item is shown.
    """
    from theodolite.horizon.ranking.ranker import should_refit
    from theodolite.horizon.triage.desk import upcoming

    desk = desk_of_workspace(workspace)
    listed: list[Listed] = []
    learnt_from = decided = 0
    while True:
        if not listed or should_refit(learnt_from, decided):
            state = state_of(workspace)
            listed = upcoming(desk, state, by, on=today(), most=AHEAD)
            learnt_from = decided = len(state.outcomes)
        if not listed:
            typer.echo("Nothing waits for you.")
            return
        signal.siginterrupt(signal.SIGINT, _AT_ONCE)
        act = _asked_until_interrupted(listed[0], by)
        if act is None:
            typer.echo("quit")
            return
        if _is_written(act, workspace):
            decided += len(act.touches()) if act.deed in ("keep", "discard") else 0
            listed = [] if act.deed == "undo" else listed[1:]


def _show(one: "Listed") -> None:
    typer.echo(f"\n{one.item.title}\n  {one.item.identity}")
    about = ", ".join(part for part in (one.item.venue, str(one.item.published or "")) if part)
    for said in (about, one.item.abstract, one.why):
        if said:
            typer.echo(f"  {said}")
    for other in one.members:
        typer.echo(f"  nearly identical: {other.title}  [{other.identity}]")
    typer.echo(f"  {KEYS} ", nl=False)


def _asked_until_interrupted(one: "Listed", by: str) -> "Act | None":
    try:
        _show(one)
        return _asked(one, by)
    except KeyboardInterrupt:
        return None


def _asked(one: "Listed", by: str) -> "Act | None":
    """What the person does with the item that is shown; None to leave."""
    while True:
        key = _key()
        if key in _INTERRUPTED:
            return None
        if key in "kdslu":
            break
    everyone = [one.item.identity, *(other.identity for other in one.members)]
    if key == "k":
        return act_now("keep", everyone, by)
    if key == "d":
        return replace(act_now("discard", everyone, by), reason=_line("Why (may be empty)?"))
    if key == "s":
        return act_now("skip", everyone[:1], by)
    if key == "l":
        return replace(act_now("defer", everyone[:1], by), until=_day())
    return act_now("undo", [""], by)


def _is_written(act: "Act", workspace: Path) -> bool:
    """Write the act down and acknowledge it; what the rules refuse is said, and nothing is lost."""
    from theodolite.cli.horizon.triage_told import act_line, undo_line
    from theodolite.horizon.triage.state import taken_back

    undone = taken_back(act, state_of(workspace)) if act.deed == "undo" else None
    try:
        write_down(act, workspace)
    except CorrectableError as refusal:
        typer.echo(f"\n{refusal}")
        return False
    typer.echo(undo_line(undone) if undone else act_line(act))
    return True


def _day() -> date:
    """The day an item is put off until: a week from now, unless another is typed."""
    usual = today() + LATER
    while True:
        said = _line(f"Until which day ({usual})?")
        try:
            return date.fromisoformat(said) if said else usual
        except ValueError:
            typer.echo(f"{said!r} is no day; write it as {usual}.")


def _line(question: str) -> str:
    typer.echo(f"\n  {question} ", nl=False)
    sys.stdout.flush()
    return sys.stdin.readline().strip()


def _key() -> str:
    """One key, without waiting for the end of a line."""
    sys.stdout.flush()
    with _key_by_key():
        pressed = sys.stdin.read(1)
        while pressed == _ESCAPE:
            pressed = _after_escape()
        return pressed.lower()


def _after_escape() -> str:
    """The key after an escape; an arrow's letters, which come as ESC [ D, are no key of ours."""
    pressed = sys.stdin.read(1)
    if pressed not in _BEGUN:
        return pressed
    while (pressed := sys.stdin.read(1)).isdigit() or pressed in (";", "["):
        pass
    return sys.stdin.read(1) if pressed else ""


@contextmanager
def _key_by_key() -> Iterator[None]:
    """The terminal hands over each key as it is pressed, and is put back afterwards."""
    import termios
    import tty

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    try:
        tty.setcbreak(keyboard, termios.TCSANOW)
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSANOW, before)
