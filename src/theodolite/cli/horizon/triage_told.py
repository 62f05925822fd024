"""What triage has to say, as JSON and in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any

from theodolite.horizon.stopping.judgement import Judgement
from theodolite.horizon.triage.acts import Act
from theodolite.horizon.triage.desk import Desk, Listed
from theodolite.horizon.triage.progress import current_round
from theodolite.horizon.triage.state import Conflict, Triage

_DONE = {
    "keep": "keeps",
    "discard": "discards",
    "skip": "skips",
    "defer": "puts off",
    "settle": "settles",
    "audit": "drew an audit",
    "stop": "stopped reading",
}


def listed_json(listed: Sequence[Listed]) -> list[dict[str, Any]]:
    """Items to decide on, best first."""
    return [
        {
            "identity": one.item.identity,
            "title": one.item.title,
            "abstract": one.item.abstract,
            "venue": one.item.venue,
            "published": str(one.item.published or ""),
            "address": one.item.address,
            "why": one.why,
            "members": [
                {"identity": other.identity, "title": other.title} for other in one.members
            ],
        }
        for one in listed
    ]


def listed_lines(listed: Sequence[Listed]) -> Iterator[str]:
    """The same in a few lines for each."""
    if not listed:
        yield "Nothing waits for you."
    for place, one in enumerate(listed, start=1):
        yield f"{place}. {one.item.title}  [{one.item.identity}]"
        yield f"     {one.why}"
        for other in one.members:
            yield f"     nearly identical: {other.title}  [{other.identity}]"


def act_json(act: Act) -> dict[str, Any]:
    """What was written down."""
    said = asdict(act) | {"at": act.at.isoformat(), "members": list(act.members)}
    return said | {"until": act.until.isoformat() if act.until else None}


def act_line(act: Act) -> str:
    """The same as a sentence."""
    about = f" {act.identity}" if act.identity else ""
    with_members = f" and {len(act.members)} nearly identical" if about and act.members else ""
    further = {
        "defer": f" until {act.until}",
        "settle": f": {act.verdict}" + (", as agreed" if act.agreed else ""),
    }.get(act.deed, "")
    reason = f" ({act.reason})" if act.reason else ""
    return f"{act.by} {_DONE[act.deed]}{about}{with_members}{further}{reason}."


def undo_line(undone: Act | None) -> str:
    """What an undo took back, as a sentence."""
    return f"Undone: {act_line(undone)}" if undone else "Nothing was undone."


def conflicts_json(
    conflicts: Sequence[Conflict], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Items on which people differ, with what each of them said."""
    return [
        {
            "identity": one.identity,
            "title": titles.get(one.identity, ""),
            "verdicts": [
                {"by": by, "verdict": verdict, "reason": reason}
                for by, verdict, reason in one.verdicts
            ],
        }
        for one in conflicts
    ]


def conflict_lines(told: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The same for people."""
    if not told:
        yield "Nobody differs on anything."
    for one in told:
        yield f"{one['title']}  [{one['identity']}]"
        for said in one["verdicts"]:
            reason = f": {said['reason']}" if said["reason"] else ""
            yield f"     {said['by']} {_DONE[said['verdict']]} it{reason}"


def status_json(desk: Desk, triage: Triage, judgement: Judgement) -> dict[str, Any]:
    """How far triage has come: everything ever decided, and the round of now."""
    outcomes = list(triage.outcomes.values())
    now = current_round(desk, triage)
    return {
        "items": len(desk.items),
        "kept": outcomes.count("kept"),
        "discarded": outcomes.count("discarded"),
        "in_conflict": outcomes.count("in conflict"),
        "round": {"items": len(now.pool), "unread": len(now.unread()), "audited": len(now.audited)},
        "people": [
            {
                "by": by,
                "decided": sum(by in said for said in triage.verdicts.values()),
                "deferred": len(triage.deferred(by)),
                "skipped": len(triage.skipped(by)),
            }
            for by in triage.people
        ],
        "agreement": list(_agreements(triage)),
        "judgement": asdict(judgement),
    }


def status_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The same for people."""
    yield (
        f"{told['items']:,} items: {told['kept']:,} kept, {told['discarded']:,} discarded,"
        f" {told['in_conflict']:,} in conflict. In this round {told['round']['unread']:,} of"
        f" {told['round']['items']:,} are unread."
    )
    for one in told["people"]:
        yield (
            f"{one['by']}: {one['decided']:,} decided, {one['deferred']:,} put off,"
            f" {one['skipped']:,} skipped."
        )
    for one in told["agreement"]:
        kappa = "no kappa" if one["kappa"] is None else f"kappa {one['kappa']:.2f}"
        yield (
            f"{one['first']} and {one['second']} agree on {one['agreed']:,} of {one['both']:,}"
            f" ({kappa})."
        )
    yield told["judgement"]["sentence"]


def _agreements(triage: Triage) -> Iterator[dict[str, Any]]:
    """Cohen's kappa of every two people who decided on the same items."""
    from theodolite.survey.agreement import agreement

    for first, second in combinations(triage.people, 2):
        one, other = triage.both_decided(first, second)
        if one:
            found = agreement(one, other)
            yield {
                "first": first,
                "second": second,
                "both": found.records,
                "agreed": found.agreed,
                "kappa": found.kappa,
            }
