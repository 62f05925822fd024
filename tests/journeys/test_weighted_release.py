"""A weighted report tells no counts by its shares, and an attack on it takes none from them."""

import json
from pathlib import Path

import pytest

from theodolite.reports.reading.release import read_release
from theodolite.reports.survey_folder import write_survey_folder
from theodolite.survey.analysis import analyse
from theodolite.survey.release import Attack, attack

QUESTIONNAIRE = """
title = "A weighted survey"
respondent = { id = "id" }
questions = [
    { code = "gender", text = "Gender", kind = "single", options = ["Woman", "Man"] },
    { code = "work", text = "Work done", kind = "single", options = ["a", "b", "c"] },
    { code = "hours", text = "Hours", kind = "number", unit = "hours a week" },
]
"""

PLAN = """
title = "A weighted survey"
questionnaire = "questionnaire.toml"
report_date = 2024-05-01
layout = "plain"
weighting = { margins = { gender = { Woman = 500, Man = 500 } }, source = "the register" }
tests = [{ name = "Work", questions = ["work"], by = "gender" }]

[[tables]]
code = "shares"
title = "Work"
by = ""
measure = "share"
blocks = [{ questions = ["work"] }]

[[tables]]
code = "means"
title = "Hours"
by = "gender"
measure = "mean"
blocks = [{ questions = ["hours"] }]

[[heatmaps]]
code = "drawn"
title = "Work drawn"
questions = ["work"]
by = ["gender"]
measure = "share"
"""

GIVEN = {
    ("Woman", "a"): 30,
    ("Woman", "b"): 41,
    ("Woman", "c"): 4,
    ("Man", "a"): 5,
    ("Man", "b"): 20,
}
"""Weighted, 30 % of all say a and 67 % say b: of 100 people that would leave 3 for the hidden c."""


@pytest.fixture(scope="module", params=["lt5_suppress", "lt5_round5"])
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("weighted")
    answers = [f"{gender},{work},3" for (gender, work), n in GIVEN.items() for _ in range(n)]
    numbered = (f"r{i},{line}" for i, line in enumerate(answers))
    (folder / "answers.csv").write_text("\n".join(["id,gender,work,hours", *numbered, ""]))
    (folder / "questionnaire.toml").write_text(QUESTIONNAIRE)
    (folder / "plan.toml").write_text(PLAN)
    findings = analyse(folder / "answers.csv", folder / "plan.toml", disclosure=request.param)
    write_survey_folder(findings, folder / "release")
    for name in ("segments.csv", "log.json"):
        (folder / "release" / name).rename(folder / name)
    return folder / "release"


def attacked(release: Path) -> Attack:
    return attack(read_release(release))


def test_an_attack_on_a_weighted_report_raises_no_false_alarm(release: Path) -> None:
    found = attacked(release)
    assert found.weaknesses == ()
    assert found.hidden > 0


def test_nothing_is_hidden_for_a_count_that_does_not_follow(release: Path) -> None:
    log = json.loads((release.parent / "log.json").read_text("utf-8"))
    assert log["hidden_to_protect_others"] == []


@pytest.mark.parametrize("name", ["report.html", "report.docx", "tables.xlsx"])
def test_nor_does_one_on_any_of_its_files_alone(release: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes((release / name).read_bytes())
    assert attacked(tmp_path).weaknesses == ()
