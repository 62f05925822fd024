"""The page that leads from an export to a report can be followed word by word."""

import inspect
import re
import shlex
from dataclasses import fields, is_dataclass
from pathlib import Path
from runpy import run_path
from types import ModuleType
from typing import Any, get_args

import pytest

from theodolite.cli import run
from theodolite.survey import plan, questionnaire
from theodolite.survey.conditions import Condition
from theodolite.survey.plan import Chapter, Measure, Recode
from theodolite.survey.questionnaire import Kind, Layout
from theodolite.survey.synthetic import write_reconstruction

PAGE = (Path(__file__).parents[2] / "docs/how-to/analyse-your-survey.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
IN_BACKTICKS = set(re.findall(r"`([^`\n]+)`", PAGE))


def _settings(module: ModuleType) -> list[type[Any]]:
    return [
        one
        for _, one in inspect.getmembers(module, inspect.isclass)
        if is_dataclass(one) and one.__module__ == module.__name__
    ]


@pytest.mark.parametrize("kind", [*_settings(plan), *_settings(questionnaire), Condition])
def test_every_setting_is_on_the_page(kind: type[Any]) -> None:
    assert [one.name for one in fields(kind) if one.name not in IN_BACKTICKS] == []


@pytest.mark.parametrize(
    "choices", [Kind, Layout, Measure, Chapter, Recode.__annotations__["does"]]
)
def test_every_choice_of_a_setting_is_on_the_page(choices: Any) -> None:
    assert set(get_args(choices)) <= IN_BACKTICKS


def test_every_step_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, text in BLOCKS:
        if language == "sh":
            for command in text.splitlines():
                _carry_out(command, monkeypatch)
        elif text.startswith("# my-plan.toml"):
            with Path("my-plan.toml").open("a", encoding="utf-8") as file:
                file.write(text)
        elif language == "python":
            Path("read_the_log.py").write_text(text, encoding="utf-8")
            run_path("read_the_log.py")
    assert "Please look" not in capsys.readouterr().err
    page = Path("report/report.html").read_text("utf-8")
    assert "Application users" in page
    assert "What this survey is about, in your own words." in page


def _carry_out(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program, *arguments = shlex.split(command)
    if program == "cd":
        monkeypatch.chdir(arguments[0])
    elif arguments[0] == "demo":
        write_reconstruction(Path("demo/survey"))  # what the demo analyses, without its reports
    else:
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        # Four of the made-up respondents share out nothing, which `check` says ends in 1.
        assert (ended.value.code or 0) == (arguments[1] == "check"), command
