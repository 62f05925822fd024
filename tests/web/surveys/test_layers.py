"""Identified answers, pseudonymised answers, released tables: who sees which of them."""

import pytest
from django.test import Client

from tests.web.conftest import client_of, make_account
from tests.web.surveys.made import (
    NOW,
    SMALL,
    Made,
    small_screening,
    small_survey,
    upload_again,
    uploaded_survey,
)
from theodolite.settings.errors import CorrectableError
from theodolite.store import survey_files
from theodolite.store.models import DataSet, PassedText, Survey, SurveyFile
from theodolite.store.retention import erase_data_set
from theodolite.store.surveys.answers import (
    Passing,
    analysis_answers,
    analysis_inputs,
    let_pass,
    texts_to_read,
)
from theodolite.store.surveys.files_saved import checked_plan
from theodolite.survey.analysis import findings_from
from theodolite.survey.decisions import Decisions

pytestmark = pytest.mark.django_db

SECRETS = (b"REG-1001", b"Ada Example", b"ada@example.org", b"Elsewhere", b"about ten")


def analysis_bytes(made: Made) -> bytes:
    """The second layer as text, however its file is packed."""
    answers = analysis_answers(made.survey)
    files = list(survey_files.analysis_folder(made.survey.key).iterdir())
    assert len(files) == 1
    packed = files[0].read_bytes()
    return packed + f"{answers.frame.to_dicts()}{answers.unreadable}{answers.notes}".encode()


def test_the_analysis_file_names_nobody_and_quotes_nobody() -> None:
    told = analysis_bytes(small_survey())
    for secret in SECRETS:
        assert secret not in told


def test_the_key_stays_in_the_identified_layer_and_two_surveys_differ() -> None:
    first, second = small_survey().survey, small_survey().survey
    names = [set(analysis_answers(one).frame["respondent"]) for one in (first, second)]
    assert not names[0] & names[1]
    keys = [survey_files.identified_folder(one.key) / "pseudonym.key" for one in (first, second)]
    assert keys[0].read_bytes() != keys[1].read_bytes()
    assert keys[0].stat().st_mode & 0o777 == 0o600


def test_words_pass_once_a_person_has_read_them_and_can_be_taken_back() -> None:
    made = small_survey()
    answer = next(one.key for one in texts_to_read(made.survey) if one.words == "Nothing to add")
    for passes in (True, False):
        let_pass(made.survey, Passing("comment", answer, passes=passes), by="x", at=NOW)
        words = list(analysis_answers(made.survey).frame["comment"])
        assert ("Nothing to add" in words) is passes
        assert "Nothing to add." not in words


def test_other_words_of_someone_whose_answer_passed_are_withheld_until_they_are_read() -> None:
    made = small_survey()
    client, where = client_of(made.analyst), f"/surveys/{made.survey.key}/texts/pass/"
    answer = next(one.key for one in texts_to_read(made.survey) if one.words == "Nothing to add")
    sent = {"code": "comment", "answer": answer, "passes": "yes"}
    assert client.post(where, sent).status_code == 302
    upload_again(made, SMALL.replace("Nothing to add\n", "I am the only Cy of Elsewhere\n"))
    words = list(analysis_answers(made.survey).frame["comment"])
    assert "I am the only Cy of Elsewhere" not in words
    told = client.post(where, sent)
    assert (told.status_code, "is not there any more" in told.text) == (422, True)
    upload_again(made, SMALL)
    assert "Nothing to add" in list(analysis_answers(made.survey).frame["comment"])


def test_an_analyst_reads_and_lets_pass_on_the_page() -> None:
    made = small_survey()
    client = client_of(made.analyst)
    assert "Comment" in client.get(f"/surveys/{made.survey.key}/texts/").text
    page = client.get(f"/surveys/{made.survey.key}/texts/typed/?code=comment").text
    assert "I lead the group at Elsewhere" in page
    assert "&quot;x&quot;" in page
    where = f"/surveys/{made.survey.key}/texts/pass/"
    client.post(where, {"code": "comment", "passes": "yes"})
    assert PassedText.objects.get().respondent == ""
    assert "I lead the group at Elsewhere" in list(analysis_answers(made.survey).frame["comment"])
    client.post(where, {"code": "comment", "passes": "no"})
    assert not PassedText.objects.exists()


