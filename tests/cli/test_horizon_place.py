"""Items are placed from files or the workspace, corrected by people, and moves are previewed."""

import json
from collections.abc import Callable
from getpass import getuser
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]

FRAMEWORK = """
title = "A strategy"
society = "A made-up society"
version = "1"

[[topics]]
code = "carbon"
name = "Carbon"
description = "Carbon footprint and energy use of scanners."

[[topics]]
code = "skills"
name = "Skills"
description = "Training and vacancies of clinical scientists."
"""

CSV = """title,abstract,doi
Carbon of scanners,We measured the energy use of scanners.,10.1000/carbon
Vacancies,Training of clinical scientists lags.,10.1000/skills
Bread,Rye and wheat were baked in four ovens.,10.1000/bread
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "found.csv").write_text(CSV)
    workspace = tmp_path / "kept"
    workspace.mkdir()
    (workspace / "framework.toml").write_text(FRAMEWORK)
    return tmp_path


def placed(said: Any) -> dict[str, list[str]]:
    return {
        one["identity"]: [topic["topic"] for topic in one["topics"] if topic["belongs"]]
        for one in json.loads(said.out)["items"]
    }


def test_items_of_a_file_are_placed_and_shown_by_topic(say: Say, folder: Path) -> None:
    asked = ("horizon", "place", folder / "found.csv", "--workspace", folder / "kept")
    told = say(*asked, "--json")
    assert told.code == 0
    assert placed(told) == {
        "doi:10.1000/carbon": ["carbon"],
        "doi:10.1000/skills": ["skills"],
        "doi:10.1000/bread": [],
    }
    printed = say(*asked).out
    assert "3 items, 1 of them under no topic." in printed
    assert "Carbon (carbon): 1" in printed
    assert "“We measured the energy use of scanners.”" in printed


def test_a_correction_holds_for_the_item_it_was_said_of(say: Say, folder: Path) -> None:
    where = ("--workspace", folder / "kept")
    say("horizon", "import", folder / "found.csv", *where)
    corrected = say(
        *("horizon", "correct", "doi:10.1000/bread", "--by", "Anna", "--under", "skills"),
        *("--outlook", "neither", *where),
    )
    assert corrected.code == 0
    assert "Anna on doi:10.1000/bread: topic is skills." in corrected.out
    told = say("horizon", "place", *where, "--json")
    assert placed(told)["doi:10.1000/bread"] == ["skills"]
    assert "100%, says Anna  Bread" in say("horizon", "place", *where).out
    nobody = say("horizon", "correct", "doi:10.1000/bread", "--by", " ", "--none", *where)
    assert nobody.out.startswith(f"{getuser()} on doi:10.1000/bread")
    assert placed(say("horizon", "place", *where, "--json"))["doi:10.1000/bread"] == []


@pytest.mark.parametrize(
    ("item", "said", "refused"),
    [
        ("doi:10.1000/bread", ("--under", "skill"), "Did you mean 'skills'?"),
        ("doi:10.1000/bread", (), "Nothing was said of doi:10.1000/bread"),
        ("doi:10.1000/brea", ("--none",), "Did you mean 'doi:10.1000/bread'"),
        ("doi:10.1000/bread", ("--under", "skills", "--not-under", "skills"), "cannot both hold"),
        ("doi:10.1000/bread", ("--under", "skills", "--none"), "cannot both hold"),
    ],
)
def test_a_correction_that_cannot_stand_is_refused(
    say: Say, folder: Path, item: str, said: tuple[str, ...], refused: str
) -> None:
    where = ("--workspace", folder / "kept")
    say("horizon", "import", folder / "found.csv", *where)
    ended = say("horizon", "correct", item, "--by", "Anna", *said, *where)
    assert ended.code == 2
    assert refused in ended.err


def test_a_changed_framework_shows_what_it_would_move(say: Say, folder: Path) -> None:
    changed = folder / "changed.toml"
    changed.write_text(FRAMEWORK.replace("Training and vacancies", "Rye bread baked in ovens by"))
    asked = ("horizon", "place", folder / "found.csv", "--workspace", folder / "kept")
    told = say(*asked, "--preview", changed, "--json")
    skills = {one["topic"]: one for one in json.loads(told.out)["topics"]}["skills"]
    assert [one["identity"] for one in skills["gained"]] == ["doi:10.1000/bread"]
    printed = say(*asked, "--preview", changed).out
    assert "items would move." in printed
    assert "gained: " in printed


def test_a_file_that_is_read_in_part_asks_for_attention(say: Say, folder: Path) -> None:
    (folder / "part.ris").write_text(
        "TY  - JOUR\nTI  - Bread\nER  -\nTY  - JOUR\nAU  - N, N\nER  -\n"
    )
    ended = say("horizon", "place", folder / "part.ris", "--workspace", folder / "kept")
    assert ended.code == 1
    assert "Record 2" in ended.err
