"""Small answers made ready to be counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.survey.small_answers import small_answers
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.survey.plan import Clustering, NamedSegment
from theodolite.survey.questionnaire import Question
from theodolite.survey.sample import Sample
from theodolite.survey.segments import find_segments


def small_sample(
    questions: Sequence[Question],
    columns: Mapping[str, Sequence[Any]],
    *,
    profile: str = "none",
    clustering: Clustering | None = None,
    named: tuple[NamedSegment, ...] = (),
) -> Sample:
    """A sample of these answers, with segments where a clustering is given."""
    answers = small_answers(questions, columns)
    segments = find_segments(answers, clustering, named) if clustering else None
    return Sample(answers, PROFILES[profile], SourceNote("d", "s", "0"), segments)
