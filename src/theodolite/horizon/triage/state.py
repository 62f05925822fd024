"""What stands of everything that was done: a pure replay of the journal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from theodolite.horizon.triage.acts import Act, Verdict

Outcome = Literal["kept", "discarded", "in conflict"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item on which people differ: what each of them decided, and why."""

    identity: str
    verdicts: tuple[tuple[str, Verdict, str], ...]


@dataclass(frozen=True)
class Triage:
    """The acts that stand, in the order they were done, and the groups that were taken apart.

    `split` are items whose group decision was undone: they are shown one by one from then on.
    """

    standing: tuple[Act, ...] = ()
    split: frozenset[str] = frozenset()

    @cached_property
    def verdicts(self) -> Mapping[str, Mapping[str, Act]]:
        """For each item that was decided on, each person's latest decision."""
        found: dict[str, dict[str, Act]] = defaultdict(dict)
        for act in self.standing:
            if act.deed in ("keep", "discard"):
                for identity in act.touches():
                    found[identity][act.by] = act
        return found

    @cached_property
    def settled(self) -> Mapping[str, Act]:
        """The latest settlement of each item that people had differed on."""
        return {act.identity: act for act in self.standing if act.deed == "settle"}

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What is decided of each item; in the order in which they were first decided on."""
        return {identity: self._outcome(identity) for identity in self.verdicts}

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every item on which people differ and which nobody has settled, oldest first."""
        return tuple(
            Conflict(identity, tuple((act.by, _verdict(act), act.reason) for act in said.values()))
            for identity, said in self.verdicts.items()
            if self.outcomes[identity] == "in conflict"
        )

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everyone who has decided on an item, by name."""
        return tuple(sorted({by for said in self.verdicts.values() for by in said}))

    @cached_property
    def stopped_at(self) -> datetime | None:
        """When reading was last stopped: the round of now began then."""
        stops = [act.at for act in self.standing if act.deed == "stop"]
        return stops[-1] if stops else None

    def deferred(self, by: str) -> Mapping[str, date]:
        """What a person has put off and not decided on since, and until which day."""
        put_off: dict[str, date] = {}
        for act in self._of(by):
            if act.deed == "defer" and act.until:
                put_off[act.identity] = act.until
            elif act.deed in ("keep", "discard"):
                for identity in act.touches():
                    put_off.pop(identity, None)
        return put_off

    def skipped(self, by: str) -> Mapping[str, int]:
        """What a person has skipped and not decided on since, and how many acts ago."""
        passed: dict[str, int] = {}
        mine = self._of(by)
        for place, act in enumerate(mine):
            for identity in act.touches() if act.deed != "audit" else ():
                passed.pop(identity, None)
            if act.deed == "skip":
                passed[act.identity] = len(mine) - place - 1
        return passed

    def both_decided(self, first: str, second: str) -> tuple[list[str], list[str]]:
        """Two people's verdicts on the items that both decided on, in the same order."""
        both = [
            said for _, said in sorted(self.verdicts.items()) if first in said and second in said
        ]
        return [_verdict(said[first]) for said in both], [_verdict(said[second]) for said in both]

    def _of(self, by: str) -> list[Act]:
        return [act for act in self.standing if act.by == by]

    def _outcome(self, identity: str) -> Outcome:
        if identity in self.settled:
            return "kept" if self.settled[identity].verdict == "keep" else "discarded"
        said = {act.deed for act in self.verdicts[identity].values()}
        if len(said) > 1:
            return "in conflict"
        return "kept" if "keep" in said else "discarded"


def replay(acts: Iterable[Act]) -> Triage:
    """What stands after all of them, done in this order; an undo takes back the doer's own act."""
    standing: dict[int, Act] = {}
    mine: dict[str, list[int]] = defaultdict(list)
    split: set[str] = set()
    for number, act in enumerate(acts):
        if act.deed != "undo":
            standing[number] = act
            mine[act.by].append(number)
            continue
        place = _latest(act, standing, mine[act.by])
        if place is not None:
            undone = standing.pop(mine[act.by].pop(place))
            if undone.members and undone.deed != "audit":
                split.update(undone.touches())
    return Triage(tuple(standing.values()), frozenset(split))


def taken_back(undo: Act, triage: Triage) -> Act | None:
    """The act that this undo would take back, if there is one."""
    return next(
        (act for act in reversed(triage.standing) if act.by == undo.by and _is_meant(undo, act)),
        None,
    )


def _latest(undo: Act, standing: Mapping[int, Act], mine: Sequence[int]) -> int | None:
    """Where, among the numbers of a person's standing acts, the one is that an undo takes back."""
    backwards = range(len(mine) - 1, -1, -1)
    return next((place for place in backwards if _is_meant(undo, standing[mine[place]])), None)


def _is_meant(undo: Act, act: Act) -> bool:
    return not undo.identity or undo.identity in act.touches()


def _verdict(act: Act) -> Verdict:
    return "keep" if act.deed == "keep" else "discard"
