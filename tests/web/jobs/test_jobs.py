"""Jobs are seen, cancelled and asked for again by those whose they are to look after."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.web.conftest import client_of
from theodolite.store import queue
from theodolite.store.models import Account, Job

ROLES = ("member", "council", "curator", "analyst", "administrator")
SEEN_BY = {
    "scan": {"curator", "administrator"},
    "analyse": {"analyst", "administrator"},
    "erase": {"administrator"},
    "anything new": {"administrator"},
}


def ask(kind: str = "scan", by: str = queue.SCHEDULE) -> Job:
    return queue.ask_for(kind, {"subject": "somebody@example.org"}, by, timezone.now())


def told(client: Client, job: Job) -> str:
    return client.get(f"/jobs/{job.pk}/").content.decode()


@pytest.mark.parametrize("kind", SEEN_BY)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_a_job_is_open_to_those_who_look_after_its_kind_and_to_nobody_else(
    role: str, kind: str, account: Callable[..., Account]
) -> None:
    job, looks = ask(kind), account(*([role] if role != "member" else []))
    client = client_of(looks)
    may = role in SEEN_BY[kind]
    assert client.get(f"/jobs/{job.pk}/").status_code == (200 if may else 404)
    assert client.get(f"/jobs/{job.pk}/progress/").status_code == (200 if may else 404)
    assert client.post(f"/jobs/{job.pk}/cancel/").status_code == (302 if may else 404)
    assert client.post(f"/jobs/{job.pk}/again/").status_code == (302 if may else 404)
    listed = client.get("/jobs/")
    if role in {"member", "council"}:
        assert listed.status_code == 403
    else:
        assert (f"number {job.pk}<" in listed.content.decode()) == may


@pytest.mark.django_db
def test_who_asked_for_a_job_sees_it_whatever_its_kind(account: Callable[..., Account]) -> None:
    one, other = account(), account()
    job = ask("erase", one.key)
    assert client_of(one).get(f"/jobs/{job.pk}/").status_code == 200
    assert client_of(other).get(f"/jobs/{job.pk}/").status_code == 404


@pytest.mark.django_db
def test_what_a_job_was_asked_about_is_not_told_on_its_page(administrator: Client) -> None:
    assert "somebody@example.org" not in told(administrator, ask("erase"))


@pytest.mark.django_db
def test_a_job_that_runs_shows_how_far_it_is_with_a_link_to_look_again(curator: Client) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state="running", share=0.42, said="Asking 12 sources")
    page = told(curator, job)
    assert "Asking 12 sources" in page
    assert "42%" in page
    assert "Look again" in page
    part = curator.get(f"/jobs/{job.pk}/progress/")
    assert 'hx-trigger="every 2s"' in part.content.decode()
    assert "HX-Refresh" not in part
    Job.objects.filter(pk=job.pk).update(state="done", share=1.0)
    assert curator.get(f"/jobs/{job.pk}/progress/")["HX-Refresh"] == "true"


@pytest.mark.django_db
def test_a_job_that_is_done_shows_what_came_of_it(curator: Client) -> None:
    job = ask()
    result = {"new": 1204, "not_due": 3, "failed": ["Physics news: no answer"], "inner": {"a": 1}}
    Job.objects.filter(pk=job.pk).update(state="done", result=result)
    page = told(curator, job)
    for words in ("1,204", "Sources that were not due", "Physics news: no answer"):
        assert words in page
    assert "Inner" not in page


@pytest.mark.django_db
def test_a_result_leaves_out_what_was_none_and_keys_of_things(curator: Client) -> None:
    job = ask()
    result = {"new": 2, "again": 0, "failed": [], "survey": "c21c14eeaa905eb0"}
    Job.objects.filter(pk=job.pk).update(state="done", result=result)
    page = told(curator, job)
    assert "New items" in page
    assert "met again" not in page
    assert "did not answer" not in page
    assert "c21c14eeaa905eb0" not in page


@pytest.mark.django_db
def test_a_result_of_nothing_but_noughts_says_that_nothing_was_to_be_done(curator: Client) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state="done", result={"new": 0, "again": 0})
    assert "There was nothing to do." in told(curator, job)


@pytest.mark.django_db
def test_a_job_is_called_the_same_on_the_page_of_sources(curator: Client) -> None:
    ask("place")
    for address in ("/jobs/", "/horizon/sources/"):
        assert "Placing and ranking of items" in curator.get(address).content.decode()


@pytest.mark.django_db
def test_a_job_that_failed_shows_its_sentence_and_can_be_asked_for_again(curator: Client) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state="failed", error="Nothing is watched from there yet.")
    assert "Nothing is watched from there yet." in told(curator, job)
    answer = curator.post(f"/jobs/{job.pk}/again/", follow=True)
    again = Job.objects.latest("pk")
    assert f"Asked for again, as job {again.pk}" in answer.content.decode()
    assert (again.kind, again.detail, again.state) == (job.kind, job.detail, "waiting")


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_and_a_running_one_is_said_to_stop(curator: Client) -> None:
    waits, runs = ask("scan"), ask("place")
    Job.objects.filter(pk=runs.pk).update(state="running")
    assert (
        "It will not be done"
        in curator.post(f"/jobs/{waits.pk}/cancel/", follow=True).content.decode()
    )
    page = curator.post(f"/jobs/{runs.pk}/cancel/", follow=True).content.decode()
    assert "It stops at its next step" in page
    assert "Stopping" in page
    assert "Cancel this job" not in page


@pytest.mark.django_db
def test_what_is_over_cannot_be_cancelled_and_says_why(curator: Client) -> None:
    job = ask()
    Job.objects.filter(pk=job.pk).update(state="done")
    answer = curator.post(f"/jobs/{job.pk}/cancel/")
    assert answer.status_code == 422
    assert "is done already" in answer.content.decode()


@pytest.mark.django_db
def test_jobs_are_found_by_their_state(curator: Client) -> None:
    waits, fails = ask("scan"), ask("place")
    Job.objects.filter(pk=fails.pk).update(state="failed")
    page = curator.get("/jobs/?state=failed").content.decode()
    assert f"number {fails.pk}<" in page
    assert f"number {waits.pk}<" not in page


@pytest.mark.parametrize("path", ["cancel", "again"])
@pytest.mark.django_db
def test_looking_at_an_address_changes_nothing(path: str, curator: Client) -> None:
    job = ask()
    assert curator.get(f"/jobs/{job.pk}/{path}/").status_code == 405
    job.refresh_from_db()
    assert job.state == "waiting"
