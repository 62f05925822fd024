"""One reader per export layout; every one ends in the same typed answers."""

from theodolite.survey.answers.answers import (
    RESPONDENT,
    ROW,
    SECONDS,
    Answers,
    UnreadableCell,
)
from theodolite.survey.answers.export import Column, Export
from theodolite.survey.answers.opening import export_from_frame, read_export
from theodolite.survey.answers.reading import answers_in, read_answers

__all__ = [
    "RESPONDENT",
    "ROW",
    "SECONDS",
    "Answers",
    "Column",
    "Export",
    "UnreadableCell",
    "answers_in",
    "export_from_frame",
    "read_answers",
    "read_export",
]
