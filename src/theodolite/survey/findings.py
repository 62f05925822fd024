"""What an analysis found: chapters of sentences, tables and pictures, and the log behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import narwhals as nw
import polars as pl

from theodolite.evidence.disclosure import Profile
from theodolite.evidence.pictures import Evidence
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Table
from theodolite.evidence.tabular import TIDY, tables_of, tidy_rows
from theodolite.settings.errors import UnknownName, nearest
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

    `chapters` may be shown under `profile`; `membership` (one line a respondent) and `log` (what
    was unreadable, doubted, recoded, rejected) are about single people and are for inside use.
    `frames` is the library of the data frame that was given; `segments` and `frame` give its kind.
    """

    plan: Plan
    profile: Profile
    source: SourceNote
    chapters: tuple[Chapter, ...]
    membership: pl.DataFrame
    log: Mapping[str, Any]
    warnings: tuple[str, ...] = ()
    frames: ModuleType = pl

    @property
    def segments(self) -> Any:
        """Each respondent's raw cluster and segment, missing where there is none."""
        return self._native(self.membership)

    def frame(self, code: str) -> Any:
        """One table or picture as a tidy frame: a line for each cell, under the names of TIDY.

        Values are as they may be shown; shares are fractions of 1.
        """
        lines = [line for table in self._tables(code) for line in tidy_rows(table)]
        types = [pl.String] * 6 + [pl.Float64, pl.Int64, pl.Boolean]
        schema = dict(zip(TIDY, types, strict=True))
        return self._native(pl.DataFrame(lines, schema=schema, orient="row"))

    def _tables(self, code: str) -> tuple[Table, ...]:
        """The tables of one picture; a panel of a heatmap can be asked for by its own code."""
        panels = {one.code: (one,) for one in self.tables()}
        return panels[code] if code in panels else tables_of(self.evidence(code))

    def _native(self, frame: pl.DataFrame) -> Any:
        if self.frames is pl:
            return frame
        return nw.from_dict(frame.to_dict(as_series=False), backend=self.frames).to_native()

    def evidence(self, code: str) -> Evidence:
        """The table or picture with this code."""
        every = {one.code: one for chapter in self.chapters for one in chapter.evidence}
        if code not in every:
            raise UnknownName(
                f"These findings hold no table or figure {code!r}. {nearest(code, every)}"
            )
        return every[code]

    def tables(self) -> tuple[Table, ...]:
        """Every table, those inside heatmaps included, in the order of the chapters."""
        found: list[Table] = []
        for chapter in self.chapters:
            for one in chapter.evidence:
                found += [one] if isinstance(one, Table) else getattr(one, "panels", ())
        return tuple(found)
