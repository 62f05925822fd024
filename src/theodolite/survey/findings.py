"""What an analysis found: chapters of sentences, tables and pictures, and the log behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from theodolite.evidence.disclosure import Profile
from theodolite.evidence.pictures import Evidence
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.survey.errors import unknown_name
from theodolite.survey.plan import Plan


@dataclass(frozen=True)
class Chapter:
    """Findings under one heading, already as they may be shown.

    `passages` are the analysts' own words; `in_short` names the statements and evidence by code
    that belong in the short version.
    """

    code: str
    title: str
    passages: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    in_short: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Findings:
    """The result of an analysis.

    `chapters` may be shown under `profile`; `segments` (one line a respondent) and `log` (what was
    unreadable, doubted, recoded, rejected) are about single people and are for inside use.
    """

    plan: Plan
    profile: Profile
    source: SourceNote
    chapters: tuple[Chapter, ...]
    segments: pl.DataFrame
    log: Mapping[str, Any]
    warnings: tuple[str, ...] = ()

    def evidence(self, code: str) -> Evidence:
        """The table or picture with this code."""
        every = {one.code: one for chapter in self.chapters for one in chapter.evidence}
        if code not in every:
            raise unknown_name("table or figure", code, every, where="this question")
        return every[code]

    def tables(self) -> tuple[Table, ...]:
        """Every table, those inside heatmaps included, in the order of the chapters."""
        found: list[Table] = []
        for chapter in self.chapters:
            for one in chapter.evidence:
                found += [one] if isinstance(one, Table) else getattr(one, "panels", ())
        return tuple(found)
