"""The drafted questionnaire is read, corrected, versioned, and never overwritten unseen."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.web.conftest import client_of
from tests.web.surveys.made import SMALL, Made, small_survey, upload_again, uploaded_survey
from theodolite.store.models import Entry, SurveyFile
from theodolite.store.surveys.files_saved import questionnaire_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(db: None) -> Made:
    return small_survey()


@pytest.fixture
def client(made: Made) -> Client:
    return client_of(made.analyst)


def at(made: Made, page: str = "") -> str:
    return f"/surveys/{made.survey.key}/questionnaire/{page}"


def hours(**changed: str) -> dict[str, str]:
    said = {"text": "Hours a week", "kind": "number", "low": "1", "high": "80", "seen_version": "1"}
    return {**said, **changed}


def file_of(made: Made) -> SurveyFile:
    found: SurveyFile = SurveyFile.objects.get(survey=made.survey, name="questionnaire")
    return found


def test_every_question_shows_its_kind_its_options_and_what_it_cannot_read(
    client: Client, made: Made
) -> None:
    page = client.get(at(made)).text
    for said in ("One answer of several", "Porter", "A number", "6 of 6", "1 cannot be read"):
        assert said in page


def test_the_parts_of_a_share_question_are_shown() -> None:
    made = uploaded_survey()
    page = client_of(made.analyst).get(at(made)).text
    assert "Shares that add up to 100" in page
    assert "125 of 125" in page


def test_a_correction_is_saved_as_a_new_version_with_its_line_in_the_history(
    client: Client, made: Made
) -> None:
    sent = hours(text="Hours at work", unit="hours", high="60")
    assert client.post(at(made, "question/?code=hours"), sent).status_code == 302
    question = questionnaire_of(made.survey).question("hours")
    assert (question.text, question.high, question.unit) == ("Hours at work", 60, "hours")
    assert [one.number for one in file_of(made).versions.order_by("number")] == [1, 2]
    assert Entry.objects.filter(kind="survey file saved", subject=made.survey.key).count() == 4


def test_a_choice_without_options_is_given_those_that_were_answered(
    client: Client, made: Made
) -> None:
    sent = {"text": "Comment", "kind": "single", "options": "", "seen_version": "1"}
    client.post(at(made, "question/?code=comment"), sent)
    first, *others = questionnaire_of(made.survey).question("comment").options
    assert first.code.startswith("Nothing to add")
    assert len(others) == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (hours(text=" "), "Write what the question is called"),
        (hours(kind="share"), "shares out 100 but lists no parts"),
        (hours(low="much"), "Enter a number"),
    ],
)
def test_a_correction_that_cannot_be_used_is_told_beside_the_form(
    client: Client, made: Made, sent: dict[str, str], said: str
) -> None:
    assert said in client.post(at(made, "question/?code=hours"), sent).text
    assert file_of(made).version == 1


def test_a_question_that_is_not_there_offers_the_nearest(client: Client, made: Made) -> None:
    answer = client.get(at(made, f"question/?code={quote('hour')}"))
    assert answer.status_code == 422
    assert "Did you mean &#x27;hours&#x27;?" in answer.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "is not valid TOML"),
        ("title = " + "[" * 5_000, "nested deeper"),
        ('title = "Small"\n', "questions is missing"),
        ('title = "S"\n[[questions]]\ncode = "a"\ntext = "A"\nkind = "txt"\n', "kind is"),
        (
            'title = "S"\n[[questions]]\ncode = "Pst"\ntext = "Post"\nkind = "text"\n',
            "Did you mean",
        ),
    ],
)
def test_errors_in_the_text_are_told_in_sentences_and_nothing_typed_is_lost(
    client: Client, made: Made, text: str, said: str
) -> None:
    page = client.post(at(made, "text/"), {"text": text, "seen_version": "1"}).text
    assert said in page
    assert text.partition("\n")[0].replace('"', "&quot;") in page
    assert file_of(made).version == 1


def test_the_second_to_save_is_shown_both_versions_and_may_still_save(
    client: Client, made: Made
) -> None:
    page = at(made, "question/?code=hours")
    client.post(page, hours(text="Hours at work"))
    both = client.post(page, hours(text="Hours in all"))
    for said in ("was changed by someone else", "Hours at work", "Hours in all"):
        assert said in both.text
    assert questionnaire_of(made.survey).question("hours").text == "Hours at work"
    client.post(page, hours(text="Hours in all", seen_version="2"))
    assert questionnaire_of(made.survey).question("hours").text == "Hours in all"


def test_a_correction_of_another_question_does_not_undo_the_first(
    client: Client, made: Made
) -> None:
    client.post(at(made, "question/?code=hours"), hours(text="Hours at work"))
    post = {"text": "Role", "kind": "single", "options": "Scientist\nEngineer\nPorter"}
    client.post(at(made, "question/?code=post"), {**post, "seen_version": "2"})
    asked = questionnaire_of(made.survey)
    assert (asked.question("hours").text, asked.question("post").text) == ("Hours at work", "Role")


def test_an_earlier_version_can_be_gone_back_to(client: Client, made: Made) -> None:
    client.post(at(made, "question/?code=hours"), hours(text="Wrong"))
    assert "Version 1" in client.get(at(made, "versions/")).text
    changed = client.get(at(made, "versions/2/")).text
    for said in ("What version 2 changed", "hours", "Wrong", "text/?version=2"):
        assert said in changed
    page = client.get(at(made, "text/?version=1")).text
    assert "This is version 1" in page
    first = file_of(made).versions.get(number=1).text
    client.post(at(made, "text/?version=1"), {"text": first, "seen_version": "2"})
    assert file_of(made).text == first
    assert file_of(made).version == 3


@pytest.mark.parametrize("number", ["7", "9" * 30, "9" * 5_000, "\u0669"])
def test_a_version_that_is_not_there_does_no_harm(client: Client, made: Made, number: str) -> None:
    assert client.get(at(made, f"text/?version={number}")).status_code in (200, 404)
    assert client.get(at(made, f"versions/{number}/")).status_code == 404


def test_words_of_the_export_are_shown_as_words(client: Client, made: Made) -> None:
    text = file_of(made).text.replace('Hours a week"\nkind', '<script>alert(1)</script>"\nkind')
    client.post(at(made, "text/"), {"text": text, "seen_version": "1"})
    page = client.get(at(made)).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_answers_that_do_not_fit_are_told_of_where_they_can_be_put_right(
    client: Client, made: Made
) -> None:
    upload_again(made, SMALL.replace("Post", "Role"))
    page = client.get(at(made))
    assert page.status_code == 200
    assert "It does not fit the answers" in page.text
    sent = {"text": file_of(made).text.replace('["Post"]', '["Role"]'), "seen_version": "1"}
    client.post(at(made, "text/"), sent)
    assert "6 of 6" in client.get(at(made)).text
