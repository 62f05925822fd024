"""The reconstruction as files: an export as the survey service wrote it, and what to do with it."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields
from importlib.resources import files
from pathlib import Path

from theodolite.survey.questionnaire import Question, Questionnaire, read_questionnaire
from theodolite.survey.synthetic.decisions import Decision, decide
from theodolite.survey.synthetic.respondents import Respondent, make_respondents

QUESTIONNAIRE, PLAN = "questionnaire.toml", "plan.toml"


def write_reconstruction(folder: Path) -> None:
    """Write answers.csv, decisions.csv, questionnaire.toml and plan.toml, ready to be analysed.

    The same version writes the same bytes every time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in (QUESTIONNAIRE, PLAN):
        (folder / name).write_bytes((files(__package__) / name).read_bytes())
    respondents = make_respondents()
    questionnaire = read_questionnaire(folder / QUESTIONNAIRE)
    (folder / "answers.csv").write_bytes(answers_csv(respondents, questionnaire))
    (folder / "decisions.csv").write_bytes(decisions_csv(decide(respondents)))


def answers_csv(respondents: Sequence[Respondent], questionnaire: Questionnaire) -> bytes:
    """One line for each respondent under numbered questions, one column for each option ticked."""
    lines = [[one.name, *_cells(one, questionnaire.questions)] for one in respondents]
    header = [column for question in questionnaire.questions for column in _columns(question)]
    return _csv([[questionnaire.respondent.id, *header], *lines])


def decisions_csv(decisions: Sequence[Decision]) -> bytes:
    """The two screeners' decisions as the plan reads them."""
    return _csv([[field.name for field in fields(Decision)], *map(astuple, decisions)])


def _columns(question: Question) -> list[str]:
    """The headers of one question, as its part of the questionnaire names them."""
    if question.kind == "multiple":
        return [option.column for option in question.options]
    if question.parts:
        return [part.column for part in question.parts]
    return list(question.columns)


def _cells(respondent: Respondent, questions: Iterable[Question]) -> Iterator[str]:
    for question in questions:
        answer = respondent.answers[question.code]
        if isinstance(answer, Mapping):
            yield from (str(answer[part.code]) for part in question.parts)
        elif isinstance(answer, frozenset):
            yield from (
                option.label if option.label in answer else "" for option in question.options
            )
        else:
            yield _text(question, str(answer))


def _text(question: Question, answer: str) -> str:
    """What the respondent saw: the text of an option that we know by its code."""
    shown = {option.code: option.label for option in question.options}
    return shown.get(answer, answer) if question.kind == "single" else answer


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("utf-8")
