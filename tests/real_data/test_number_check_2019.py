"""The 2019 report, read from its text layer, with its known faults and its sound claims."""

import json
from pathlib import Path

import pytest

from theodolite.reports.reading import read_printed
from theodolite.survey.number_check import NumberCheck, check_numbers

SOURCE = Path(__file__).parents[2] / "../shared/source"
REPORT = SOURCE / "computing-workforce-survey-2019.txt"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not SOURCE.is_dir(), reason="../shared/source is not beside the checkout"),
]


@pytest.fixture(scope="module")
def found() -> NumberCheck:
    return check_numbers(read_printed(REPORT))


@pytest.mark.parametrize(
    ("severity", "printed", "expected"),
    [
        ("certain", "specialism (n = 43)", "42 (Table 1, 3 + 18 + 21)"),
        ("certain", "(DR) (n = 11)", "9 (Table 1, 3 + 3 + 3)"),
        ("certain", "= 116", "113"),
        ("certain", "groups of 43, 39, 26, 8", "groups of 42, 39, 24, 8"),
        ("certain", "29% of respondents", "39 of 113 (34.5%)"),
        ("likely", "33% as a secondary", "40 of 113 (35.4%)"),
        ("likely", "73% said", "31 of 43 (72.1%) or 32 of 43 (74.4%)"),
        ("likely", "46, 77, 55", "35, 46, 32"),
        ("look", "14% did not reveal", "21 of 125 (16.8%)"),
        ("look", "125 voluntary individual responses", "at most 104"),
    ],
)
def test_a_known_fault_is_found(
    found: NumberCheck, severity: str, printed: str, expected: str
) -> None:
    fitting = [d for d in found.doubts if printed in d.printed and expected in d.expected]
    assert [doubt.severity for doubt in fitting] == [severity]


def test_nothing_else_is_doubted(found: NumberCheck) -> None:
    assert len(found.doubts) == 10


def test_the_columns_of_skills_fit_the_specialisms_in_one_order(found: NumberCheck) -> None:
    told = next(a.how for a in found.agreements if "columns 1 to 4" in a.where)
    sizes = (
        "Engineering (8), Computing (39), Imaging & Radiation Protection (24), Radiotherapy (42)"
    )
    assert sizes in told
    assert "in this order only" in told


def test_the_columns_of_the_table_are_read_whole() -> None:
    table = read_printed(REPORT).tables[0]
    assert table.columns == ("Development", "Support", "Application Users")
    published = json.loads(REPORT.with_suffix(".published.json").read_text("utf-8"))
    sizes = [int(cell[0]) for cell in next(table.rows()).cells]
    assert sizes == list(published["checks_pass"]["primary columns sum to cluster size"].values())


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("physics at 67%", "76 of 113"),
        ("engineering at 14%", "16 of 113"),
        ("40 respondents who put", "40 (Table 1, 7 + 21 + 12)"),
        ("were 50% and", "23 of 46"),
        ("and 54% respectively", "19 of 35"),
        ("60% of RT", "25 of 42"),
        ("46% of Support and 16% of Application Users", "Security Review"),
        ("46% of Support and 43% of Developers", "System Architecture"),
        ("65% of the 43", "28 of 43"),
        ("four of the eight", "8 (Table 1"),
        ("45 institutions (41", "41 + 4 = 45"),
    ],
)
def test_a_sound_claim_is_agreed_with(found: NumberCheck, claim: str, verdict: str) -> None:
    assert [a for a in found.agreements if claim in a.printed and verdict in a.how]


@pytest.mark.parametrize("claim", ["85% declare", "27% performed", "about 17.5%", "90% and 80%"])
def test_a_claim_without_a_base_is_left_alone(found: NumberCheck, claim: str) -> None:
    assert [one for one in found.unchecked if claim in one.printed]
