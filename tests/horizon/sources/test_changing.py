"""A source is changed where it stands in its curator's list, and nothing else is touched."""

from pathlib import Path

import pytest

from theodolite.horizon.errors import HorizonError
from theodolite.horizon.sources.editing import change_source
from theodolite.horizon.sources.sources_file import read_sources
from theodolite.settings.errors import UnknownName, UnusableSettings

LIST = """# about A
[[sources]]
name = "A"
kind = "feed"
address = "https://a.example/feed" # answers

# about B
[[sources]]
name = "B"
kind = "feed"
address = "https://b.example/feed"
# what is asked
[sources.ask]
query = "x"
"""


def test_what_is_new_of_a_source_goes_above_what_introduces_the_next(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    change_source(path, "A", {"paused": True, "owner": "Ann"})
    change_source(path, "B", {"topics": ("image",)})
    assert path.read_text() == LIST.replace(
        "# answers\n", '# answers\npaused = true\nowner = "Ann"\n'
    ).replace("# what is asked\n", 'topics = ["image"]\n# what is asked\n')


def test_what_is_taken_back_leaves_the_list_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    change_source(path, "A", {"every_hours": 6.0})
    assert read_sources(path)[0].every_hours == 6.0
    change_source(path, "A", {"every_hours": 24.0})
    assert path.read_text() == LIST


def test_a_list_in_brackets_is_changed_too(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'sources = [{ name = "A", kind = "feed", address = "https://a.example/feed" }]\n',
    )
    assert change_source(path, "A", {"paused": True}).paused
    assert read_sources(path)[0].paused


@pytest.mark.parametrize(
    "change", [{"address": ""}, {"address": "https://a.example:0/"}, {"every_hours": 0.0}]
)
def test_what_could_not_be_asked_is_refused_and_not_written(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = written(tmp_path, LIST)
    with pytest.raises(UnusableSettings):
        change_source(path, "A", change)
    assert path.read_text() == LIST


def test_an_unknown_source_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'A'"):
        change_source(written(tmp_path, LIST), "a", {"paused": True})


def test_what_someone_else_changed_in_the_same_moment_is_not_written_over(tmp_path: Path) -> None:
    path = written(tmp_path, LIST)
    seen = read_sources(path)[0]
    change_source(path, "A", {"owner": "Ann"}, seen=seen)
    with pytest.raises(HorizonError, match="Open its page anew"):
        change_source(path, "A", {"owner": "Ben"}, seen=seen)
    change_source(path, "A", {"paused": True}, seen=seen)
    now = read_sources(path)[0]
    assert (now.owner, now.paused) == ("Ann", True)


def written(folder: Path, text: str) -> Path:
    """A list of sources in a folder."""
    path = folder / "sources.toml"
    path.write_text(text)
    return path
