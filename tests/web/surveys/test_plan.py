"""The plan is changed in a form or as text, previewed before it is saved, and never lost."""

from collections.abc import Mapping

import pytest
from django.test import Client

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import Made, uploaded_survey
from theodolite.store.models import Entry, SurveyFile
from theodolite.store.surveys.files_saved import file_of
from theodolite.survey.plan import Plan, plan_in
from theodolite.web.surveys import preview as previews

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> Made:
    return uploaded_survey()


@pytest.fixture
def browser(made: Made) -> Client:
    return client_of(made.analyst)


def address(made: Made, more: str = "") -> str:
    return f"/surveys/{made.survey.key}/plan/{more}"


def kept(made: Made) -> SurveyFile:
    return file_of(made.survey, "plan")


def plan(made: Made) -> Plan:
    return plan_in(kept(made).text)


def form_of(browser: Client, made: Made, **changed: str) -> Mapping[str, str]:
    """What a browser would send of the form as it is shown, with some fields changed."""
    form = browser.get(address(made)).context["page"].form
    shown = {one.html_name: one.value() for one in form}
    sent = {name: str(value) for name, value in shown.items() if value not in (None, False)}
    return {**sent, "action": "save", **changed}


def test_a_saved_form_changes_what_was_changed_and_keeps_every_remark(
    browser: Client, made: Made
) -> None:
    before = kept(made).text
    answer = browser.post(address(made), form_of(browser, made, title="Who computes?"))
    assert answer.status_code == 302
    assert kept(made).text == before.replace(
        '"Clinical and scientific computing workforce survey 2019"', '"Who computes?"'
    )
    assert kept(made).version == 3
    assert Entry.objects.filter(kind="survey file saved").latest("number").by == made.analyst.key


def test_the_preview_button_shows_another_number_of_clusters_and_saves_nothing(
    browser: Client, made: Made
) -> None:
    sent = form_of(browser, made, k="3", action="preview", name_1="Users", name_2="Users")
    answer = browser.post(address(made), sent)
    said = answer.content.decode()
    assert "INSIDE USE ONLY" in said
    assert "Name of cluster 3" in said
    assert "Name of cluster 4" not in said
    segments = answer.context["page"].shown.segments
    assert segments.rows[0][0] == "Users"
    assert segments.rows[0][2] == "1 and 2"
    assert kept(made).version == 2


def test_scripts_get_the_same_preview_as_a_part_of_the_page(browser: Client, made: Made) -> None:
    sent = form_of(browser, made, name_1="Clinical users")
    part = browser.post(address(made, "preview/?part=segments"), sent).content.decode()
    whole = browser.post(address(made, "preview/"), {**sent, "k": "2"}).content.decode()
    assert "Clinical users" in part
    assert "<form" not in part + whole
    assert "How many clusters?" in whole
    assert "How many clusters?" not in part


def test_a_tree_is_grown_once_for_every_number_of_clusters_tried(
    browser: Client, made: Made
) -> None:
    previews._grounds.clear()
    for k in ("2", "3", "5"):
        browser.post(address(made, "preview/"), form_of(browser, made, k=k))
    assert len(previews._grounds) == 1


def test_names_of_clusters_are_saved_with_the_sizes_they_had(browser: Client, made: Made) -> None:
    names = {"name_1": "Users", "name_2": "Builders", "name_3": "Users", "name_4": "Keepers"}
    assert browser.post(address(made), form_of(browser, made, **names)).status_code == 302
    segments = {one.name: (one.clusters, one.sizes) for one in plan(made).segments}
    assert segments["Users"] == ((1, 3), (30, 4))
    assert segments["Builders"] == ((2,), (37,))


def test_what_is_wrong_is_told_beside_its_field(browser: Client, made: Made) -> None:
    sent = form_of(
        browser,
        made,
        title="",
        name_2="All",
        heatmaps_0_questions="skils",
        margins=f"region: Wales = {'9' * 400}",
        tables_1_title="New",
    )
    form = browser.post(address(made), sent).context["page"].form
    assert form.errors["title"] == ["This field is required."]
    assert "Did you mean 'skills'?" in form.errors["heatmaps_0_questions"][0]
    assert "is not a margin" in form.errors["margins"][0]
    assert "Name at least one question" in form.errors["tables_1_questions"][0]
    names = browser.post(address(made), form_of(browser, made, name_2="All"))
    assert "column that counts every respondent" in names.context["page"].form.errors["name_1"][0]
    assert kept(made).version == 2


