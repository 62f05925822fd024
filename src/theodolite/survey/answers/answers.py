"""The one shape every export becomes: typed answers, and the cells that could not be read."""

from dataclasses import dataclass, field

import polars as pl

from theodolite.survey.questionnaire import Layout, Questionnaire

RESPONDENT = "respondent"
"""The frame column that tells respondents apart."""

ROW = "row"
"""The frame column with the line of the export, as a spreadsheet counts it (the header is 1)."""

SECONDS = "seconds"
"""The frame column with the time taken to answer, where the export has it."""


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """A cell whose content is not an answer its question allows; it is kept out and listed."""

    row: int
    column: str
    respondent: str
    question: str
    value: str
    expected: str


@dataclass(frozen=True)
class Answers:
    """What respondents answered, one line each.

    `frame` holds `respondent`, `row`, `seconds` (minutes and hours are never used) and then, for
    each question, its `fields()`: text codes for single answers, true or false for each option of
    a multi-select, numbers for shares, scales and numbers, text for text and places. Null means
    not answered or not asked. `digest` is the SHA-256 of the file, or of the frame's content.
    """

    questionnaire: Questionnaire
    frame: pl.DataFrame
    layout: Layout
    digest: str
    name: str = "answers"
    unreadable: tuple[UnreadableCell, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def size(self) -> int:
        """How many respondents answered."""
        return self.frame.height

    def fields(self, question: str, *, where: str = "the plan") -> tuple[str, ...]:
        """The frame columns of a question; an unknown code offers the nearest ones."""
        return self.questionnaire.question(question, where=where).fields()
