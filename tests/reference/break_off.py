"""Where a respondent stopped answering, found by walking back from the last question."""

from collections.abc import Sequence


def unanswered_at_the_end(asked: Sequence[bool], answered: Sequence[bool]) -> int:
    """How many questions asked come after the last one answered."""
    count = 0
    for was_asked, was_answered in reversed(list(zip(asked, answered, strict=True))):
        if was_answered:
            return count
        count += was_asked
    return count
