"""A name that is not there comes with the nearest that are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.settings.errors import UnreadableFile, nearest
from theodolite.settings.text_file import read_text


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("skils", ["skills", "pay"], "Did you mean 'skills'?"),
        ("SKILLS", ["the skills", "pay"], "Did you mean 'the skills'?"),
        ("x", [], "There is nothing of the kind."),
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


def test_a_file_with_nothing_like_it_beside_it_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"Check the path, or name another file\.$"):
        read_text(tmp_path / "framework.toml", what="framework")
