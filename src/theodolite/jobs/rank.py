"""Put the top of the inbox in a new order after some decisions, without placing everything anew."""

from collections.abc import Sequence
from typing import Any

from theodolite.evidence.framework import read_framework
from theodolite.horizon.item import Item
from theodolite.jobs.running import Running
from theodolite.store import findings
from theodolite.store.inbox import RANKED
from theodolite.store.installation import folder_of_installation
from theodolite.store.listing import Ranked, decided_count, rank
from theodolite.store.models import ListedItem
from theodolite.store.outcomes import all_acts, catch_up, set_aside

SHORT_LIST = 3_000
"""How many of the best that wait, and of the last that were decided on, are looked at."""


def rank_again(running: Running) -> dict[str, Any]:
    """Learn from the decisions made since, and let the best change places among themselves.

    They keep the scores that they had together, so that the others stay behind them. Where they are
    all there is, the round is judged as well; else that is left to the job that places everything.
    """
    from theodolite.jobs.ranking import laid_out, ranked, round_told

    running.tell(0.1, "Reading the best of what waits")
    catch_up()
    set_aside()
    decided = decided_count()
    rows = _short_list()
    is_all = len(rows) == ListedItem.objects.count()
    known_as = {record: row.identity for row in rows for record in row.records}
    framework = folder_of_installation() / "framework.toml"
    about = read_framework(framework).about() if framework.is_file() else ""
    desk, triage = laid_out([_item(row) for row in rows], about, all_acts(), known_as)
    running.tell(0.5, "Putting it in order")
    new = ranked(desk, triage, on=running.now().date())
    told = round_told(desk, triage) if is_all else None
    moved = rank(_among_themselves(new, rows))
    with running.finishing() as result:
        if told is not None:
            findings.keep("round", told, at=running.now())
        findings.keep(RANKED, {"decided": decided}, at=running.now())
        result.update({"looked_at": len(rows), "moved": moved})
    return result


def _short_list() -> list[ListedItem]:
    states = ListedItem.State
    rows = ListedItem.objects
    waiting = rows.filter(state=states.WAITING).order_by("-score", "pk")[:SHORT_LIST]
    aside = rows.filter(state=states.SET_ASIDE).order_by("-score", "pk")[:SHORT_LIST]
    decided = rows.exclude(decided_at=None).order_by("-decided_at")[:SHORT_LIST]
    found = {row.pk: row for row in (*decided, *waiting, *aside)}
    return [found[pk] for pk in sorted(found)]


def _among_themselves(new: Ranked, rows: Sequence[ListedItem]) -> Ranked:
    """The same scores as before, dealt out in the new order."""
    waiting = [row for row in rows if row.state == ListedItem.State.WAITING]
    before = sorted((row.score for row in waiting), reverse=True)
    order = sorted(waiting, key=lambda row: -new.scores[row.identity])
    dealt = zip(order, before, strict=True)
    return Ranked({row.identity: score for row, score in dealt}, new.why, new.alike)


def _item(row: ListedItem) -> Item:
    """As much of the item as its words and its round need."""
    return Item(row.identity, row.title, "other", row.observed_at, abstract=row.abstract)
