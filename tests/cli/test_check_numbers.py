"""`theodolite survey check-numbers`, as a person or a timer calls it."""

import json
from collections.abc import Callable
from pathlib import Path

DOUBTFUL = "73% of the 43 branches agreed, and 65% of the 43 branches came."


def test_a_doubt_is_told_and_asks_for_attention(tmp_path: Path, say: Callable) -> None:
    report = tmp_path / "report.txt"
    report.write_text(DOUBTFUL, encoding="utf-8")
    said = say("survey", "check-numbers", report)
    assert said.code == 1
    assert said.out.startswith("2 claims checked, 1 in doubt.\ncertain  Line 1: “73% of the 43")
    assert "Checked and in agreement:\n    1  impossible percentages" in said.out


def test_a_sound_report_ends_well(tmp_path: Path, say: Callable) -> None:
    report = tmp_path / "report.html"
    report.write_text("<html><body><p>65% of the 43 branches came.</p></body></html>")
    said = say("survey", "check-numbers", report, "--json")
    assert said.code == 0
    assert json.loads(said.out)["doubts"] == []
    assert json.loads(said.out)["agreements"][0]["how"] == "28 of 43 (65.1%)"


def test_a_report_that_is_not_there_is_one_message(tmp_path: Path, say: Callable) -> None:
    said = say("survey", "check-numbers", tmp_path / "report.pdf")
    assert said.code == 2
    assert said.err.startswith("theodolite: There is no report at")
