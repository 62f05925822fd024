"""Duplicates are found in files, and merged in a workspace with a way back."""

import json
from collections.abc import Callable
from getpass import getuser
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]

TITLE = "Dose to the lens of the eye in interventional radiology"
TABLE = f"""title,author,year,journal,volume,pages,doi,abstract
{TITLE},"Smith, John; Kaur, Asha",2019,American Journal of Physics,47,761-766,10.1016/j.ajp.1,
Shielding of rooms with barium plaster,"Okoro, Ben",2020,Health Physics,118,12-19,10.1097/hp.9,
"""
RIS = f"""TY  - JOUR
AU  - Smith J
AU  - Kaur A
TI  - {TITLE.upper()}.
PY  - 2019
JO  - Am J Phys
VL  - 47
SP  - 761
EP  - 6
ER  -
TY  - JOUR
AU  - Smith J
TI  - Erratum to: {TITLE}
PY  - 2020
DO  - 10.1016/j.ajp.2
ER  -
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "one.csv").write_text(TABLE)
    (tmp_path / "two.ris").write_text(RIS)
    return tmp_path / "one.csv", tmp_path / "two.ris"


def test_groups_are_rows_over_the_files_in_order_and_nothing_else_is_printed(
    say: Say, files: tuple[Path, Path]
) -> None:
    said = say("horizon", "dedupe", *files, "--json")
    told = json.loads(said.out)
    assert said.code == 0
    assert list(told) == ["records", "groups", "links", "seconds"]
    assert (told["records"], told["groups"]) == (4, [[0, 2]])
    assert {(link["relation"], *link["rows"]) for link in told["links"]} == {("corrects", 3, 0)}


def test_a_record_that_cannot_be_read_leaves_the_others_their_numbers(
    say: Say, files: tuple[Path, Path]
) -> None:
    files[0].write_text(TABLE.replace("\nShielding of rooms with barium plaster,", "\n,", 1))
    said = say("horizon", "dedupe", files[0], files[1], "--json")
    assert (said.code, json.loads(said.out)["groups"]) == (0, [[0, 2]])
    assert "neither a title nor an abstract" in said.err


def test_the_evidence_is_told_when_asked_for(say: Say, files: tuple[Path, Path]) -> None:
    plain = say("horizon", "dedupe", *files)
    assert "4 records, 1 groups of duplicates, 1 links, 0 pairs to look at" in plain.out
    assert "For it:" not in plain.out
    said = say("horizon", "dedupe", *files, "--explain")
    assert "0 and 2: the same. For it: equal titles, the same authors, the same year" in said.out


def test_a_workspace_merges_undoes_and_keeps_apart(
    say: Say, files: tuple[Path, Path], tmp_path: Path
) -> None:
    workspace = ("--workspace", tmp_path / "kept")
    say("horizon", "import", *files, *workspace)
    first = json.loads(say("horizon", "dedupe", *workspace, "--json").out)
    assert (first["records"], len(first["groups"]), first["written"]) == (4, 1, 2)
    one, other = first["groups"][0]
    undone = say("horizon", "dedupe", "--undo", one, other, *workspace, "--by", "Ada", "--json")
    assert json.loads(undone.out) == {"apart": [[one, other]], "groups": []}
    again = json.loads(say("horizon", "dedupe", *workspace, "--json").out)
    assert again["groups"] == []
    assert {link["relation"] for link in again["links"]} == {"corrects"}
    apart = say("horizon", "dedupe", "--apart", other, one, *workspace)
    assert f"are two things from now on, says {getuser()}." in apart.out
    refused = say("horizon", "dedupe", "--undo", one, other, *workspace)
    assert refused.code == 2
    assert "there is nothing to undo" in refused.err


def test_a_merge_is_not_taken_back_in_files(say: Say, files: tuple[Path, Path]) -> None:
    said = say("horizon", "dedupe", files[0], "--undo", "doi:10.1000/a", "doi:10.1000/b", "--json")
    assert said.code == 2
    assert "Leave the files out" in json.loads(said.out)["error"]


def test_one_item_is_not_kept_apart_from_itself(
    say: Say, files: tuple[Path, Path], tmp_path: Path
) -> None:
    workspace = ("--workspace", tmp_path / "kept")
    say("horizon", "import", *files, *workspace)
    one = "doi:10.1097/hp.9"
    said = say("horizon", "dedupe", "--apart", one, one, *workspace, "--json")
    assert (said.code, "two different items" in said.err) == (2, True)
