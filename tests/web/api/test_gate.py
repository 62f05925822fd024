"""Who is let in to the API, for what, and how everyone else is told."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.web.api.asking import Program, listed, program, program_of
from tests.web.conftest import client_of, make_account
from theodolite.store.models import Job, Sighting, Token
from theodolite.store.tokens import SCOPES
from theodolite.web.sightings.giving import Given, give

pytestmark = pytest.mark.django_db

ASKS = {
    "items": "read:horizon",
    "item?identity=x": "read:horizon",
    "topics": "read:horizon",
    "deadlines": "read:horizon",
    "sightings": "write:sightings",
    "trends": "read:horizon",
    "search?words=x": "read:horizon",
    "reports": "read:surveys",
    "reports/1": "read:surveys",
    "jobs": "read:jobs",
    "jobs/1": "read:jobs",
    "history/verified": "admin",
}
ROLES = ("member", "council", "curator", "analyst", "administrator")


def of_role(role: str, *scopes: str) -> Program:
    return program_of(make_account(*([] if role == "member" else [role])), *scopes)


@pytest.mark.parametrize("role", ROLES)
def test_a_token_opens_what_it_is_for_and_only_as_far_as_its_account(role: str) -> None:
    for scope, about in SCOPES.items():
        asking = of_role(role, scope)
        may = role in about.roles or "member" in about.roles
        for address, needs in ASKS.items():
            status = asking.get(address).status_code
            allowed = {200, 404} if needs == scope and may else {403}
            assert status in allowed, f"{role} with {scope} at {address}: {status}"
        sent = asking.post("decisions", {"identity": "x", "decision": "keep"}, idempotency_key="1")
        assert (sent.status_code == 404) is (scope == "write:triage" and role == "curator")


def test_a_session_opens_nothing_of_the_api() -> None:
    client = client_of(make_account("administrator"))
    for address in ASKS:
        assert client.get(f"/api/{address}").status_code == 401


@pytest.mark.parametrize("secret", ["", "theodolite_wrong", "x" * 5000, "é", "a b"])
def test_no_token_or_a_wrong_one_is_told_what_to_do(secret: str) -> None:
    answer = Program(secret).get("items")
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["detail"].startswith("No token was shown that lets anyone in")


def test_old_revoked_and_orphaned_tokens_let_nobody_in() -> None:
    now, account = timezone.now(), make_account()
    asking = program_of(account, "read:horizon")
    mine = Token.objects.filter(account=account)
    assert asking.get("items").status_code == 200
    mine.update(expires_at=now - timedelta(seconds=1))
    assert asking.get("items").status_code == 401
    mine.update(expires_at=now + timedelta(days=1), revoked_at=now)
    assert asking.get("items").status_code == 401
    mine.update(revoked_at=None)
    assert asking.get("items").status_code == 200
    account.is_active = False
    account.save()
    assert asking.get("items").status_code == 401


def test_a_token_for_feeds_opens_nothing_of_the_api() -> None:
    asking = program("administrator", scopes=("read:feeds",))
    assert {asking.get(address).status_code for address in ASKS} == {403}


def test_everyone_reads_their_own_sightings_only() -> None:
    mine, other = make_account(), make_account("curator")
    for account in (mine, other):
        give(Given(f"Of {account.key}", "It matters."), account, at=timezone.now())
    found = program_of(mine, "write:sightings").get("sightings").json()["sightings"]
    assert [one["given"] for one in found] == [f"Of {mine.key}"]
    found = program_of(other, "write:sightings").get("sightings").json()["sightings"]
    assert [one["given"] for one in found] == [f"Of {other.key}"]


def test_after_the_last_page_of_sightings_there_is_nothing() -> None:
    mine = make_account()
    for number in range(51):
        give(Given(f"Thing {number}", "It matters."), mine, at=timezone.now())
    asking = program_of(mine, "write:sightings")
    pages = [asking.get("sightings", {"page": page}).json() for page in (1, 2, 3)]
    assert [len(page["sightings"]) for page in pages] == [50, 1, 0]
    assert [page["next"] for page in pages] == [2, None, None]


def test_members_follow_their_own_jobs_and_curators_all() -> None:
    mine = make_account()
    now = timezone.now()
    own = Job.objects.create(kind="scan", by=mine.key, due_at=now)
    hidden = Job.objects.create(kind="scan", by="someone", due_at=now)
    asking = program_of(mine, "read:jobs")
    assert [one["number"] for one in asking.get("jobs").json()] == [own.pk]
    assert asking.get(f"jobs/{hidden.pk}").status_code == 404
    assert asking.get(f"jobs/{own.pk}").json()["state"] == "waiting"
    assert len(program("curator", scopes=("read:jobs",)).get("jobs").json()) == 2


def test_a_token_that_asks_too_often_is_told_to_wait() -> None:
    cache.clear()
    asking = program()
    statuses = [asking.get("topics").status_code for _ in range(301)]
    assert set(statuses[:300]) == {200}
    assert statuses[300] == 429
    last = asking.get("topics")
    assert int(last.headers["Retry-After"]) >= 1
    assert "asks too often" in last.json()["detail"]
    assert program().get("topics").status_code == 200
    cache.clear()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nothing/here", "The API has nothing at /api/nothing/here."),
        ("item?identity=doi:10.1/x", "There is no item 'doi:10.1/x'"),
        ("jobs/99", "There is no job 99"),
    ],
)
def test_what_is_not_there_is_told_in_a_sentence(address: str, said: str) -> None:
    answer = program(scopes=("read:horizon", "read:jobs")).get(address)
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert said in answer.json()["detail"]


@pytest.mark.parametrize(
    "asked", [{"limit": "0"}, {"limit": "x"}, {"since": "soon"}, {"state": "?"}]
)
def test_what_cannot_be_used_is_named(asked: dict[str, str]) -> None:
    answer = program().get("items", asked)
    assert answer.status_code == 422
    assert next(iter(asked)) in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "address", "status", "said"),
    [
        ("post", "nothing/here", 404, "The API has nothing at /api/nothing/here."),
        ("put", "sightings", 405, "/api/sightings takes GET, POST"),
        ("delete", "items", 405, "/api/items takes GET"),
    ],
)
def test_a_program_that_asks_in_a_wrong_way_is_told_so_as_a_program(
    method: str, address: str, status: int, said: str
) -> None:
    asking = program(scopes=("write:sightings",))
    answer = asking.client.generic(method.upper(), f"/api/{address}", "{}", "application/json")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def test_more_than_is_read_at_once_is_refused_with_its_limit() -> None:
    given = {"given": "x" * 3_000_000, "why": "It is long."}
    answer = program(scopes=("write:sightings",)).post("sightings", given)
    assert answer.status_code == 413
    assert "2,621,440 bytes" in answer.json()["detail"]


def test_until_the_last_day_of_all_is_until_always() -> None:
    listed("a-rumour", state="kept")
    asked = {"since": "0001-01-01", "until": "9999-12-31"}
    assert len(program().get("items", asked).json()["items"]) == 1


def test_a_failure_of_ours_is_told_without_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("theodolite.web.api.administration.verify", lambda: 1 / 0)
    answer = program("administrator", scopes=("admin",)).get("history/verified")
    assert answer.status_code == 500
    assert "reference" in answer.json()["detail"]
    assert "ZeroDivision" not in answer.text


def test_the_history_is_verified_for_administrators() -> None:
    give(Given("A thing", "It matters."), make_account(), at=timezone.now())
    found = program("administrator", scopes=("admin",)).get("history/verified").json()
    assert found["entries"] >= 1
    assert found["broken_at"] is None


def test_that_a_token_was_used_is_noted() -> None:
    asking = program()
    asking.get("items")
    assert Token.objects.get().last_used_at is not None


def test_the_description_is_open_and_fetches_nothing() -> None:
    listed("a-rumour")
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert "a-rumour" not in answer.text
    assert Client().get("/api/docs").status_code == 404
    assert Sighting.objects.count() == 0
