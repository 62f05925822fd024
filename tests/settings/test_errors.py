"""A name that is not there comes with the nearest that are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.settings.errors import nearest


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("skils", ["skills", "pay"], "Did you mean 'skills'?"),
        ("SKILLS", ["the skills", "pay"], "Did you mean 'the skills'?"),
        ("x", [], "There is none."),
        ("x", ["a", "b"], "There is 'a', 'b'."),
        ("x", list("abcdefghij"), "There is 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h' and 2 more."),
    ],
)
def test_the_nearest_names_are_offered_or_the_first_few(
    name: str, known: list[str], said: str
) -> None:
    assert nearest(name, known) == said


@given(st.text(), st.lists(st.text(), max_size=20))
def test_there_is_always_one_sentence(name: str, known: list[str]) -> None:
    said = nearest(name, known)
    assert said.startswith(("Did you mean ", "There is "))
    assert said.endswith(("?", "."))
