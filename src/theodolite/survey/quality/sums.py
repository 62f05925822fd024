"""Shares that should add up to 100: doubted, filled or rescaled."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from theodolite.survey.answers.answers import RESPONDENT, ROW, Answers
from theodolite.survey.plan import QualityChecks
from theodolite.survey.quality.findings import QualityFinding, finding, number
from theodolite.survey.quality.routing import unread
from theodolite.survey.questionnaire import Question

# Shares are sums of decimals: 33.3 + 33.3 + 33.4 is not 100 to the last bit.
_ROUNDING_ERROR = 1e-9


def settle_shares(answers: Answers, checks: QualityChecks) -> tuple[Answers, list[QualityFinding]]:
    """Fill and rescale shares where the checks allow it, and list every doubt about their sum."""
    frame = answers.frame
    findings: list[QualityFinding] = []
    for question in answers.questionnaire.questions:
        if question.kind != "share":
            continue
        parts = list(question.fields())
        judged = frame.select(
            RESPONDENT,
            ROW,
            *parts,
            total=pl.sum_horizontal(parts),
            verdict=_verdict_on_sum(parts, checks, unread(answers, question)),
        )
        findings.extend(_doubts_about_sum(judged, question))
        frame = frame.with_columns(judged.select(_settled(part) for part in parts))
    return replace(answers, frame=frame), findings


def _verdict_on_sum(parts: list[str], checks: QualityChecks, is_unread: pl.Series) -> pl.Expr:
    """The rule that each respondent's sum falls under; null where nothing is to be said."""
    answered = pl.any_horizontal(pl.col(parts).is_not_null())
    is_full = pl.all_horizontal(pl.col(parts).is_not_null())
    in_range = pl.all_horizontal(pl.col(parts).is_between(0, 100))
    total = pl.sum_horizontal(parts)
    off = (total - 100).abs() - _ROUNDING_ERROR
    adds_up = off <= checks.tolerance
    may_rescale = pl.lit(checks.rescale) & is_full & in_range & (total > 0)
    return (
        pl.when(~answered | is_unread | (adds_up & is_full))
        .then(None)
        .when(adds_up)
        .then(pl.lit("empty_part"))
        .when(may_rescale & (off <= checks.rescale_within))
        .then(pl.lit("rescaled"))
        .otherwise(pl.lit("not_100"))
    )


def _settled(part: str) -> pl.Expr:
    return (
        pl.when(pl.col("verdict") == "rescaled")
        .then(pl.col(part) * 100 / pl.col("total"))
        .when(pl.col("verdict") == "empty_part")
        .then(pl.col(part).fill_null(0))
        .otherwise(pl.col(part))
        .alias(part)
    )


def _doubts_about_sum(judged: pl.DataFrame, question: Question) -> Iterator[QualityFinding]:
    for line in judged.filter(pl.col("verdict").is_not_null()).iter_rows(named=True):
        empty = sum(line[part] is None for part in question.fields())
        left = f", with {empty} of {len(question.parts)} left empty" if empty else ""
        total = f"The shares add up to {number(line['total'])}{left}"
        ending = {
            "not_100": "; they should add up to 100.",
            "empty_part": "; an empty share counts as 0.",
            "rescaled": "; they were rescaled to 100.",
        }
        detail = f"{total}{ending[line['verdict']]}"
        yield finding(line["verdict"], line, question.code, detail)
