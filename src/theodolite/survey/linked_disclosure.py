"""The last step before findings are handed out: nothing shown may give away what is hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from theodolite.evidence.as_printed import as_printed, estimates_of
from theodolite.evidence.disclosure import OTHERS_HIDDEN, Profile, hidden
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.linking import table_title
from theodolite.evidence.pictures import Evidence
from theodolite.evidence.statement import Statement
from theodolite.evidence.suppression import Suppression, hide_others
from theodolite.evidence.tabular import tables_of
from theodolite.survey.findings import Chapter


@dataclass(frozen=True)
class Protected:
    """Chapters that may be handed out, and what was hidden in them only to protect others."""

    chapters: tuple[Chapter, ...]
    suppression: Suppression

    def warnings(self) -> tuple[str, ...]:
        """What the analyst must decide on, for inside use."""
        unsafe = self.suppression.unsafe
        if not unsafe:
            return ()
        return (
            f"Hidden, but can still be worked out: {len(unsafe)} ({'; '.join(unsafe[:3])})."
            " Merge rows or columns, or choose a profile that rounds.",
        )


def protect_together(chapters: tuple[Chapter, ...], profile: Profile) -> Protected:
    """Hide what sums over all tables and pictures of the chapters would give away.

    A sentence goes with its numbers: where one of them is hidden none is kept, and a sentence
    that states the very number that was hidden elsewhere is replaced as well.
    """
    tables = [table for chapter in chapters for one in chapter.evidence for table in tables_of(one)]
    found = hide_others([as_printed(table) for table in tables], profile)
    cells = [cell for table in tables for cell in estimates_of(table)]
    also = [cell for i, cell in enumerate(cells) if i in found.positions and cell is not None]
    return Protected(tuple(_protected(chapter, also, found) for chapter in chapters), found)


def _protected(chapter: Chapter, also: list[Estimate], found: Suppression) -> Chapter:
    # Equal estimates stand for other numbers elsewhere, so a cell is known by being that object.
    is_hidden = {id(estimate) for estimate in also}
    told = {key for estimate in also for key in _told_by(estimate)}
    return replace(
        chapter,
        statements=tuple(_statement(one, told) for one in chapter.statements),
        evidence=tuple(_evidence(one, is_hidden, found) for one in chapter.evidence),
    )


def _statement(statement: Statement, told: set[tuple[Any, ...]]) -> Statement:
    estimates = [one for one in statement.values.values() if isinstance(one, Estimate)]
    tells = any(key in told for one in estimates for key in _told_by(one))
    return statement.withheld() if tells else statement.as_told()


def _told_by(estimate: Estimate) -> Iterable[tuple[Any, ...]]:
    """What an estimate tells: its count, and for a share also the others of its base."""
    if estimate.unit == "share" and estimate.count is not None and estimate.base is not None:
        yield estimate.count, estimate.base
        yield estimate.base - estimate.count, estimate.base
    elif estimate.unit == "count":
        yield (estimate.count,)


def _evidence(evidence: Evidence, is_hidden: set[int], found: Suppression) -> Evidence:
    titles = {table_title(table.title) for table in tables_of(evidence)}
    changed: Evidence = _changed(evidence, is_hidden, keeps_bases=found.mixed.isdisjoint(titles))
    if not found.mixed.isdisjoint(titles):
        return _noted(changed)
    return changed


def _changed(value: Any, is_hidden: set[int], *, keeps_bases: bool) -> Any:
    """The same evidence with those estimates hidden; a base can be a total that is hidden."""
    if isinstance(value, Estimate):
        if id(value) in is_hidden:
            return hidden(value)
        return value if keeps_bases or value.unit != "count" else replace(value, base=None)
    if isinstance(value, tuple):
        return tuple(_changed(one, is_hidden, keeps_bases=keeps_bases) for one in value)
    if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Mapping):
        inside = {
            one.name: _changed(getattr(value, one.name), is_hidden, keeps_bases=keeps_bases)
            for one in fields(value)
        }
        return replace(value, **inside)
    return value


def _noted(evidence: Evidence) -> Evidence:
    if OTHERS_HIDDEN in " ".join(evidence.notes):
        return evidence
    return replace(evidence, notes=(*evidence.notes, OTHERS_HIDDEN))
