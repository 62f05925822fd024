"""A settings file is read whole, or everything that does not fit is listed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from theodolite.settings.errors import UnreadableFile, UnusableSettings
from theodolite.settings.settings_file import STRICT, read_settings, settings_from


@dataclass(frozen=True)
class Leg:
    """One leg of a table."""

    length: float
    colour: Literal["red", "blue"] = "red"

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Desk:
    """A desk on legs."""

    name: str
    legs: tuple[Leg, ...] = ()
    drawer: Leg | None = None

    __pydantic_config__ = STRICT


def test_a_file_becomes_its_dataclass(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_bytes(b'\xef\xbb\xbfname = "D"\nlegs = [{ length = 70 }]\n')
    assert read_settings(path, Desk, what="desk") == Desk("D", (Leg(70.0),))


def problems(table: dict[str, object]) -> str:
    with pytest.raises(UnusableSettings) as refused:
        settings_from(table, Desk, where="The desk")
    return str(refused.value)


def test_an_unknown_setting_offers_the_nearest_of_its_own_table() -> None:
    said = problems({"name": "D", "legs": [{"length": 1.0}, {"lenght": 1.0}]})
    assert "legs.2.lenght is not a setting. Did you mean 'length'?" in said
    assert "legs.2.length is missing." in said
    assert "Did you mean 'drawer'?" in problems({"name": "D", "drawr": {}})
    assert "Did you mean 'length'?" in problems({"name": "D", "drawer": {"lengt": 1}})


def test_a_value_that_does_not_fit_is_shown_with_what_was_expected() -> None:
    said = problems({"name": "D", "legs": [{"length": "long", "colour": "green"}]})
    assert "legs.1.length is 'long'." in said
    assert "'red' or 'blue'" in said


def test_everything_that_does_not_fit_is_listed_up_to_a_dozen() -> None:
    said = problems({"legs": [{"length": "x"}] * 20})
    assert said.count("\n  - ") == 12
    assert "and 9 more" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name = ", "not valid TOML: .* quote, bracket or equals sign"),
        (b'name = "\xff"', "not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "desk.toml").write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        read_settings(tmp_path / "desk.toml", Desk, what="desk")


def test_a_missing_file_offers_those_beside_it(tmp_path: Path) -> None:
    (tmp_path / "desk.toml").write_text("")
    with pytest.raises(UnreadableFile, match=r"There is no desk at .*Did you mean 'desk.toml'"):
        read_settings(tmp_path / "desks.toml", Desk, what="desk")


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_settings(tmp_path, Desk, what="desk")
