"""Two small surveys typed into a test, with their mapping written to files."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

ONE = """
title = "A small survey"
[respondent]
id = "id"
[[questions]]
code = "work"
text = "Employer"
kind = "text"
[[questions]]
code = "plan"
text = "Has a plan"
kind = "single"
options = ["Yes", "No", "Not sure"]
[[questions]]
code = "score"
text = "Score"
kind = "scale"
low = 0
high = 10
[[questions]]
code = "tools"
text = "Tools"
kind = "multiple"
options = [{ code = "pen", column = "pen" }, { code = "ink", column = "ink" }]
[[questions]]
code = "time"
text = "Time"
kind = "share"
parts = [{ code = "care", column = "care" }, { code = "code", column = "code" }]
[[questions]]
code = "hours"
text = "Hours"
kind = "number"
low = 0
[[questions]]
code = "staff"
text = "Staff"
kind = "number"
low = 0
"""

START = 'title = "Then and now"\nreport_date = 2020-01-31\ndisclosure = "none"\n'
PLAN = """
[[questions]]
name = "A plan"
first = "plan"
second = "plan"
options = [
    { name = "Yes", first = ["Yes"], second = ["Yes"] },
    { name = "No", first = ["No"], second = ["No"] },
]
"""
SCORE = '\n[[questions]]\nname = "Score"\nfirst = "score"\nsecond = "score"\nunit = "points"\n'
_COLUMNS = ("work", "plan", "score", "pen", "ink", "care", "code", "hours", "staff")


def survey(columns: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """An export with every column of the questionnaire; those not given are empty."""
    size = max(len(values) for values in columns.values())
    filled = {
        name: [None if one is None else str(one) for one in columns.get(name, [None] * size)]
        for name in _COLUMNS
    }
    ids = list(columns.get("id", [f"p{i}" for i in range(size)]))
    return pl.DataFrame({"id": ids, **filled}, schema_overrides=dict.fromkeys(_COLUMNS, pl.String))


def mapping(
    folder: Path,
    questions: str = PLAN,
    *,
    top: str = "",
    first: Mapping[str, object] | None = None,
    second: Mapping[str, object] | None = None,
) -> Path:
    """Write the mapping with one questionnaire for both surveys; JSON values are valid TOML."""
    (folder / "one.toml").write_text(ONE, encoding="utf-8")
    text = START + top
    for name, label, given in (("first", "then", first), ("second", "now", second)):
        settings = {"label": label, "kind": "people", "questionnaire": "one.toml"} | dict(
            given or {}
        )
        lines = [f"{key} = {_toml(value)}" for key, value in settings.items()]
        text += "\n".join([f"[{name}]", 'layout = "plain"', *lines]) + "\n"
    path = folder / "mapping.toml"
    path.write_text(text + questions, encoding="utf-8")
    return path


def _toml(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(k)} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
