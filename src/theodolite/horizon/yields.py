"""What each source is worth: what was accepted of it, and how much earlier than elsewhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from theodolite.horizon.duplicates.merging import representatives
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.triage.state import Outcome


@dataclass(frozen=True, slots=True)
class SourceYield:
    """One source: its items, how many were accepted, and of those how many it saw before others.

    `first` counts accepted items that it was the first, or the only one, to bring; `alone` those
    that no other source brought. `lead_days` is by how many days it was usually ahead of the next
    one where it was first and not alone, None where that never happened.
    """

    source: str
    items: int
    accepted: int
    first: int
    alone: int
    lead_days: float | None


def source_yields(items: Iterable[Item], accepted: Collection[str]) -> tuple[SourceYield, ...]:
    """The yield of every source that is in the items' trails, the most accepted first.

    `accepted` holds the identities of the items that people decided to keep.
    """
    brought: dict[str, list[tuple[bool, dict[str, Seen]]]] = defaultdict(list)
    for item in items:
        first = _first_sightings(item)
        for name in first:
            brought[name].append((item.identity in accepted, first))
    yields = [_yield(name, theirs) for name, theirs in brought.items()]
    return tuple(sorted(yields, key=lambda one: (-one.accepted, -one.first, one.source)))


def accepted(items: Iterable[Item], outcomes: Mapping[str, Outcome]) -> frozenset[str]:
    """Merged items that people kept, whichever of their records they decided on."""
    known_as = representatives(items)
    return frozenset(known_as.get(name, name) for name, said in outcomes.items() if said == "kept")


def _first_sightings(item: Item) -> dict[str, Seen]:
    """The first time that each source brought the item."""
    first: dict[str, Seen] = {}
    for seen in sorted(item.trail, key=lambda one: one.at):
        first.setdefault(seen.source, seen)
    return first


def _yield(name: str, brought: Sequence[tuple[bool, dict[str, Seen]]]) -> SourceYield:
    accepted = [seen for is_accepted, seen in brought if is_accepted]
    led = [seen for seen in accepted if min(one.at for one in seen.values()) == seen[name].at]
    leads = [_lead_days(name, seen) for seen in led if len(seen) > 1]
    return SourceYield(
        name,
        items=len(brought),
        accepted=len(accepted),
        first=len(led),
        alone=sum(len(seen) == 1 for seen in accepted),
        lead_days=median(leads) if leads else None,
    )


def _lead_days(name: str, seen: dict[str, Seen]) -> float:
    next_one = min(one.at for source, one in seen.items() if source != name)
    return (next_one - seen[name].at).total_seconds() / 86_400
