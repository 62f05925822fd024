"""Decisions and sightings sent by programs: written once, and refused in sentences."""

import pytest
from django.utils import timezone

from tests.web.api.asking import listed, program, program_of
from tests.web.conftest import make_account
from theodolite.store.models import Entry, ListedItem, Sighting

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_a_decision_is_written_down_once_for_one_key() -> None:
    item, curator = listed("thing"), make_account("curator")
    asking = program_of(curator, "write:triage")
    sent = {"identity": item.identity, "decision": "keep", "reason": "It is ours."}
    first = asking.post("decisions", sent, idempotency_key="a")
    again = asking.post("decisions", sent, idempotency_key="a")
    assert first.status_code == 200
    assert first.json() == again.json()
    assert first.json()["state"] == "kept"
    assert Entry.objects.filter(kind="triage").count() == 1
    assert Entry.objects.get(kind="triage").by == curator.key
    item.refresh_from_db()
    assert item.state == ListedItem.State.KEPT


def test_the_same_key_of_two_people_is_two_decisions() -> None:
    item = listed("thing")
    sent = {"identity": item.identity, "decision": "keep"}
    for _ in range(2):
        program("curator", scopes=("write:triage",)).post("decisions", sent, idempotency_key="a")
    assert Entry.objects.filter(kind="triage").count() == 2


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"identity": "unknown", "decision": "keep"}, 404),
        ({"identity": "", "decision": "keep"}, 422),
        ({"identity": "x", "decision": "perhaps"}, 422),
        ("not json", 400),
        ({}, 422),
    ],
)
def test_a_decision_that_cannot_be_is_refused(sent: object, status: int) -> None:
    asking = program("curator", scopes=("write:triage",))
    answer = asking.post("decisions", sent, idempotency_key="a")
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")
    assert not Entry.objects.filter(kind="triage").exists()


def test_a_decision_without_a_key_is_refused() -> None:
    item = listed("thing")
    asking = program("curator", scopes=("write:triage",))
    answer = asking.post("decisions", {"identity": item.identity, "decision": "keep"})
    assert answer.status_code == 422
    assert "dempotency" in answer.json()["detail"]


def test_a_sighting_is_taken_in_and_its_answer_read(framework: None) -> None:
    account = make_account()
    asking = program_of(account, "write:sightings")
    sent = {"given": "10.1000/xyz", "why": "It is new.", "topic": "imaging"}
    first = asking.post("sightings", sent)
    assert first.status_code == 201
    assert first.json()["stands"] == "Received"
    assert asking.post("sightings", sent).status_code == 200
    sighting = Sighting.objects.get()
    assert (sighting.account, sighting.identity) == (account, "doi:10.1000/xyz")
    Sighting.objects.update(answer="Thank you.", decision="kept", answered_at=timezone.now())
    (told,) = asking.get("sightings").json()["sightings"]
    assert (told["stands"], told["answer"]) == ("Answered: kept", "Thank you.")


def test_an_unknown_topic_is_refused_with_the_nearest(framework: None) -> None:
    sent = {"given": "A thing", "why": "It is new.", "topic": "imagin"}
    answer = program(scopes=("write:sightings",)).post("sightings", sent)
    assert answer.status_code == 422
    assert "Did you mean 'imaging'?" in answer.json()["detail"]
    assert not Sighting.objects.exists()
