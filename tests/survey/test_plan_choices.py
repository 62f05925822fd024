"""A plan's main choices are changed without touching what is written beside them."""

from dataclasses import replace
from importlib.resources import files

import pytest

from theodolite.settings.errors import CorrectableError
from theodolite.survey.plan import plan_in
from theodolite.survey.plan_choices import (
    Exhibit,
    PlanChoices,
    choices_in,
    differences,
    with_choices,
    with_disclosure,
)

DEMO = (files("theodolite.survey.synthetic") / "plan.toml").read_text("utf-8")
FIRST = '# By hand.\ntitle = "A"\nquestionnaire = "questionnaire.toml"\nreport_date = 2026-01-01\n'


def test_what_was_not_changed_keeps_every_byte() -> None:
    assert with_choices(DEMO, choices_in(DEMO)) == DEMO
    assert with_disclosure(DEMO, "none") == DEMO


def test_comments_and_other_settings_stay_when_a_title_changes() -> None:
    changed = with_choices(DEMO, replace(choices_in(DEMO), title='Another "title"'))
    assert changed.count("\n") == DEMO.count("\n")
    assert "# the report printed 4 of 32 as 12 %" in changed
    assert plan_in(changed).title == 'Another "title"'


def test_equal_names_merge_clusters_and_keep_what_was_said_of_the_segment() -> None:
    asked = replace(
        choices_in(DEMO), names=("Users", "Development", "Users", "Support"), sizes=(28, 35, 4, 46)
    )
    segments = {one.name: one for one in plan_in(with_choices(DEMO, asked)).segments}
    assert segments["Users"].clusters == (1, 3)
    assert segments["Users"].sizes == (28, 4)
    assert segments["Development"].description == "Writes software for clinical and scientific use."
    assert "Application Users" not in segments


@pytest.mark.parametrize(
    "change",
    [
        {"question": "activities", "k": 3, "names": ("a", "b", "c")},
        {"question": "", "k": 1, "names": ()},
        {"tables": (Exhibit("t", "T", ("band", "level"), ("segment",)),)},
        {"tables": (), "heatmaps": (), "maps": ()},
        {"heatmaps": (Exhibit("h", "H", ("skills",), ("segment", "band")),)},
        {"maps": (Exhibit("m", "M", ("region",)),)},
        {"margins": {"region": {"Wales": 2.0}}, "margins_source": "the register"},
        {"subtitle": "Below", "notice": "Read me", "disclosure": "ons_10_5"},
    ],
)
@pytest.mark.parametrize("text", [DEMO, FIRST], ids=["demo", "first"])
def test_every_choice_that_is_written_is_read_again(text: str, change: dict[str, object]) -> None:
    wanted: PlanChoices = replace(choices_in(text), **change)  # type: ignore[arg-type]
    assert choices_in(with_choices(text, wanted)) == wanted


def test_rows_of_a_table_that_says_more_are_left_alone() -> None:
    choices = choices_in(DEMO)
    renamed = replace(choices.tables[0], title="Renamed", questions=())
    plan = plan_in(with_choices(DEMO, replace(choices, tables=(renamed,))))
    assert plan.tables[0].title == "Renamed"
    assert plan.tables[0].blocks == plan_in(DEMO).tables[0].blocks


def test_differences_are_told_by_the_names_of_things() -> None:
    changed = with_choices(DEMO, replace(choices_in(DEMO), k=3, names=("a", "b", "c")))
    told = {one.place: (one.before, one.after) for one in differences(DEMO, changed)}
    assert told["clustering: k"] == ("4", "3")
    assert told["segments “a”: clusters"] == ("", "1")
    assert told["segments “Support”: clusters"] == ("4", "")


def test_differences_of_things_under_one_name_are_told_by_their_number() -> None:
    rules = '[[screening]]\nreason = "Too few"\n' * 2
    told = differences(f"{rules}at_least = 1\n", f"{rules}at_least = 2\n[quality]\n")
    assert [(one.place, one.before, one.after) for one in told] == [
        ("screening “Too few” 2: at_least", "1", "2"),
        ("quality", "", "with the usual settings"),
    ]


def test_a_plan_that_cannot_be_read_is_told_in_a_sentence() -> None:
    with pytest.raises(CorrectableError, match="colour is not a setting"):
        choices_in(FIRST + 'colour = "red"\n')
