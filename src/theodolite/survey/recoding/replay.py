"""Recodes replayed one after another, each checked, placed and counted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.answers.answers import RESPONDENT, ROW, Answers, UnreadableCell
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Kind, Question, Questionnaire
from theodolite.survey.recoding.merging import grouped, merged
from theodolite.survey.recoding.numbers import banded, shares_of_total
from theodolite.survey.recoding.percentages import typed_percentages
from theodolite.survey.recoding.recoded import Recoded


@dataclass(frozen=True)
class RecodeCount:
    """What one recode did, with every respondent counted once.

    An answer is `changed` or `unchanged`, the question may be `empty`, or its answer fits nothing:
    then it is listed as `unreadable` and the result is empty. `notes` say what was assumed.
    """

    name: str
    question: str
    into: str
    changed: int
    unchanged: int
    empty: int
    unreadable: tuple[UnreadableCell, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Way:
    """How one kind of recode is done, on which questions, and with which settings."""

    make: Callable[[pl.DataFrame, Question, Recode], Recoded]
    kinds: tuple[Kind, ...]
    needs: str = ""
    may: tuple[str, ...] = ()
    on_grids: bool = False


_WAYS = {
    "merge": _Way(merged, ("single", "multiple", "text", "place"), "merge", ("options",)),
    "typed_percentages": _Way(typed_percentages, ("text",)),
    "group": _Way(grouped, ("single", "multiple"), may=("options",)),
    "bands": _Way(banded, ("number", "scale"), "bands", ("options",)),
    "shares_of_total": _Way(
        shares_of_total, ("scale", "number", "share"), may=("zero",), on_grids=True
    ),
}


def recode(answers: Answers, recodes: Sequence[Recode]) -> tuple[Answers, tuple[RecodeCount, ...]]:
    """Replay the recodes in order; a later one may start from the result of an earlier one.

    The questionnaire of the answers gains each result as a question, right after its source, or
    instead of it where a recode names no `into`.
    """
    counts = []
    for one in recodes:
        answers, count = _replayed(answers, one)
        counts.append(count)
    return answers, tuple(counts)


def _replayed(answers: Answers, one: Recode) -> tuple[Answers, RecodeCount]:
    source = answers.questionnaire.question(one.question, where=f"the recode {one.name!r}")
    _check_settings(one)
    _check_source(source, one)
    _check_place(answers.questionnaire, source, one)
    made = _WAYS[one.does].make(answers.frame.select(source.fields()), source, one)
    return _placed(answers, source, made), _counted(answers, source, one, made)


def _placed(answers: Answers, source: Question, made: Recoded) -> Answers:
    before = answers.questionnaire
    questions = tuple(_with_result(before.questions, source, made.question))
    after = replace(before, questions=questions)
    held = {field for question in before.questions for field in question.fields()}
    leading = [column for column in answers.frame.columns if column not in held]
    fields = [field for question in questions for field in question.fields()]
    frame = answers.frame.with_columns(made.columns).select(*leading, *fields)
    return replace(answers, questionnaire=after, frame=frame)


def _with_result(
    questions: tuple[Question, ...], source: Question, result: Question
) -> Iterator[Question]:
    for question in questions:
        if question.code != result.code:
            yield question
        if question.code == source.code:
            yield result


def _counted(answers: Answers, source: Question, one: Recode, made: Recoded) -> RecodeCount:
    is_empty = pl.all_horizontal(pl.col(source.fields()).is_null())
    lines = answers.frame.select(
        RESPONDENT, ROW, empty=is_empty, changed=made.changed, unreadable=made.unreadable
    )
    unreadable = tuple(
        UnreadableCell(
            line[ROW],
            column=source.code,
            respondent=line[RESPONDENT],
            question=source.code,
            value=line["unreadable"],
            expected=made.expected,
        )
        for line in lines.filter(pl.col("unreadable").is_not_null()).sort(ROW).iter_rows(named=True)
    )
    changed, empty = int(lines["changed"].sum()), int(lines["empty"].sum())
    return RecodeCount(
        one.name,
        question=source.code,
        into=made.question.code,
        changed=changed,
        unchanged=answers.size - changed - empty - len(unreadable),
        empty=empty,
        unreadable=unreadable,
        notes=made.notes,
    )


def _check_settings(one: Recode) -> None:
    """Refuse a setting that would be ignored, and the lack of the one that is needed."""
    way = _WAYS[one.does]
    for setting in ("merge", "bands", "zero", "options"):
        if getattr(one, setting) and setting not in (way.needs, *way.may):
            raise UnusableSettings(
                f"Recode {one.name!r} gives {setting!r}, which {one.does!r} does not use."
                " Remove it, or choose another kind of recode."
            )
    if way.needs and not getattr(one, way.needs):
        raise UnusableSettings(
            f"Recode {one.name!r} does {one.does!r} without saying how. Add {way.needs!r}."
        )


def _check_source(source: Question, one: Recode) -> None:
    way = _WAYS[one.does]
    if source.kind not in way.kinds:
        raise UnusableSettings(
            f"Recode {one.name!r} does {one.does!r}, but question {source.code!r} is of kind"
            f" {source.kind!r}. It works on {' and '.join(way.kinds)}."
        )
    if bool(source.parts) != way.on_grids and source.kind not in ("single", "multiple"):
        wanted = "a question with parts" if way.on_grids else "a question without parts"
        raise UnusableSettings(
            f"Recode {one.name!r} does {one.does!r}, which needs {wanted}; question"
            f" {source.code!r} has {len(source.parts)}. Choose another question."
        )


def _check_place(questionnaire: Questionnaire, source: Question, one: Recode) -> None:
    """Refuse to write over another question, or over answers that decide who was asked."""
    if one.into not in ("", source.code):
        if one.into in [question.code for question in questionnaire.questions]:
            raise UnusableSettings(
                f"Recode {one.name!r} would write over question {one.into!r}."
                " Give 'into' a code that is not used yet."
            )
        return
    for question in questionnaire.questions:
        if question.asked_if is not None and question.asked_if.question == source.code:
            raise UnusableSettings(
                f"Recode {one.name!r} would change {source.code!r}, which decides who is asked"
                f" {question.code!r}. Give 'into' a new code, so that the answers stay."
            )
