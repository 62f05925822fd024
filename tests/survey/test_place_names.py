"""A place is one place however it was typed, and few people are not named by theirs."""

from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.survey.small_answers import small_answers
from tests.survey.small_samples import small_sample
from theodolite.display.wording import written
from theodolite.evidence.table import Table
from theodolite.survey.cover import cover_statements
from theodolite.survey.place_names import same_name
from theodolite.survey.plan import Cover, MapPlan, Recode, TableBlock, TablePlan
from theodolite.survey.questionnaire import Option, Question
from theodolite.survey.recoding import recode
from theodolite.survey.regions import region_map
from theodolite.survey.tabulation import tabulate

WORK = Question("work", "Place of work", "place")
JOB = Question("job", "Job", "single", options=(Option("p"), Option("e")))
FEW = "Other (each named by few)"
TYPED = [*["Leeds"] * 9, "leeds", "The Leeds.", *["York"] * 6, "Nowhere Hospital", "Bath", "bath"]


def table(profile: str, *, questions: tuple[str, ...], by: str) -> Table:
    jobs = ["p" if i % 2 else "e" for i in range(len(TYPED))]
    sample = small_sample([WORK, JOB], {"work": TYPED, "job": jobs}, profile=profile)
    return tabulate(sample, TablePlan("t", "T", (TableBlock(questions),), by=by))


def everyone(told: Table) -> dict[str, str]:
    return {row.label: written(row.cells[-1][0]) for row in told.blocks[1].rows if row.cells[-1][0]}


@given(st.text(ascii_letters + " .,'&-éÉ", max_size=20))
def test_making_names_alike_twice_changes_nothing_more(name: str) -> None:
    assert same_name(same_name(name)) == same_name(name) or same_name(name).startswith("the ")
    assert same_name(name.upper()) == same_name(name.lower())


def test_spellings_of_one_place_are_one_row() -> None:
    told = everyone(table("none", questions=("work",), by=""))
    assert told == {"Bath": "2", "Leeds": "11", "Nowhere Hospital": "1", "York": "6", "Total": "20"}


def test_a_place_that_few_typed_is_not_named_where_they_must_not_be_recognised() -> None:
    told = everyone(table("lt5_round5", questions=("work",), by="job"))
    assert told == {"Leeds": "10", "York": "5", FEW: "[c]", "Total": "20"}


def test_a_place_that_few_typed_heads_no_column() -> None:
    told = table("lt5_round5", questions=("job",), by="work")
    assert told.columns == ("Leeds", "York", FEW, "All")


@pytest.mark.parametrize("profile", ["none", "lt5_round5"])
def test_a_place_that_few_typed_is_on_the_map_only_inside(profile: str) -> None:
    sample = small_sample([WORK], {"work": TYPED}, profile=profile)
    picture = region_map(sample, sample.answers, MapPlan("m", "M", "work"))
    names = {place.name for place in picture.places}
    named = {"Bath", "Nowhere Hospital"} if profile == "none" else {FEW}
    assert names == {"Leeds", "York"} | named


def test_a_region_that_the_map_knows_keeps_its_tile_however_few_live_there() -> None:
    sample = small_sample([WORK], {"work": [*["London"] * 6, "wales"]}, profile="lt5_round5")
    picture = region_map(sample, sample.answers, MapPlan("m", "M", "work"))
    assert {place.name for place in picture.places} == {"London", "Wales"}


def test_sole_representatives_are_found_by_the_same_rule() -> None:
    sample = small_sample([WORK], {"work": ["St. Anne's", "ST ANNES", "The Royal", "?"]})
    (told,) = cover_statements(sample, Cover(institution="work"))
    assert {name: written(told.values[name]) for name in ("sole", "unnamed")} == {
        "sole": "1",
        "unnamed": "1",
    }


def test_places_are_merged_by_the_same_rule() -> None:
    answers = small_answers([WORK], {"work": ["St. Anne’s", "The st annes", "Hull"]})
    plan = Recode("trusts", "work", "merge", merge={"St Annes": "Anne Trust"})
    merged, _ = recode(answers, (plan,))
    assert merged.frame["work"].to_list() == ["Anne Trust", "Anne Trust", "Hull"]
