"""What quality checks find: doubts about answers, counted by rule."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from theodolite.survey.answers.answers import RESPONDENT, ROW

Severity = Literal["error", "warning", "note"]


RULES: Mapping[str, Severity] = {
    "unreadable": "error",
    "out_of_range": "error",
    "not_100": "error",
    "empty_part": "note",
    "rescaled": "note",
    "skip_violation": "warning",
    "duplicate_respondent": "error",
    "duplicate_answers": "warning",
    "straight_lining": "warning",
    "break_off": "warning",
    "too_fast": "warning",
}
"""Every rule, in the order findings are listed, and how much a finding of it matters."""


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """One doubt: `row` is the line of the export, `detail` a sentence with the value."""

    rule: str
    respondent: str
    row: int
    question: str
    severity: Severity
    detail: str


@dataclass(frozen=True)
class QualityReport:
    """All findings; `counts` holds every rule, with 0 where nothing was found.

    `rescaled` is the number of answers to share questions that were rescaled to 100.
    """

    findings: tuple[QualityFinding, ...]
    counts: Mapping[str, int]
    rescaled: int = 0


def findings_frame(quality: QualityReport) -> pl.DataFrame:
    """The findings as a frame, one line each."""
    schema = {
        "rule": pl.String,
        "respondent": pl.String,
        "row": pl.Int64,
        "question": pl.String,
        "severity": pl.String,
        "detail": pl.String,
    }
    columns = {name: [getattr(one, name) for one in quality.findings] for name in schema}
    return pl.DataFrame(columns, schema=schema)


def report(findings: Iterable[QualityFinding]) -> QualityReport:
    """Put findings in order, by rule and then by row, and count them."""
    order = list(RULES)
    # Python's sort keeps the questionnaire's order among findings on one row.
    listed = sorted(findings, key=lambda one: (order.index(one.rule), one.row))
    found = Counter(one.rule for one in listed)
    counts = {rule: found[rule] for rule in RULES}
    return QualityReport(tuple(listed), counts, rescaled=counts["rescaled"])


def finding(rule: str, line: Mapping[str, Any], question: str, detail: str) -> QualityFinding:
    """Doubt the respondent on this line of the frame; the rule says how much it matters."""
    return QualityFinding(rule, line[RESPONDENT], line[ROW], question, RULES[rule], detail)


def number(value: float | None) -> str:
    """Write a value as a person would, without a trailing .0."""
    return f"{value:.10g}"
