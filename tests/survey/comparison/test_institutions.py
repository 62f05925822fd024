"""Institutions are listed once however they are spelt, and counted in both lists or one."""

from collections.abc import Mapping
from pathlib import Path

from tests.survey.comparison.waves_made import mapping, survey
from theodolite.display.wording import sentence, written
from theodolite.survey.comparison import Comparison, compare

NAMED = {"institution": "work"}
THEN = ["St. Anne's", "ST ANNES", "the Royal", "Lone & Co", None, " "]
NOW = ["St Annes", "Royal", "New Place", "NEW PLACE.", None]


def found(
    folder: Path, *, aliases: Mapping[str, str] | None = None, disclosure: str = "none"
) -> Comparison:
    listed = "".join(f'"{other}" = "{name}"\n' for other, name in (aliases or {}).items())
    path = mapping(folder, f"[aliases]\n{listed}" if aliases else "", first=NAMED, second=NAMED)
    return compare(survey({"work": THEN}), survey({"work": NOW}), path, disclosure=disclosure)


def counts(comparison: Comparison) -> dict[str, str]:
    table = comparison.chapters[0].evidence[0]
    return {row.label: written(row.cells[0][0]) for row in table.rows()}


def test_spellings_are_one_institution_and_silence_is_counted(tmp_path: Path) -> None:
    assert counts(found(tmp_path)) == {
        "In both surveys": "2",
        "Only in then": "1",
        "Only in now": "1",
        "In then": "3",
        "In now": "3",
        "Answers of then that name no institution": "2",
        "Answers of now that name no institution": "1",
    }


def test_an_alias_joins_what_no_rule_could(tmp_path: Path) -> None:
    joined = found(tmp_path, aliases={"Lone & Co": "New Place"})
    assert counts(joined)["In both surveys"] == "3"
    assert joined.log["institutions"]["both"] == ["New Place", "Royal", "ST ANNES"]


def test_the_overlap_is_the_same_from_either_side(tmp_path: Path) -> None:
    path = mapping(tmp_path, "", first=NAMED, second=NAMED)
    there = compare(survey({"work": THEN}), survey({"work": NOW}), path).log["institutions"]
    back = compare(survey({"work": NOW}), survey({"work": THEN}), path).log["institutions"]
    assert there["both"] == back["both"]
    assert there["only_first"] == back["only_second"]


def test_names_that_nearly_agree_are_put_to_a_person(tmp_path: Path) -> None:
    path = mapping(tmp_path, "", first=NAMED, second=NAMED)
    then = survey({"work": ["Northern General Hospital", "Clinic 1"]})
    now = survey({"work": ["Northern Genral Hospital", "Clinic 2"]})
    (warning,) = compare(then, now, path).warnings
    assert warning.startswith("'Northern General Hospital' and 'Northern Genral Hospital'")


def test_small_numbers_of_institutions_are_hidden_and_said_to_be(tmp_path: Path) -> None:
    hidden = found(tmp_path, disclosure="lt5_round5")
    assert set(counts(hidden).values()) == {"[c]"}
    (chapter,) = hidden.chapters
    assert [one.code for one in chapter.evidence] == ["institutions"]
    assert sentence(chapter.statements[0]).startswith("Too few institutions")
