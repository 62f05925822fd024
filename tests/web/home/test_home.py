"""What wants whose attention today."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from lxml import html

from tests.web.conftest import client_of, make_account
from tests.web.home import sights
from tests.web.surveys.made import small_screening
from theodolite.store import findings
from theodolite.store.findings import Rise, TrendsTold
from theodolite.store.models import (
    Account,
    Assessment,
    Complaint,
    DataSet,
    Group,
    GroupDigest,
    Job,
    ListedItem,
    Release,
    Report,
    Screening,
    Sighting,
    Survey,
    SurveyFile,
    SurveyFileVersion,
    WatchList,
    WatchVisit,
)
from theodolite.store.surveys.making import make_survey
from theodolite.store.surveys.screening import Judgement, decide, to_screen
from theodolite.store.surveys.settling import Settled, settle
from theodolite.web.home.attention import MOST, counted
from theodolite.web.home.pages import WATCHED

pytestmark = pytest.mark.django_db


def told(account: Account) -> dict[str, str]:
    """What the page tells: the number and words of each thing, and the note under it."""
    page = html.fromstring(client_of(account).get("/").content)
    return {
        " ".join(one.xpath(".//span | .//a")[0].text_content().split())
        + " "
        + one.xpath(".//a")[0].text_content(): " ".join(
            note.text_content() for note in one.xpath('.//*[@class="quiet"]')
        )
        for one in page.xpath('//ul[@class="attention"]/li')
    }


def listed(number: int, **named: Any) -> ListedItem:
    values = {"title": f"Item {number}", "kind": "paper", "observed_at": timezone.now()} | named
    return ListedItem.objects.create(identity=f"id {number}", **values)


def saw(account: Account, **named: Any) -> Sighting:
    now = timezone.now()
    values = {"given": "A leaflet", "why": "Ours", "given_at": now, "due_on": now.date()} | named
    return Sighting.objects.create(account=account, **values)


def test_somebody_whom_nothing_awaits_is_told_so_and_what_they_might_do() -> None:
    page = client_of(make_account()).get("/").content.decode()
    assert "Nothing wants your attention today." in page
    assert 'href="/sightings/new/"' in page


def test_a_curator_is_told_of_items_conflicts_and_sightings() -> None:
    curator, member = make_account("curator"), make_account()
    for number in range(3):
        listed(number)
    listed(7, state=ListedItem.State.IN_CONFLICT)
    saw(member)
    saw(member, due_on=timezone.localdate() - timedelta(days=1))
    assert told(curator) == {
        "2 sightings await an answer": "1 past the day promised",
        "3 items to read": "The likeliest come first",
        "1 item on which people differ": "",
    }


def test_what_is_late_comes_first() -> None:
    curator = make_account("curator")
    listed(1)
    saw(make_account(), due_on=timezone.localdate() - timedelta(days=1))
    page = html.fromstring(client_of(curator).get("/").content)
    (first, *_) = page.xpath('//ul[@class="attention"]/li')
    assert "sighting awaits" in first.text_content()
    assert first.get("class") == "attention--pressing"


def test_a_member_is_told_of_answers_to_their_own_sightings_for_two_weeks() -> None:
    member, other = make_account(), make_account()
    saw(member, answered_at=timezone.now() - timedelta(days=2))
    saw(member, answered_at=timezone.now() - timedelta(days=20))
    saw(other, answered_at=timezone.now())
    assert told(member) == {"1 of your sightings was answered": "In the last 14 days"}


def test_a_curator_is_not_told_of_answers_to_the_sightings_of_others() -> None:
    saw(make_account(), answered_at=timezone.now())
    assert told(make_account("curator")) == {}


def test_administrators_are_told_of_complaints_with_the_day_that_the_law_sets() -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    Complaint.objects.create(email="a@example.org", said="Too much", received_at=at)
    assert told(make_account("administrator")) == {
        "1 complaint to acknowledge": "The first by 31 March 2026"
    }
    assert told(make_account("analyst")) == {}


def test_nobody_is_told_of_what_is_not_theirs() -> None:
    listed(1)
    saw(make_account())
    Complaint.objects.create(email="a@example.org", said="x", received_at=timezone.now())
    for roles in ((), ("council",), ("analyst",)):
        assert told(make_account(*roles)) == {}


def test_everyone_is_told_of_what_closes_of_what_they_may_see() -> None:
    today = timezone.localdate()
    kept = {"state": ListedItem.State.KEPT}
    listed(1, deadline=today + timedelta(days=2), title="Consultation on helium", **kept)
    listed(2, deadline=today + timedelta(days=20), **kept)
    listed(3, deadline=today + timedelta(days=40), **kept)
    listed(4, deadline=today - timedelta(days=1), **kept)
    listed(5, deadline=today + timedelta(days=5))
    day = today + timedelta(days=2)
    note = f"{day:%-d %B}: Consultation on helium"
    assert told(make_account()) == {"2 things close within 30 days": note}
    assert "3 things close within 30 days" in told(make_account("curator"))


def test_a_curator_is_told_of_sources_that_did_not_answer_the_last_scan() -> None:
    now = timezone.now()
    done = {"kind": "scan", "state": Job.State.DONE, "by": "k", "due_at": now}
    failed = ["Physics news: no answer", "Notices: 503"]
    Job.objects.create(result={"failed": failed}, ended_at=now, **done)
    curator = make_account("curator")
    assert told(curator) == {"2 sources did not answer": "Physics news: no answer"}
    Job.objects.create(result={"failed": []}, ended_at=now + timedelta(hours=1), **done)
    assert told(curator) == {}


def test_who_watches_is_told_of_what_is_new_since_they_looked() -> None:
    watcher = make_account()
    at = timezone.now() - timedelta(days=3)
    watch = WatchList.objects.create(name="All papers", kind="paper", owner=watcher, made_at=at)
    kept = {"state": ListedItem.State.KEPT}
    listed(1, decided_at=timezone.now(), **kept)
    listed(2, decided_at=at - timedelta(days=1), **kept)
    assert told(watcher) == {"1 new item in what you watch": "All papers"}
    WatchVisit.objects.create(watch_list=watch, account=watcher, at=timezone.now())
    assert told(watcher) == {}
    assert told(make_account()) == {}


def test_council_is_told_of_what_rises() -> None:
    rise = Rise("topic", "rising", "Helium", "helium", "Twice as often as a year ago.", ())
    empty = dict.fromkeys(("periods", "fading", "bridges", "emerging", "chance", "record"), ())
    trends = TrendsTold(
        as_of=date(2026, 11, 1), counted=9, rising=(rise,), notes=(), figures=(), **empty
    )
    findings.keep("trends", trends, at=timezone.now())
    assert told(make_account("council")) == {"1 thing is rising": "Helium"}
    assert told(make_account()) == {}


def survey() -> Survey:
    return make_survey("Workforce 2026", by="k", at=timezone.now())


def screening_by(*people: Account) -> Screening:
    first, second, adjudicator = people
    return Screening.objects.create(
        survey=survey(),
        criteria="",
        first=first.key,
        second=second.key,
        adjudicator=adjudicator.key,
        begun_at=timezone.now(),
    )


def assess(screening: Screening, screener: Account, verdict: str, **named: Any) -> None:
    at = timezone.now()
    values = {"respondent": "r1", "verdict": verdict, "decided_at": at} | named
    Assessment.objects.create(screening=screening, screener=screener.key, **values)


def test_a_screener_is_told_until_both_have_decided() -> None:
    first, second, third = make_account(), make_account(), make_account()
    screening = screening_by(first, second, third)
    assess(screening, first, "keep")
    assert told(first) == {"1 survey to screen": "You have decided on 1 so far"}
    assert told(second) == {"1 survey to screen": "You have decided on 0 so far"}
    assert told(third) == {}
    Assessment.objects.update(is_open=True)
    assert told(first) == {}


def test_who_settles_is_told_of_differences() -> None:
    made, screening = small_screening()
    everyone = to_screen(made.survey)
    for screener, doubted in ((made.first, everyone[0]), (made.second, everyone[1])):
        for one in everyone:
            said = ("reject", "In doubt") if one == doubted else ("keep", "")
            decide(screening, screener.key, Judgement(one, *said), at=timezone.now())
    assert told(made.adjudicator) == {"2 differences to settle": "Screeners differ on whom to keep"}
    assert told(made.first) == {}
    for one in everyone[:2]:
        kept = Settled("keep", "")
        settle(screening, one, kept, by=made.adjudicator.key, at=timezone.now())
    assert told(made.adjudicator) == {}


def test_analysts_are_told_of_answers_whose_time_is_over() -> None:
    values = {"size": 1, "respondents": 6, "columns": 6, "received_at": timezone.now()}
    kept = DataSet(survey=survey(), name="answers.csv", by="k", **values)
    kept.retain_until = timezone.localdate() - timedelta(days=1)
    kept.save()
    assert told(make_account("analyst")) == {
        "1 set of answers is deleted within 30 days": "1 should be gone by now"
    }
    assert told(make_account("administrator")) == {}


def test_a_job_that_failed_is_told_until_one_of_its_kind_is_done() -> None:
    now = timezone.now()
    ended = {"by": "k", "due_at": now}
    Job.objects.create(kind="scan", state=Job.State.FAILED, ended_at=now, **ended)
    Job.objects.create(kind="rank", state=Job.State.FAILED, ended_at=now, **ended)
    office = make_account("administrator")
    assert told(office) == {"2 kinds of work failed last time": "rank and scan"}
    later = now + timedelta(minutes=1)
    Job.objects.create(kind="scan", state=Job.State.DONE, ended_at=later, **ended)
    assert told(office) == {"1 kind of work failed last time": "rank"}
    assert told(make_account("council")) == {}


def test_a_chair_is_told_of_a_digest_to_approve() -> None:
    chair, member = make_account(group="Imaging", is_chair=True), make_account(group="Imaging")
    group = Group.objects.get(name="Imaging")
    GroupDigest.objects.create(group=group, changed_at=timezone.now())
    assert told(chair) == {"1 digest to approve": "It goes out once you approve it"}
    assert told(member) == {}


def test_a_release_is_told_to_those_who_may_decide_on_it() -> None:
    analyst, colleague = make_account("analyst"), make_account("analyst")
    release_asked_by(analyst)
    assert told(colleague) == {"1 release awaits your decision": "Workforce 2026"}
    assert told(make_account("administrator")).keys() == {"1 release awaits your decision"}
    assert told(analyst) == {}
    assert told(make_account("council")) == {}


def test_everyone_whom_a_report_is_for_is_told_of_it_for_a_month() -> None:
    release = release_asked_by(make_account("analyst"))
    release.state, release.number = Release.State.PUBLISHED, 1
    release.decided_at = timezone.now() - timedelta(days=3)
    release.save()
    assert told(make_account()) == {"1 report is new": "What the workforce does"}
    Release.objects.update(audience="council")
    assert told(make_account()) == {}
    assert told(make_account("council")).keys() == {"1 report is new"}
    Release.objects.update(decided_at=timezone.now() - timedelta(days=31))
    assert told(make_account("council")) == {}


def release_asked_by(analyst: Account) -> Release:
    at, made = timezone.now(), survey()
    file = SurveyFile.objects.create(survey=made, name="plan", text="", saved_by="k", saved_at=at)
    version = SurveyFileVersion.objects.create(file=file, number=1, text="", by="k", at=at)
    counts = {"size": 1, "respondents": 6, "columns": 6, "received_at": at}
    later = timezone.localdate() + timedelta(days=90)
    kept = DataSet.objects.create(survey=made, name="a.csv", by="k", retain_until=later, **counts)
    title = "What the workforce does"
    files = {"title": title, "plan": version, "questionnaire": version, "data_set": kept}
    report = Report.objects.create(survey=made, profile="p", by=analyst.key, asked_at=at, **files)
    asked = {"audience": "members", "asked_by": analyst.key, "asked_at": at}
    return Release.objects.create(report=report, **asked)


def test_many_are_told_as_many() -> None:
    now = timezone.now()
    ListedItem.objects.bulk_create(
        ListedItem(identity=str(number), title="x", kind="paper", observed_at=now)
        for number in range(MOST + 50)
    )
    assert counted(ListedItem.objects.all()) == MOST + 1
    assert "over 1,000 items to read" in told(make_account("curator"))


def test_everything_that_is_watched_is_seen_on_the_page_by_somebody() -> None:
    seen = {roles for _, roles in WATCHED}
    assert {"curator", "analyst", "administrator", "member"} <= frozenset().union(*seen)
    assert {one.by for one in sights.PAGES} >= frozenset().union(*seen)


def test_a_list_more_that_is_watched_costs_one_question_more(
    django_assert_num_queries: Any,
) -> None:
    """Nothing is read of what is only counted; the rest is the same for everyone."""
    watcher, at = make_account(), timezone.now()
    client = client_of(watcher)
    listed(1, state=ListedItem.State.KEPT, decided_at=at)
    WatchList.objects.bulk_create(
        WatchList(name=f"List {number}", kind="paper", owner=watcher, made_at=at, key=str(number))
        for number in range(5)
    )
    with django_assert_num_queries(11 + 5):
        client.get("/")
