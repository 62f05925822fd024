"""Decisions that are written as a file are the same when it is read."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from theodolite.survey.decisions import Decision, Decisions, decisions_text, read_decisions

WORDS = st.text(alphabet="ab ,;\t\"'\n\r=+é-").map(str.strip)
MADE = st.lists(
    st.builds(
        Decision,
        respondent=WORDS.filter(bool),
        first=st.just("keep"),
        second=st.sampled_from(["", "keep", "reject"]),
        reason=WORDS,
    ),
    max_size=4,
    unique_by=lambda one: one.respondent,
)


@given(MADE)
def test_decisions_are_read_as_they_were_written(made: list[Decision]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.csv"
        path.write_text(decisions_text(Decisions(tuple(made))), "utf-8", newline="")
        found = read_decisions(path).made
    assert list(map(told, found)) == list(map(told, made))


def told(one: Decision) -> tuple[str, str, str, str, str]:
    """All of a decision but the row of the file that it stands in."""
    return one.respondent, one.first, one.second, one.final, one.reason
