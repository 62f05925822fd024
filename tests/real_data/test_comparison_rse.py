"""The surveys of research software engineers of 2016 and 2018 (United Kingdom) are comparable."""

from pathlib import Path
from typing import Any

import pytest

from theodolite.display.wording import sentence
from theodolite.survey.comparison import Comparison, compare

ROOT = Path(__file__).parents[2]
SURVEYS = ROOT / "../shared/data/surveys"
FIRST = SURVEYS / "rse-2016-uk/2016_uk_public_data.csv"
SECOND = SURVEYS / "rse-2018/2018_public_data.csv"
MAPPING = ROOT / "examples/rse-comparison/mapping.toml"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SURVEYS.exists(), reason="the shared surveys are not here"),
]

# Counted straight from the columns of the two exports: chosen and counted, 2016 and 2018.
COUNTED = {
    ("Highest level of education", "Doctorate"): ((183, 273), (158, 225)),
    ("Contract", "Permanent"): ((142, 268), (103, 207)),
    ("Working hours", "Full time"): ((258, 272), (214, 224)),
    ("Group that develops software", "In one"): ((164, 273), (97, 203)),
    ("Credit in publications", "Credited"): ((182, 237), (166, 203)),
    ("Main project depends on one developer", "Yes"): ((124, 271), (84, 203)),
    ("Experience is in demand on the labour market", "Agree"): ((169, 271), (139, 190)),
}


@pytest.fixture(scope="module")
def inside() -> Comparison:
    return compare(FIRST, SECOND, MAPPING, disclosure="none")


def evidence(found: Comparison, code: str) -> Any:
    return next(e for chapter in found.chapters for e in chapter.evidence if e.code == code)


@pytest.mark.parametrize("asked", COUNTED, ids=" / ".join)
def test_the_mapped_answers_are_counted_in_both(inside: Comparison, asked: tuple[str, str]) -> None:
    question, option = asked
    blocks = evidence(inside, "side-by-side").blocks
    rows = next(block.rows for block in blocks if block.label == question)
    cells = next(row.cells for row in rows if row.label == option)
    assert tuple((cell.count, cell.base) for (cell,) in cells) == COUNTED[asked]


def test_people_of_the_other_countries_are_left_out(inside: Comparison) -> None:
    assert [one["compared"] for one in inside.log["surveys"]] == [273, 225]
    assert [one["received"] for one in inside.log["surveys"]] == [273, 997]


def test_changes_in_two_years_are_small_and_none_stands_out(inside: Comparison) -> None:
    lines = evidence(inside, "changes").lines
    assert len(lines) == 14
    assert max(abs(one.value) for _, _, one in lines) < 15
    assert sentence(inside.chapters[0].statements[0]).endswith("none.")


def test_what_may_be_published_makes_the_same_findings(inside: Comparison) -> None:
    public = compare(FIRST, SECOND, MAPPING)
    pairs = zip(evidence(public, "changes").lines, evidence(inside, "changes").lines, strict=True)
    for (*_, shown), (*_, exact) in pairs:
        assert not shown.shown or abs(shown.value - exact.value) < 3
    said = [sentence(one) for one in public.chapters[0].statements]
    assert said == [sentence(one) for one in inside.chapters[0].statements]
