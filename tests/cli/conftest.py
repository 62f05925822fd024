"""A survey of twelve people with its files, and the command line called as a person would."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from theodolite.cli import run

ANSWERS = """id,job,site,region,code,teach,skills [read],skills [write]
r01,Physicist,Leeds,North,90,10,Yes,Yes
r02,Physicist,Leeds,North,80,20,Yes,No
r03,Physicist,York,North,85,15,Yes,Yes
r04,Physicist,York,North,75,25,No,Yes
r05,Physicist,Bath,South,95,5,Yes,Yes
r06,Engineer,Bath,South,70,30,Yes,Yes
r07,Engineer,Hull,North,10,90,Yes,No
r08,Engineer,Hull,North,5,95,No,No
r09,Engineer,Ely,South,15,85,No,No
r10,Engineer,,South,20,80,Yes,No
r11,Engineer,Ely,South,25,75,Yes,No
r12,Physicist,Ely,South,30,70,Yes,No
"""

QUESTIONNAIRE = """
title = "A small survey"
respondent = { id = "id" }

[[questions]]
code = "job"
text = "Job"
kind = "single"
options = ["Physicist", "Engineer"]

[[questions]]
code = "site"
text = "Site"
kind = "text"

[[questions]]
code = "region"
text = "Region"
kind = "single"
options = ["North", "South"]

[[questions]]
code = "time"
text = "Time"
kind = "share"
parts = [{ code = "code", column = "code" }, { code = "teach", column = "teach" }]

[[questions]]
code = "skills"
text = "Skills"
kind = "multiple"
options = [
    { code = "read", column = "skills [read]" },
    { code = "write", column = "skills [write]" },
]
"""

PLAN = """
title = "A small survey"
questionnaire = "questionnaire.toml"
report_date = 2024-05-01
layout = "plain"

[clustering]
question = "time"
k = 2

[[segments]]
name = "Coders"
clusters = [1]

[[segments]]
name = "Teachers"
clusters = [2]

[[tables]]
code = "jobs"
title = "Jobs by segment"
blocks = [{ questions = ["job"] }]
"""


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said where."""

    code: int
    out: str
    err: str


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    folder = tmp_path / "survey"
    folder.mkdir()
    (folder / "answers.csv").write_text(ANSWERS)
    (folder / "questionnaire.toml").write_text(QUESTIONNAIRE)
    (folder / "plan.toml").write_text(PLAN)
    return folder


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def call(*arguments: object) -> Said:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run([str(one) for one in arguments])
        said = capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    return call
