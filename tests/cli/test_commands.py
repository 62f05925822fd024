"""Every command does its work, speaks JSON when asked, and ends with the code it promises."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from scipy.cluster.hierarchy import fcluster, linkage

from theodolite.cli.program import app

Say = Callable[..., Any]

DECISIONS = """respondent,first,second,final,reason
r01,keep,keep,,
r02,keep,reject,keep,
r03,reject,reject,,Not our staff
r04,keep,reject,,Not our staff
"""


def commands() -> Iterator[tuple[str, Any]]:
    group = typer.main.get_command(app)
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        yield from ((f"{name} {n}", c) for n, c in inner.items()) if inner else [(name, command)]


def test_there_are_the_commands_that_were_promised() -> None:
    promised = {"draft-questionnaire", "check", "screen", "cluster", "analyse"}
    assert {"demo", "doctor", *(f"survey {one}" for one in promised)} <= dict(commands()).keys()


@pytest.mark.parametrize("name", dict(commands()))
def test_every_command_and_option_says_what_it_is_for(name: str, say: Say) -> None:
    command = dict(commands())[name]
    assert command.help
    options = [one for one in command.params if one.name != "help"]
    assert all(getattr(one, "help", "") for one in options), [one.name for one in options]
    assert "--json" in [flag for one in options for flag in one.opts]
    said = say(*name.split(), "--help")
    assert said.code == 0
    assert command.help.split("\n")[0][:40] in " ".join(said.out.split())


def test_without_arguments_the_program_tells_what_it_can_do(say: Say) -> None:
    said = say()
    assert said.code == 0
    assert "Exit codes: 0 done" in said.out


def test_the_program_says_which_version_it_is_and_understands_a_short_call_for_help(
    say: Say,
) -> None:
    assert say("--version").out == f"theodolite {version('theodolite')}\n"
    assert say("-h").out == say("--help").out
    assert say("horizon", "scan", "-h").code == 0


def test_help_comes_at_once() -> None:
    """Time on the processor, so that a busy machine does not fail it."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "theodolite.cli", "--help"],
        check=True, capture_output=True,
    )  # fmt: skip
    after = os.times()
    spent = after.children_user + after.children_system
    assert spent - before.children_user - before.children_system < 1.0


def test_help_loads_nothing_that_only_an_analysis_needs() -> None:
    """Named modules, because seconds differ between machines."""
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "theodolite.cli", "--help"],
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "theodolite.cli.survey" in loaded
    heavy = {"polars", "numpy", "scipy", "matplotlib", "docx", "typst", "pydantic", "narwhals"}
    assert not heavy & loaded


def test_an_analysis_loads_scipy_stats_only_where_it_is_used() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import theodolite.survey.analysis"],
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "scipy.special" in loaded
    assert "scipy.stats" not in loaded


def test_a_drafted_questionnaire_is_printed_or_written(say: Say, survey: Path) -> None:
    asked = ("survey", "draft-questionnaire", survey / "answers.csv")
    printed, as_json = say(*asked), json.loads(say(*asked, "--json").out)
    assert printed.code == 0
    assert printed.out.strip() == as_json["questionnaire"].strip()
    assert as_json["columns"] == 8
    written = say(*asked, "--out", survey / "draft.toml")
    assert (survey / "draft.toml").read_text() == as_json["questionnaire"]
    assert "correct it" in written.out


def test_a_check_without_errors_ends_with_0(say: Say, survey: Path) -> None:
    asked = ("survey", "check", survey / "answers.csv")
    said = say(*asked, "--questionnaire", survey / "questionnaire.toml", "--json")
    told = json.loads(said.out)
    assert (said.code, told["respondents"], told["layout"]) == (0, 12, "plain")
    assert not [one for one in told["findings"] if one["severity"] == "error"]


def test_a_check_that_finds_errors_ends_with_1_and_lists_them(say: Say, survey: Path) -> None:
    answers = (survey / "answers.csv").read_text().replace("r01,Physicist", "r01,Wizard")
    (survey / "answers.csv").write_text(answers)
    asked = ("survey", "check", survey / "answers.csv")
    said = say(*asked, "--questionnaire", survey / "questionnaire.toml", "--json")
    (finding,) = (one for one in json.loads(said.out)["findings"] if one["rule"] == "unreadable")
    assert said.code == 1
    assert (finding["row"], finding["respondent"]) == (2, "r01")
    in_words = say(*asked, "--questionnaire", survey / "questionnaire.toml")
    assert in_words.code == 1
    assert "unreadable: 1" in in_words.out
    assert "Wizard" in in_words.out


