"""What stands of a list of acts, the slow way: by striking out, pair after pair."""

from collections.abc import Sequence

from theodolite.horizon.triage.acts import Act


def standing(acts: Sequence[Act]) -> list[Act]:
    """Find the first undo, strike it out with the latest earlier act it means, and begin again."""
    left = list(acts)
    while True:
        at = next((n for n, act in enumerate(left) if act.deed == "undo"), None)
        if at is None:
            return left
        undo = left[at]
        meant = [
            n
            for n, act in enumerate(left[:at])
            if act.by == undo.by and (not undo.identity or undo.identity in act.touches())
        ]
        struck = {at, *meant[-1:]}
        left = [act for n, act in enumerate(left) if n not in struck]


def outcome(acts: Sequence[Act], identity: str) -> str | None:
    """What is decided of one item, asked of every person and act in turn."""
    settled = [a for a in standing(acts) if a.deed == "settle" and a.identity == identity]
    said = {}
    for act in standing(acts):
        if act.deed in ("keep", "discard") and identity in act.touches():
            said[act.by] = act.deed
    if not said:
        return None
    if settled:
        return "kept" if settled[-1].verdict == "keep" else "discarded"
    return {"keep": "kept", "discard": "discarded"}.get("".join(set(said.values())), "in conflict")
