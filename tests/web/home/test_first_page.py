"""The first page in a browser: what the docs show of it, and the way to each thing."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from tests.web.browser import Visit
from tests.web.conftest import make_account
from theodolite.store.models import Account, Job, ListedItem, Sighting


def morning_of_a_curator() -> Account:
    """An ordinary morning: a few dozen items, a sighting that is late, a source that is silent."""
    now, today = timezone.now(), timezone.localdate()
    curator, member = make_account("curator"), make_account()
    curator.name = "Casey Birch"
    curator.save()
    ListedItem.objects.bulk_create(
        ListedItem(
            identity=f"id {number}",
            title="Consultation on the supply of helium",
            kind="notice",
            observed_at=now,
            state="in conflict" if number < 2 else "waiting",
            deadline=today + timedelta(days=9) if number < 3 else None,
        )
        for number in range(38)
    )
    for late in (2, -5, -9):
        due = today - timedelta(days=late)
        Sighting.objects.create(
            account=member, given="A leaflet", why="Ours", given_at=now, due_on=due
        )
    silent = {"failed": ["Physics news: no answer within 30 seconds"]}
    done = {"state": Job.State.DONE, "result": silent, "ended_at": now}
    Job.objects.create(kind="scan", by="k", due_at=now, **done)
    return curator


def test_the_first_page_leads_to_each_thing_that_wants_attention(
    visit: Visit, photograph: Callable[[Page, str], None]
) -> None:
    curator = morning_of_a_curator()
    page = visit("/", by=curator)
    photograph(page, "first-page")
    phone = visit("/", by=curator, width=320)
    photograph(phone, "first-page-phone")
    links = page.locator(".attention a").evaluate_all("all => all.map((one) => one.href)")
    assert len(links) == 5
    for link in links:
        answer = page.goto(link)
        assert answer is not None
        assert answer.status == 200, link