def test_tables_are_added_changed_and_left_out(browser: Client, made: Made) -> None:
    sent = form_of(
        browser,
        made,
        tables_1_title="Bands",
        tables_1_questions="band, level",
        heatmaps_1_remove="on",
        maps_0_title="Where",
        margins="region: Wales = 1,200\nregion: London = 40",
        margins_source="The register of members",
    )
    assert browser.post(address(made), sent).status_code == 302
    found = plan(made)
    assert [one.title for one in found.tables][1] == "Bands"
    assert [block.questions for block in found.tables[1].blocks] == [("band",), ("level",)]
    assert len(found.tables[0].blocks) == 4
    assert [one.code for one in found.heatmaps] == ["figure-3"]
    assert found.maps[0].title == "Where"
    assert found.maps[0].waves
    assert found.weighting is not None
    assert found.weighting.margins == {"region": {"Wales": 1200.0, "London": 40.0}}


def test_the_second_to_save_sees_both_versions_and_may_save_again(
    browser: Client, made: Made
) -> None:
    mine = form_of(browser, made, title="Mine")
    other = client_of(make_account("analyst"))
    assert other.post(address(made), form_of(other, made, title="Theirs")).status_code == 302
    refused = browser.post(address(made), mine)
    changed = refused.context["page"].changed
    assert [(one.name, one.theirs, one.yours) for one in changed.fields] == [
        ("title", "Theirs", "Mine")
    ]
    assert plan(made).title == "Theirs"
    again = {**dict(changed.sent), "seen_version": str(changed.version_now)}
    assert browser.post(address(made), again).status_code == 302
    assert plan(made).title == "Mine"


def test_the_text_is_checked_and_can_begin_from_an_earlier_version(
    browser: Client, made: Made
) -> None:
    where = address(made, "text/")
    bad = browser.post(where, {"text": 'title = "A"\ncolour = 1', "seen_version": "2"})
    assert "colour is not a setting" in bad.content.decode()
    earlier = browser.get(f"{where}?version=1").context["page"]
    assert earlier.begun_from == 1
    saved = browser.post(where, {"text": earlier.form["text"].value(), "seen_version": "2"})
    assert saved.status_code == 302
    assert kept(made).version == 3
    assert browser.get(f"{where}?version=99").status_code == 404


def test_a_plan_reads_no_file_of_the_server(browser: Client, made: Made) -> None:
    text = kept(made).text.replace('"questionnaire.toml"', '"/etc/passwd"')
    answer = browser.post(address(made, "text/"), {"text": text, "seen_version": "2"})
    assert "has its own files only" in answer.content.decode().replace("\n", " ")
    assert kept(made).version == 2


def test_every_version_says_who_saved_it_and_what_changed(browser: Client, made: Made) -> None:
    browser.post(address(made), form_of(browser, made, subtitle="Below"))
    assert "Version 3" in browser.get(address(made, "versions/")).content.decode()
    page = browser.get(address(made, "versions/3/")).context["page"]
    assert page.differences.rows == (
        (
            "subtitle",
            "Patterns of computing within medical physics and clinical engineering",
            "Below",
        ),
    )
    assert page.facts[1].words == str(made.analyst)


def test_names_cannot_bring_markup_into_the_page(browser: Client, made: Made) -> None:
    sent = form_of(browser, made, action="preview", name_1="<script>alert(1)</script>")
    said = browser.post(address(made), sent).content.decode()
    assert "<script>alert(1)" not in said
    assert "&lt;script&gt;alert(1)" in said


@pytest.mark.parametrize("k", ["", "0", "-3", "13", "four", "9" * 5_000])
def test_no_number_of_clusters_that_is_typed_breaks_the_page(
    browser: Client, made: Made, k: str
) -> None:
    answer = browser.post(address(made), form_of(browser, made, k=k))
    assert answer.status_code == 200
    assert answer.context["page"].form.errors["k"]
    assert browser.post(address(made, "preview/"), form_of(browser, made, k=k)).status_code == 200
