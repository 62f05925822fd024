"""What a person may do at this point, and why not."""

from datetime import date

from theodolite.evidence.days import day_in_words
from theodolite.horizon.errors import HorizonError
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.state import Triage, taken_back


class CannotDecide(HorizonError):
    """An act makes no sense at this point of the triage."""


def check(act: Act, triage: Triage, *, on: date) -> None:
    """Refuse an act without a person, a cause or a later day to it, and say what to do instead."""
    if not act.by.strip():
        raise CannotDecide(
            "The decision has no name to it, but each belongs to a person."
            " Say who decides with --by."
        )
    if act.deed == "undo":
        _check_undo(act, triage)
    elif act.deed == "defer":
        _check_defer(act, on)
    elif act.deed == "settle":
        _check_settlement(act, triage)


def _check_undo(act: Act, triage: Triage) -> None:
    if taken_back(act, triage) is None:
        about = f" about {act.identity}" if act.identity else ""
        raise CannotDecide(
            f"{act.by} has done nothing{about} that still stands, so nothing can be undone."
            " Each person undoes their own acts; check the name that was given."
        )


def _check_defer(act: Act, on: date) -> None:
    if act.until is None or act.until <= on:
        until = f"until {day_in_words(act.until)}" if act.until else "without a day"
        raise CannotDecide(
            f"{act.identity} was to be put off {until}, which is not after {day_in_words(on)}."
            " Give a later day, as 2027-01-31."
        )


def _check_settlement(act: Act, triage: Triage) -> None:
    said = triage.verdicts.get(act.identity, {})
    if triage.outcomes.get(act.identity) != "in conflict":
        raise CannotDecide(
            f"Nobody differs on {act.identity}, so there is nothing to settle."
            " See which conflicts are open; to decide on it yourself, keep or discard it."
        )
    if act.by in said and not act.agreed:
        raise CannotDecide(
            f"{act.by} is one of the {len(said)} who differ on {act.identity}, so a third person"
            " settles it. Let such a person settle it, or say that all have agreed."
        )
