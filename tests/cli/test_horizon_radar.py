"""A radar is drawn from a file, kept, and compared with the one kept before."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

Say = Callable[..., Any]

SPRING = {
    "title": "Spring",
    "on": "2026-04-01",
    "meaning": "years until it matters",
    "sectors": ["Imaging", "Workforce"],
    "rings": [{"name": "short", "upto_years": 2}, {"name": "long", "upto_years": 15}],
    "blips": [
        {"name": "Helium", "ring": "long", "quadrant": "Imaging", "years": 9},
        {"name": "Posts", "ring": "short", "quadrant": "Workforce"},
    ],
}


def test_a_radar_is_drawn_kept_and_compared(say: Say, tmp_path: Path) -> None:
    autumn = SPRING | {
        "title": "Autumn",
        "on": "2026-10-01",
        "blips": [{"name": "Helium", "ring": "short", "quadrant": "Imaging", "years": 1}],
    }
    for name, edition in (("spring", SPRING), ("autumn", autumn)):
        (tmp_path / f"{name}.json").write_text(json.dumps(edition))
    options = ("--workspace", tmp_path / "kept", "--json")
    first = say(
        *("horizon", "radar", tmp_path / "spring.json", "--out", tmp_path / "one", "--keep"),
        *options,
    )
    assert (first.code, json.loads(first.out)["changes"]) == (0, None)
    second = say(
        *("horizon", "radar", tmp_path / "autumn.json", "--out", tmp_path / "two"), *options
    )
    told = json.loads(second.out)
    assert told["compared_with"] == "Spring"
    assert told["changes"]["moved_in"] == ["Helium"]
    assert told["changes"]["gone"] == ["Posts"]
    page = (tmp_path / "two/radar.html").read_text()
    assert "Before: long in “Spring” (1 April 2026)." in page
    assert "<script" not in page
    assert {path.name for path in (tmp_path / "two").iterdir()} >= {
        *("radar.html", "radar.svg", "radar.png", "radar.json", "build-your-own-radar.json")
    }


def test_a_file_that_is_no_radar_is_refused(say: Say, tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("[]")
    refused = say("horizon", "radar", tmp_path / "no.json", "--out", tmp_path / "out")
    assert refused.code == 2
    assert "At least one of each is needed" in refused.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("blips", "expected"),
    [
        ('[{"name": "x", "quadrant": "A", "ring": "r", "count": 1e999}]', "is JSON but no radar"),
        ('[{"name": "x", "quadrant": "A", "ring": "r", "count": -4}]', "a count of -4"),
        ('[{"name": "x", "quadrant": "A", "ring": "r", "years": NaN}]', "nan years"),
        (f'[{{"name": "x", "quadrant": "A", "ring": "r", "years": 1{400 * "0"}}}]', "no radar"),
        ('[{"name": "x", "quadrant": "A", "ring": "r", "years": -3}]', "-3.0 years away"),
        ('[{"name": " ", "quadrant": "A", "ring": "r"}]', "a blip without a name"),
        (
            json.dumps([{"name": n, "quadrant": "A", "ring": f"r{n}"} for n in range(100)]),
            "find no room",
        ),
    ],
    ids=["endless", "negative", "nan", "huge", "past", "nameless", "too many rings"],
)
def test_a_radar_that_cannot_be_drawn_is_refused(
    say: Say, tmp_path: Path, blips: str, expected: str
) -> None:
    (tmp_path / "odd.json").write_text(blips)
    refused = say("horizon", "radar", tmp_path / "odd.json", "--out", tmp_path / "out", "--json")
    assert refused.code == 2
    assert expected in json.loads(refused.out)["error"]
    assert not (tmp_path / "out").exists()


def test_no_character_of_a_file_breaks_the_drawing(say: Say, tmp_path: Path) -> None:
    blip = {"name": "a\ud800b\x01", "quadrant": "A\x00", "ring": "r\x07", "description": "\x08"}
    (tmp_path / "odd.json").write_text(json.dumps([blip]))
    drawn = say("horizon", "radar", tmp_path / "odd.json", "--out", tmp_path / "out")
    assert drawn.code == 0
    etree.parse(tmp_path / "out/radar.svg")


def test_an_edition_that_cannot_be_kept_is_told(say: Say, tmp_path: Path) -> None:
    (tmp_path / "spring.json").write_text(json.dumps(SPRING))
    (tmp_path / "kept").write_text("a file")
    refused = say(
        *("horizon", "radar", tmp_path / "spring.json", "--out", tmp_path / "out", "--keep"),
        *("--workspace", tmp_path / "kept"),
    )
    assert refused.code == 2
    assert "cannot be kept at" in refused.err


def test_a_workspace_in_which_nothing_rises_drafts_an_empty_radar(say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "framework.toml").write_text(
        'title = "S"\nsociety = "Made-up Society"\nversion = "1"\n'
        '[[topics]]\ncode = "imaging"\nname = "Imaging"\ndescription = "Pictures of patients."\n'
    )
    (tmp_path / "records.csv").write_text("title,year\nPictures of patients,2026\n")
    say("horizon", "import", tmp_path / "records.csv", "--workspace", folder)
    said = say("horizon", "radar", "--workspace", folder, "--out", tmp_path / "out", "--json")
    told = json.loads(said.out)
    assert (said.code, told["blips"], told["title"]) == (0, 0, "Radar of Made-up Society")
    page = (tmp_path / "out/radar.html").read_text()
    assert "There is no blip on this radar." in page
