"""A plan that cannot be used says where, why and what to write instead."""

from pathlib import Path

import pytest

from theodolite.settings.errors import UnreadableFile, UnusableSettings
from theodolite.survey.plan import Plan, read_plan

START = 'title = "Workforce"\nquestionnaire = "questionnaire.toml"\nreport_date = 2020-01-31\n'
RECODE = START + '[[recodes]]\nname = "Levels"\nquestion = "level"\n'


def plan(folder: Path, text: str) -> Plan:
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path)


def test_a_plan_remembers_the_folder_its_file_names_start_from(tmp_path: Path) -> None:
    assert plan(tmp_path, START).folder == tmp_path


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert plan(tmp_path, "\ufeff" + START).title == "Workforce"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (START + "recods = []", "recods is not a setting. Did you mean 'recodes'?"),
        (START + "[quality]\ntolerence = 2", "quality.tolerence is not a setting. Did you mean"),
        (RECODE + 'does = "merge"\nmerg = {a = "b"}', "recodes.1.merg is not a setting."),
        ('title = "Workforce"', "questionnaire is missing."),
        (RECODE, "recodes.1.does is missing."),
        (RECODE + 'does = "mrge"', "recodes.1.does is 'mrge'. Input should be 'merge',"),
        (RECODE + 'does = "bands"\nbands = ["old"]', "recodes.1.bands.1 is 'old'. Input should be"),
        (START + '[clustering]\nquestion = "time"\nk = "four"', "clustering.k is 'four'."),
        (START + '[quality]\nrescale = "perhaps"', "quality.rescale is 'perhaps'."),
        (
            START + '[[screening.rules]]\nreason = "No hours"\nwhen = {question = "a", equal = 3}',
            "screening.rules.1.when.equal is not a setting. Did you mean 'equals'?",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnusableSettings) as caught:
        plan(tmp_path, text)
    assert str(caught.value).startswith("The plan plan.toml cannot be used as it stands:\n  - ")
    assert message in str(caught.value)


def test_everything_that_does_not_fit_is_listed_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnusableSettings) as caught:
        plan(tmp_path, 'titel = "Workforce"\nrecodes = 3')
    listed = str(caught.value).splitlines()[1:]
    assert [line.split(" is ")[0] for line in listed] == [
        "  - title", "  - questionnaire", "  - report_date", "  - recodes", "  - titel",
    ]  # fmt: skip


def test_a_condition_that_tests_nothing_is_named_by_its_question(tmp_path: Path) -> None:
    rule = '[[screening.rules]]\nreason = "No hours"\nwhen = {question = "hours"}'
    with pytest.raises(UnusableSettings, match="condition on 'hours' tests nothing"):
        plan(tmp_path, START + rule)


def test_a_slip_in_the_toml_is_shown_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"not valid TOML: .*line 4.*missing quote"):
        plan(tmp_path, START + 'society = "Us\n')


def test_a_plan_in_another_encoding_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes('title = "Médecine"'.encode("latin-1"))
    with pytest.raises(UnreadableFile, match=r"not UTF-8 text\. Save it again with UTF-8"):
        read_plan(path)


def test_a_plan_that_is_not_there_offers_the_nearest_file(tmp_path: Path) -> None:
    plan(tmp_path, START)
    with pytest.raises(UnreadableFile, match=r"no plan at .*Did you mean 'plan\.toml'\?"):
        read_plan(tmp_path / "pland.toml")


def test_a_folder_is_not_a_plan(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_plan(tmp_path)