def test_screening_tells_who_is_kept_and_waits_for_the_undecided(say: Say, survey: Path) -> None:
    (survey / "decisions.csv").write_text(DECISIONS)
    with (survey / "plan.toml").open("a") as plan:
        plan.write('\n[screening]\ndecisions = "decisions.csv"\n')
    asked = ("survey", "screen", survey / "answers.csv", "--plan", survey / "plan.toml")
    said = say(*asked, "--json")
    told = json.loads(said.out)
    assert (told["received"], told["kept"], told["reasons"]) == (12, 11, {"Not our staff": 1})
    assert told["rejected"] == [{"respondent": "r03", "reason": "Not our staff"}]
    assert told["agreement"]["records"] == 4
    assert told["waiting"] == ["r04"]
    assert said.code == 1
    assert "Please look: " in said.err


def test_screening_without_open_questions_ends_with_0(say: Say, survey: Path) -> None:
    said = say("survey", "screen", survey / "answers.csv", "--plan", survey / "plan.toml")
    assert said.code == 0
    assert "12 received, 12 kept." in said.out


def test_clusters_equal_those_of_scipy_in_the_order_of_the_rows(say: Say, tmp_path: Path) -> None:
    points = np.random.default_rng(7).normal(size=(40, 3)).round(6)
    lines = ["a,b,c", *(",".join(map(str, row)) for row in points)]
    (tmp_path / "rows.csv").write_text("\n".join(lines))
    said = say("survey", "cluster", tmp_path / "rows.csv", "--columns", "a,b,c", "-k", 4, "--json")
    told = json.loads(said.out)
    tree = linkage(points, "ward")
    theirs = fcluster(tree, 4, "maxclust")
    assert said.code == 0
    assert set(told) == {"sizes", "heights", "membership"}
    assert np.allclose(told["heights"], tree[:, 2], rtol=1e-9)
    assert sorted(told["sizes"]) == sorted(np.bincount(theirs)[1:].tolist())
    pairs = set(zip(told["membership"], theirs.tolist(), strict=True))
    assert len(pairs) == len(set(told["membership"])) == 4
    assert told["sizes"] == [told["membership"].count(number) for number in range(1, 5)]


def test_rows_without_a_value_are_in_no_cluster_and_counted(say: Say, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("name,a\nx,1\ny,\nz,9\n")
    said = say("survey", "cluster", tmp_path / "rows.csv", "--columns", "a", "-k", 2, "--json")
    told = json.loads(said.out)
    assert told["membership"] == [2, None, 1]
    assert len(told["heights"]) == 1
    assert "1 rows lack a value" in said.err


def test_an_analysis_tells_what_it_wrote(say: Say, survey: Path) -> None:
    out = survey.parent / "out"
    asked = ("survey", "analyse", survey / "answers.csv", "--plan", survey / "plan.toml")
    said = say(*asked, "--out", out, "--json")
    told = json.loads(said.out)
    assert said.code == 0
    assert told["folder"] == str(out)
    assert told["disclosure"] == "lt5_round5"
    written = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert set(told["files"]) == written
    again = say(*asked, "--out", out, "--disclosure", "none")
    assert again.code == 0
    assert str(out / "report.html") in again.out
    assert sorted(path.name for path in survey.parent.iterdir()) == ["out", "survey"]


def test_a_name_given_to_other_sizes_is_asked_about(say: Say, survey: Path) -> None:
    plan = survey / "plan.toml"
    plan.write_text(plan.read_text().replace("clusters = [1]", "clusters = [1]\nsizes = [5]"))
    asked = ("survey", "analyse", survey / "answers.csv", "--plan", plan)
    said = say(*asked, "--out", survey.parent / "out", "--json")
    assert said.code == 0
    (warning,) = (one for one in json.loads(said.out)["warnings"] if "Coders" in one)
    assert "named when its clusters had 5 respondents; they now have 6" in warning
    assert warning in said.err
