"""Tables and heatmaps of answers: any question against segments or against another question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Heatmap
from theodolite.evidence.remarks import SEVERAL_ANSWERS, mean_remark
from theodolite.evidence.table import Block, Row, Table
from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.choices import OTHERS, Choice, choices
from theodolite.survey.plan import HeatmapPlan, Measure, TableBlock, TablePlan
from theodolite.survey.questionnaire import Question
from theodolite.survey.sample import SEGMENT, Groups, Sample
from theodolite.survey.segments import EVERYONE

_Line = TypeVar("_Line")


@dataclass(frozen=True)
class _Columns:
    """The columns of one table: their labels, and who is counted in each."""

    labels: tuple[str, ...]
    members: tuple[NDArray[np.bool_], ...]


def tabulate(sample: Sample, plan: TablePlan) -> Table:
    """The table that a plan describes, with its bases and totals."""
    where = f"Table {plan.code!r}"
    columns = _columns(sample, sample.groups(plan.by, where=where), with_everyone=True)
    blocks = tuple(_block(sample, block, columns, plan.measure, where) for block in plan.blocks)
    asked = [code for block in plan.blocks for code in block.questions]
    return Table(
        code=plan.code,
        title=plan.title,
        columns=columns.labels,
        blocks=(_base_block(sample, columns), *blocks),
        source=sample.note(*asked, *_asked_for_columns(plan.by)),
        rounding=sample.rounding,
    )


def heatmap(sample: Sample, plan: HeatmapPlan) -> Heatmap:
    """Panels side by side with the same rows, one for each way to divide respondents."""
    where = f"Heatmap {plan.code!r}"
    if not plan.by or not plan.questions:
        raise UnusableSettings(
            f"{where} has nothing to show. Give it at least one question, and one way to divide"
            " respondents (by = ['segment'], or by = [''] for everyone together)."
        )
    divided = [sample.groups(by, where=where) for by in plan.by]
    for_columns = (code for by in plan.by for code in _asked_for_columns(by))
    return Heatmap(
        code=plan.code,
        title=plan.title,
        panels=tuple(
            _panel(sample, plan, by, groups) for by, groups in zip(plan.by, divided, strict=True)
        ),
        panel_titles=tuple(groups.title for groups in divided),
        source=sample.note(*plan.questions, *for_columns),
    )


def _panel(sample: Sample, plan: HeatmapPlan, by: str, groups: Groups) -> Table:
    columns = _columns(sample, groups, with_everyone=not groups.labels)
    blocks = tuple(_panel_block(sample, plan, code, columns) for code in plan.questions)
    return Table(
        code=f"{plan.code}-{by or 'all'}",
        title=f"{plan.title}: {groups.title or 'everyone'}",
        columns=columns.labels,
        blocks=(_base_block(sample, columns), *blocks),
        source=sample.note(*plan.questions, *_asked_for_columns(by)),
        rounding=sample.rounding,
    )


def _panel_block(sample: Sample, plan: HeatmapPlan, code: str, columns: _Columns) -> Block:
    """The answers to one question, with their base where that is not all respondents."""
    where = f"Heatmap {plan.code!r}"
    block = _block(sample, TableBlock((code,)), columns, plan.measure, where, totals=False)
    question = sample.answers.questionnaire.question(code)
    fields = sample.answers.frame.select(question.fields())
    answered = fields.select(pl.any_horizontal(pl.all().is_not_null())).to_series().to_numpy()
    if answered.all():
        return block
    cells = tuple((sample.count(answered & members),) for members in columns.members)
    return replace(block, rows=(*block.rows, Row("Answered", cells, is_total=True)))


def _columns(sample: Sample, groups: Groups, *, with_everyone: bool) -> _Columns:
    if not with_everyone:
        return _Columns(groups.labels, groups.members())
    return _Columns((*groups.labels, EVERYONE), (*groups.members(), sample.everyone()))


def _asked_for_columns(by: str) -> tuple[str, ...]:
    return (by,) if by and by != SEGMENT else ()


def _base_block(sample: Sample, columns: _Columns) -> Block:
    cells = tuple((sample.count(members),) for members in columns.members)
    return Block("Base", (Row("Respondents", cells, is_total=True),))


def _block(
    sample: Sample,
    plan: TableBlock,
    columns: _Columns,
    measure: Measure,
    where: str,
    *,
    totals: bool = True,
) -> Block:
    asked = _asked(sample, plan, where)
    label = plan.label or asked[0].text
    if measure == "mean":
        _check_has_means(asked, where)
        rows_of_means = _mean_rows(sample, asked[0], plan.only, columns, where)
        return Block(label, rows_of_means, note=_unit(asked[0]))
    pairs = _alike([_wanted(sample, question, plan.only, where) for question in asked])
    _check_same_answers(pairs, where)
    rows = [_row(sample, lines, columns, measure) for lines in zip(*pairs, strict=True)]
    if totals:
        adds_up = measure == "count" and not plan.only and asked[0].kind != "multiple"
        rows.append(_total_row(sample, pairs, columns, adds_up=adds_up))
    return Block(label, tuple(rows), plan.parts or ("",) * len(asked), _note(asked[0]))


def _asked(sample: Sample, plan: TableBlock, where: str) -> list[Question]:
    if not plan.questions:
        raise UnusableSettings(f"{where} has a block without questions. Name one, or remove it.")
    if plan.parts and len(plan.parts) != len(plan.questions):
        raise UnusableSettings(
            f"{where} has a block with {len(plan.parts)} parts ({', '.join(plan.parts)}) for"
            f" {len(plan.questions)} questions. Give each question one part, in the same order."
        )
    return [sample.answers.questionnaire.question(code, where=where) for code in plan.questions]


def _wanted(
    sample: Sample, question: Question, only: tuple[str, ...], where: str
) -> tuple[Choice, ...]:
    lines = {line.code: line for line in choices(sample, question, where=where)}
    return _picked(lines, only, f"answer to {question.code!r}", where)


def _alike(pairs: list[tuple[Choice, ...]]) -> list[tuple[Choice, ...]]:
    """Where one question has other values, they are a row of each that stands beside it."""
    if all(lines[-1].code != OTHERS for lines in pairs):
        return pairs
    return [lines if lines[-1].code == OTHERS else (*lines, _none_other(lines)) for lines in pairs]


def _none_other(lines: tuple[Choice, ...]) -> Choice:
    return Choice(OTHERS, OTHERS, np.zeros_like(lines[0].chosen), lines[0].answered)


def _picked(
    lines: Mapping[str, _Line], only: tuple[str, ...], what: str, where: str
) -> tuple[_Line, ...]:
    """The lines whose codes are asked for, in that order; all where none are."""
    for code in only:
        if code not in lines:
            raise unknown_name(what, code, lines, where=where)
    return tuple(lines[code] for code in only or lines)


def _row(sample: Sample, lines: tuple[Choice, ...], columns: _Columns, measure: Measure) -> Row:
    cells = tuple(
        tuple(_cell(sample, line, members, measure) for line in lines)
        for members in columns.members
    )
    return Row(lines[0].label, cells, group=lines[0].group)


def _cell(sample: Sample, line: Choice, members: NDArray[np.bool_], measure: Measure) -> Estimate:
    answered = line.answered & members
    if measure == "share":
        return sample.share(line.chosen, answered)
    return sample.count(line.chosen & members, int(answered.sum()))


def _total_row(
    sample: Sample, pairs: list[tuple[Choice, ...]], columns: _Columns, *, adds_up: bool
) -> Row:
    """The sum of the rows, where they count the one answer of each; else how many answered."""
    counted = [
        np.logical_or.reduce([line.chosen for line in lines]) if adds_up else lines[0].answered
        for lines in pairs
    ]
    cells = tuple(
        tuple(sample.count(counted_here & members) for counted_here in counted)
        for members in columns.members
    )
    return Row("Total" if adds_up else "Answered", cells, is_total=True)


def _check_has_means(asked: list[Question], where: str) -> None:
    if len(asked) > 1:
        raise UnusableSettings(
            f"{where} wants the means of {asked[0].code!r} and {asked[1].code!r} side by side,"
            " which only counts and shares can be. Give each question a block of its own."
        )
    if asked[0].kind not in ("share", "scale", "number"):
        raise UnusableSettings(
            f"{where} wants the mean of {asked[0].code!r}, which is of kind {asked[0].kind!r}."
            " Only numbers have a mean. Ask for counts or shares instead (measure = 'share')."
        )


def _mean_rows(
    sample: Sample, question: Question, only: tuple[str, ...], columns: _Columns, where: str
) -> tuple[Row, ...]:
    labelled = zip(question.fields(), question.field_labels(), strict=True)
    lines = {field.removeprefix(f"{question.code}."): (field, name) for field, name in labelled}
    return tuple(
        Row(
            label,
            tuple((sample.mean(sample.numbers(field), members),) for members in columns.members),
        )
        for field, label in _picked(lines, only, f"part of {question.code!r}", where)
    )


def _check_same_answers(pairs: list[tuple[Choice, ...]], where: str) -> None:
    labels = [[line.label for line in lines] for lines in pairs]
    if any(other != labels[0] for other in labels[1:]):
        raise UnusableSettings(
            f"{where} puts questions side by side that do not have the same options"
            f" ({', '.join(labels[0][:3])}… against {', '.join(labels[1][:3])}…)."
            " Give them the same options, or a block each."
        )


def _note(question: Question) -> str:
    if question.kind == "multiple":
        return SEVERAL_ANSWERS
    return ""


def _unit(question: Question) -> str:
    unit = {"share": "percent"}.get(question.kind, question.unit)
    return mean_remark(unit)
