"""A radar is drawn from a file, kept, and compared with the one kept before."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
    assert "Before: long in “Spring” (2026-04-01)." in page
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