def test_a_changed_questionnaire_makes_the_analysis_file_anew() -> None:
    made = small_survey()
    before = analysis_answers(made.survey)
    assert before.frame.columns == ["respondent", "row", "seconds", "post", "hours", "comment"]
    file = made.survey.files.get(name="questionnaire")
    client_of(made.analyst).post(
        f"/surveys/{made.survey.key}/questionnaire/text/",
        {"text": file.text.replace('code = "post"', 'code = "role"'), "seen_version": 1},
    )
    assert "role" in analysis_answers(made.survey).frame.columns


def test_deleting_a_data_set_leaves_neither_layer() -> None:
    made = small_survey()
    analysis_answers(made.survey)
    data_set = made.survey.data_set
    assert data_set is not None
    erase_data_set(data_set.key, by="x", at=NOW)
    left = [file.name for file in survey_files.survey_folder(made.survey.key).rglob("*.*")]
    assert left == ["pseudonym.key"]
    said = client_of(made.analyst).get(f"/surveys/{made.survey.key}/quality/")
    assert said.status_code == 422
    assert "has no answers" in said.text


PAGES = ("", "upload/", "questionnaire/", "questionnaire/text/", "texts/", "quality/", "screening/")


@pytest.mark.parametrize("role", ["", "curator", "council", "administrator"])
def test_nobody_but_analysts_sees_the_first_two_layers(role: str) -> None:
    made = small_survey()
    client = client_of(make_account(*filter(None, [role])))
    for page in PAGES:
        assert client.get(f"/surveys/{made.survey.key}/{page}").status_code == 403


def test_a_screener_sees_pseudonymised_answers_and_nothing_else_of_the_survey() -> None:
    made, _ = small_screening()
    client = client_of(made.first)
    seen = client.get(f"/surveys/{made.survey.key}/screening/assess/").text
    for secret in SECRETS:
        assert secret.decode() not in seen
    for page in PAGES:
        assert client.get(f"/surveys/{made.survey.key}/{page}").status_code == 403
    for kind in (Survey, DataSet, SurveyFile, PassedText):
        assert not kind.objects.visible_to(made.first).exists()


def test_a_key_that_is_no_key_never_becomes_part_of_a_path(analyst: Client) -> None:
    for key in ("..", "../../etc", "a/b", ""):
        with pytest.raises(AssertionError):
            survey_files.survey_folder(key)
        with pytest.raises(AssertionError):
            survey_files.incoming_file(key)


def test_a_plan_of_the_workspace_reads_no_file_of_the_server() -> None:
    made = small_survey()
    text = made.survey.files.get(name="plan").text
    for name, other in (("questionnaire.toml", "/etc/passwd"), ("decisions.csv", "../x.csv")):
        with pytest.raises(CorrectableError, match="its own files only"):
            checked_plan(text.replace(name, other))


def test_a_report_says_the_same_before_and_after_typed_words_were_read() -> None:
    made = uploaded_survey()
    plan = 'title = "T"\nquestionnaire = "questionnaire.toml"\nreport_date = 2026-11-25\n'
    plan += 'disclosure = "none"\n[cover]\ninstitution = "institution"\n'

    def told() -> list[str]:
        found = findings_from(analysis_inputs(made.survey, Decisions(()), plan=plan))
        cover = [one for one in found.chapters if one.code == "cover"]
        return [f"{statement.values}" for chapter in cover for statement in chapter.statements]

    withheld = told()
    let_pass(made.survey, Passing("institution", "", passes=True), by="x", at=NOW)
    assert withheld
    assert told() == withheld
