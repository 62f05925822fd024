"""Several options become one: by a list of the plan, or by the groups of the questionnaire."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import polars as pl

from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.place_names import same_name
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Question
from theodolite.survey.recoding.recoded import (
    Recoded,
    described,
    nothing_unreadable,
    result_question,
)


def merged(frame: pl.DataFrame, source: Question, recode: Recode) -> Recoded:
    """Merge options of a question, or the answers that people typed."""
    if source.options:
        return _merged_options(frame, source, recode)
    return _merged_typing(frame, source, recode)


def grouped(frame: pl.DataFrame, source: Question, recode: Recode) -> Recoded:
    """Turn options into their groups; an option without a group stays as it is."""
    groups = {option.code: option.group for option in source.options if option.group}
    if not groups:
        raise UnusableSettings(
            f"Recode {recode.name!r} groups question {source.code!r}, but none of its options has"
            " a group. Give the options of the questionnaire a group, or merge them in the plan."
        )
    made = _merged_options(frame, source, replace(recode, merge=groups))
    # A result that bears the name of one of its options would otherwise keep that option's group.
    options = tuple(
        option if option in recode.options else replace(option, group="")
        for option in made.question.options
    )
    alone = ", ".join(repr(option.label) for option in source.options if not option.group)
    notes = (f"Without a group, and left as they are: {alone}.",) if alone else ()
    return replace(made, question=replace(made.question, options=options), notes=notes)


def _merged_options(frame: pl.DataFrame, source: Question, recode: Recode) -> Recoded:
    codes = [option.code for option in source.options]
    for code in recode.merge:
        if code not in codes:
            where = f"the recode {recode.name!r}"
            raise unknown_name(f"option of {source.code!r}", code, codes, where=where)
    becomes = {code: recode.merge.get(code, code) for code in codes}
    options = described(_in_order(becomes), source, recode)
    question = replace(result_question(source, recode), options=options)
    move = _moved_ticks if source.kind == "multiple" else _moved_codes
    columns, changed = move(frame, source, question, becomes)
    return Recoded(question, columns, changed, nothing_unreadable(frame.height))


def _in_order(becomes: Mapping[str, str]) -> list[str]:
    """The codes that remain: a new one stands where the first option merged into it stood."""
    return [
        after for before, after in becomes.items() if after == before or becomes.get(after) != after
    ]


def _moved_codes(
    frame: pl.DataFrame, source: Question, question: Question, becomes: Mapping[str, str]
) -> tuple[pl.DataFrame, pl.Series]:
    moving = [before for before, after in becomes.items() if after != before]
    changed = pl.any_horizontal(pl.all().is_in(moving)).fill_null(value=False)
    moved = frame.select(pl.all().replace(becomes))
    renamed = moved.rename(dict(zip(source.fields(), question.fields(), strict=True)))
    return renamed, frame.select(changed=changed)["changed"]


def _moved_ticks(
    frame: pl.DataFrame, source: Question, question: Question, becomes: Mapping[str, str]
) -> tuple[pl.DataFrame, pl.Series]:
    """A merged option is ticked where any of those merged into it was."""
    field_of = dict(zip(becomes, source.fields(), strict=True))
    columns = {
        field: pl.max_horizontal(field_of[code] for code in becomes if becomes[code] == option.code)
        for field, option in zip(question.fields(), question.options, strict=True)
    }
    moving = [field_of[code] for code, after in becomes.items() if after != code]
    changed = pl.any_horizontal(pl.lit(value=False), *moving).fill_null(value=False)
    return frame.select(**columns), frame.select(changed=changed)["changed"]


def _merged_typing(frame: pl.DataFrame, source: Question, recode: Recode) -> Recoded:
    """Code free typing, however it is spelt: a place keeps what is not listed, a text does not."""
    targets = list(dict.fromkeys(recode.merge.values()))
    alike = same_name if source.kind == "place" else _plainly
    becomes = {alike(one): one for one in targets}
    becomes |= {alike(typed): code for typed, code in recode.merge.items()}
    typed = frame.to_series()
    codes = [None if one is None else becomes.get(alike(one)) for one in typed]
    coded = pl.Series(codes, dtype=pl.String)
    question = result_question(source, recode)
    uncoded = nothing_unreadable(frame.height)
    if source.kind == "place":
        coded = coded.zip_with(coded.is_not_null(), typed)
    else:
        options = described(targets, source, recode)
        question = replace(question, kind="single", options=options)
        uncoded = typed.zip_with(coded.is_null(), uncoded)
    return Recoded(
        question,
        pl.DataFrame({question.code: coded}),
        changed=(coded != typed).fill_null(value=False),
        unreadable=uncoded,
        expected=f"an answer that the recode {recode.name!r} lists",
        notes=_not_typed(recode, {alike(one) for one in typed.drop_nulls()}, alike),
    )


def _not_typed(
    recode: Recode, there: Collection[str], alike: Callable[[str], str]
) -> tuple[str, ...]:
    absent = [one for one in recode.merge if alike(one) not in there]
    return (f"Nobody typed {', '.join(map(repr, absent))}.",) if absent else ()


def _plainly(typed: str) -> str:
    return " ".join(typed.split()).casefold()
