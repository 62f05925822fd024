"""`theodolite horizon add-source` recognises, says why, and never adds anything twice."""

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.horizon.sources.test_recognising import OPML
from theodolite.horizon.sources.sources_file import read_sources


def test_the_command_says_what_it_recognised_and_why(
    say: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "list.opml").write_bytes(OPML)
    asking = ("horizon", "add-source", "-w", tmp_path)
    said = say(*asking, "list.opml", "--topic", "safety")
    assert said.code == 0
    assert "its content is an OPML list of 2 feeds" in said.out
    told = json.loads(say(*asking, "https://arxiv.org/list/cs.LG/new", "--name", "L", "--json").out)
    asked = told["added"][0]["ask"]
    assert asked["query"] == "cat:cs.LG"
    assert date.today() - date.fromisoformat(asked["from"]) == timedelta(days=90)
    names = [source.name for source in read_sources(tmp_path / "sources.toml")]
    assert names == ["PMB", "PMB 2", "L"]
    again = say(*asking, "https://arxiv.org/list/cs.LG/new")
    assert again.code == 2
    assert "already" in again.err


def test_a_file_is_kept_by_its_whole_path_and_a_wrong_question_is_refused(
    say: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "library.ris").write_text("TY  - JOUR\nTI  - A\nER  - \n")
    asked = ("horizon", "add-source", "-w", tmp_path / "w")
    told = json.loads(say(*asked, tmp_path / "library.ris", "--json").out)
    assert told["added"][0]["address"] == str(tmp_path / "library.ris")
    assert say(*asked, "https://openalex.org/works", "--ask", "query").code == 2


def test_a_folder_is_watched_and_what_is_not_there_is_refused(
    say: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "w" / "exports").mkdir(parents=True)
    asked = ("horizon", "add-source", "-w", tmp_path / "w")
    (told,) = json.loads(say(*asked, "exports", "--json").out)["added"]
    assert (told["name"], told["kind"], told["address"]) == ("exports", "file", "exports")
    for absent in ("exports/absent.ris", "example.org/feed", ""):
        for kind in ((), ("--kind", "feed")):
            refused = say(*asked, absent, *kind, "--json")
            assert refused.code == 2
            assert "beginning with https://" in json.loads(refused.out)["error"]


def test_a_list_that_cannot_be_written_is_named(say: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    asked = ("horizon", "add-source", "-w", tmp_path / "file")
    said = say(*asked, "https://arxiv.org/list/cs.LG/new")
    assert said.code == 2
    assert "Nothing was added" in said.err
    assert say(*asked, "https://example.org", "--kind", "fed").code == 2
    assert say(*asked, tmp_path / "none.txt").code == 2


def test_a_topic_that_the_framework_does_not_have_is_refused_before_anything_is_asked(
    say: Callable[..., Any], tmp_path: Path
) -> None:
    shutil.copy(Path(__file__).parents[2] / "examples/framework.toml", tmp_path)
    asked = ("horizon", "add-source", "-w", tmp_path, "https://arxiv.org/list/cs.LG/new")
    said = say(*asked, "--topic", "safty")
    assert said.code == 2
    assert "Did you mean 'safety'" in said.err
    assert say(*asked, "--topic", "safety").code == 0
