"""What an attack on a report found, as people read it who decide on its release."""

from dataclasses import dataclass

from theodolite.store.models import Report


@dataclass(frozen=True, slots=True)
class Attacked:
    """The outcome in a sentence, what gave way, and what could not be read."""

    is_safe: bool
    said: str
    weaknesses: tuple[str, ...]
    earlier: str
    unread: tuple[str, ...]


def attacked_on(report: Report) -> Attacked | None:
    """The attack on a report that may go out; None for one that is for inside use."""
    found = report.attack
    if found is None:
        return None
    weaknesses = tuple(one["sentence"] for one in found["weaknesses"])
    tried = f"{found['hidden']:,} hidden numbers were tried with everything that is printed"
    outcome = f"; {len(weaknesses):,} gave way." if weaknesses else "; none gave way."
    compared = found["earlier"]
    earlier = found["with_earlier"] or (
        f"Compared with {compared} earlier release{'' if compared == 1 else 's'} of this survey:"
        " together they give nothing away."
        if compared
        else "No earlier release of this survey to compare with."
    )
    return Attacked(
        is_safe=not weaknesses and not found["with_earlier"],
        said=tried + outcome,
        weaknesses=weaknesses,
        earlier=earlier,
        unread=tuple(found["unread"]),
    )
