"""Every respondent is counted where they said they are, on one scale with earlier waves."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.survey.small_answers import small_answers
from tests.survey.small_samples import small_sample
from theodolite.display import draw
from theodolite.evidence.pictures import RegionMap
from theodolite.evidence.place import Place
from theodolite.settings.errors import UnknownName, UnusableSettings
from theodolite.survey import analyse
from theodolite.survey.plan import MapPlan, Wave
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.regions import region_map

CHOSEN = Question(
    "region", "Region", "single", options=(Option("n", "North"), Option("s", "South"))
)
TYPED = Question("region", "Region", "place")
RING = (np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]),)
ROOT = Path(__file__).parents[2]
REGIONS = ROOT / "../shared/data/geography/uk_regions_simple.geojson"


def counts(picture: RegionMap) -> dict[str, dict[str, int | None]]:
    return {
        label: {place.name: one.count for place, one in zip(picture.places, wave, strict=True)}
        for label, wave in picture.waves
    }


def test_regions_that_could_be_chosen_are_on_the_map_even_when_empty() -> None:
    sample = small_sample([CHOSEN], {"region": ["n", "n", None]})
    picture = region_map(sample, sample.answers, MapPlan("m", "M", "region"))
    assert counts(picture) == {"This survey": {"North": 2, "South": 0}}
    assert picture.notes == ("This survey: respondents who gave no region are not on the map.",)


def test_an_earlier_wave_stands_first_with_its_source() -> None:
    sample = small_sample([CHOSEN], {"region": ["n"]})
    plan = MapPlan("m", "M", "region", waves=(Wave("2015", {"South": 7}, "typed in"),))
    picture = region_map(sample, sample.answers, plan)
    assert counts(picture) == {
        "2015": {"North": 0, "South": 7},
        "This survey": {"North": 1, "South": 0},
    }
    assert picture.notes == ("2015: typed in",)


def test_those_rejected_are_counted_where_the_plan_says_everyone() -> None:
    sample = small_sample([CHOSEN], {"region": ["n"]})
    received = small_answers([CHOSEN], {"region": ["n", "s", "s"]})
    picture = region_map(sample, received, MapPlan("m", "M", "region", everyone=True))
    assert counts(picture)["This survey"] == {"North": 1, "South": 2}


def test_uk_regions_take_their_places_and_others_follow() -> None:
    sample = small_sample([TYPED], {"region": ["London", "Jersey"]})
    picture = region_map(sample, sample.answers, MapPlan("m", "M", "region"))
    assert {place.name: place.tile for place in picture.places} == {
        "Jersey": (0, 5),
        "London": (3, 4),
    }


def test_the_plan_may_lay_out_tiles_of_its_own() -> None:
    sample = small_sample([CHOSEN], {"region": ["n"]})
    plan = MapPlan("m", "M", "region", tiles={"North": (0, 0), "South": (0, 1)})
    picture = region_map(sample, sample.answers, plan)
    assert [place.tile for place in picture.places] == [(0, 0), (0, 1)]


def test_answers_may_name_a_region_by_its_code_or_its_name() -> None:
    sample = small_sample([TYPED], {"region": ["N1", "North", "North"]})
    outlines = (Place("N1", "North", outlines=RING), Place("S1", "South", outlines=RING))
    picture = region_map(sample, sample.answers, MapPlan("m", "M", "region"), outlines)
    assert counts(picture)["This survey"] == {"North": 3, "South": 0}


@pytest.mark.parametrize(
    ("plan", "outlines"),
    [
        (MapPlan("m", "M", "region", waves=(Wave("w", {"Nort": 1}, "s"),)), ()),
        (MapPlan("m", "M", "region", tiles={"Norht": (0, 0)}), ()),
        (MapPlan("m", "M", "region"), (Place("x", "Northern", outlines=RING),)),
    ],
)
def test_a_region_that_is_not_there_offers_the_nearest(
    plan: MapPlan, outlines: tuple[Place, ...]
) -> None:
    sample = small_sample([CHOSEN], {"region": ["n"]})
    with pytest.raises(UnknownName, match="Did you mean 'North"):
        region_map(sample, sample.answers, plan, outlines)


def test_regions_cannot_be_read_off_shares() -> None:
    time = Question("time", "Time", "share", parts=(Part("a"),))
    sample = small_sample([time], {"time.a": [100.0]})
    with pytest.raises(UnusableSettings, match="of kind 'share'"):
        region_map(sample, sample.answers, MapPlan("m", "M", "time"))


@pytest.mark.real_data
@pytest.mark.skipif(not REGIONS.exists(), reason="the shared data folder is not here")
def test_a_real_file_of_outlines_becomes_a_choropleth_through_a_plan(tmp_path: Path) -> None:
    features = json.loads(REGIONS.read_text("utf-8"))["features"]
    key = next(name for name, value in features[0]["properties"].items() if isinstance(value, str))
    names = [feature["properties"][key] for feature in features]
    rows = [f"r{i},{name}" for i, name in enumerate(names + names[:6] * 5)]
    (tmp_path / "answers.csv").write_text("\n".join(["id,region", *rows]), "utf-8")
    (tmp_path / "questionnaire.toml").write_text(
        'title = "T"\nrespondent = { id = "id" }\n'
        '[[questions]]\ncode = "region"\ntext = "Region"\nkind = "place"\n'
    )
    (tmp_path / "regions.geojson").write_bytes(REGIONS.read_bytes())
    (tmp_path / "plan.toml").write_text(
        'title = "T"\nquestionnaire = "questionnaire.toml"\nreport_date = 2024-01-01\n'
        'layout = "plain"\ndisclosure = "none"\n[[maps]]\ncode = "m"\ntitle = "M"\n'
        f'question = "region"\ngeojson = "regions.geojson"\nkey = "{key}"\n'
    )
    picture = analyse(tmp_path / "answers.csv", tmp_path / "plan.toml").evidence("m")
    assert isinstance(picture, RegionMap)
    assert [place.name for place in picture.places] == names
    assert all(place.outlines and place.tile is None for place in picture.places)
    assert list(counts(picture)["This survey"].values()) == [6] * 6 + [1] * (len(names) - 6)
    assert draw(picture).svg.count("<path") > len(names)
