"""Search, topics and watch-lists: the same items, as a page and as a file."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from tests.web.conftest import client_of, make_account
from tests.web.horizon.made import NOW
from tests.web.horizon.read_page import page_of
from theodolite.horizon.triage.acts import Act
from theodolite.store import inbox
from theodolite.store.models import Account, ListedItem, ListedTopic, WatchList
from theodolite.web.horizon.showing import item_address

SEARCH = reverse("horizon:search")
TITLES = "//ol[@class='found']/li/p[@class='found__title']/a"


def keep(row: ListedItem, by: Account) -> None:
    inbox.decide(Act("keep", row.identity, by.key, NOW), on=NOW.date())


def test_words_find_items_and_are_marked(ann: Account) -> None:
    page = page_of(client_of(ann), f"{SEARCH}?words=carbon")
    assert len(page.all_words(TITLES)) == 16
    assert {word.lower() for word in page.all_words("//mark")} == {"carbon"}
    assert page.words("//h2") == "16 items"


def test_every_filter_narrows(ann: Account) -> None:
    client, titles = client_of(ann), {}
    for asked in (
        "", "topic=climate", "kind=news", "source=meetings", "state=kept",
        "since=2026-06-01", "until=2025-02-01", "topic=climate&source=journal&kind=paper",
    ):  # fmt: skip
        titles[asked] = page_of(client, f"{SEARCH}?{asked}").words("//h2")
    expected = ListedItem.objects.filter(listed_topics__code="climate", kind="paper")
    assert titles["topic=climate&source=journal&kind=paper"] == (
        f"{expected.filter(listed_sources__name='journal').count()} items"
    )
    assert titles["state=kept"] == "0 items"
    assert titles["source=meetings"] == "7 items"
    assert titles[""] == f"{ListedItem.objects.count()} items"
    assert len(set(titles.values())) == len(titles)


@pytest.mark.either_database
def test_days_are_those_of_the_society_as_the_page_tells_them(ann: Account) -> None:
    client, row = client_of(ann), ListedItem.objects.order_by("pk").first()
    # Half an hour into the first of July in London's summer.
    ListedItem.objects.filter(pk=row.pk).update(
        observed_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    )
    with override_settings(TIME_ZONE="Europe/London"):
        for day, there in (("2026-07-01", True), ("2026-06-30", False)):
            found = page_of(client, f"{SEARCH}?since={day}&until={day}")
            assert (row.title in found.all_words(TITLES)) is there
        assert "1 July 2026" in page_of(client, item_address(row.identity)).words()


@pytest.mark.either_database
def test_the_last_days_of_the_calendar_are_searched_as_well(ann: Account) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        for name in ("since", "until"):
            page_of(client_of(ann), f"{SEARCH}?{name}={day}")


def test_pages_hold_every_item_once_newest_first(ann: Account) -> None:
    client = client_of(ann)
    found: list[str] = []
    for number in range(1, 15):
        found += page_of(client, f"{SEARCH}?page={number}").all_words(TITLES)
    assert len(found) == ListedItem.objects.count()
    newest = ListedItem.objects.order_by("-observed_at", "-id").first()
    assert newest is not None
    assert found[0] == newest.title
    assert page_of(client, f"{SEARCH}?page=99").words("//h2") == f"{len(found)} items"
    of_topic = page_of(client, f"{reverse('horizon:topic')}?of=safety&page=2")
    assert len(of_topic.all_words(TITLES)) == ListedTopic.objects.filter(code="safety").count() - 25


def test_files_hold_the_very_rows_of_the_page(ann: Account) -> None:
    client, asked = client_of(ann), f"{SEARCH}?topic=climate&page=1"
    shown = page_of(client, asked).all_words(TITLES)
    answer = client.get(f"{asked}&format=csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="items.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == shown
    told = json.loads(client.get(f"{asked}&format=json").content)
    assert [row["title"] for row in told] == shown
    topic = json.loads(client.get(f"{reverse('horizon:topic')}?of=climate&format=json").content)
    assert [row["title"] for row in topic] == shown


def test_members_find_only_what_was_kept(ann: Account) -> None:
    member, row = client_of(make_account()), ListedItem.objects.order_by("-score").first()
    assert row is not None
    asked = (f"{SEARCH}?words=carbon", SEARCH, f"{reverse('horizon:topic')}?of={row.topics[0]}")
    assert [page_of(member, one).all_words(TITLES) for one in asked] == [[], [], []]
    keep(row, ann)
    assert [page_of(member, one).all_words(TITLES) for one in asked] == [[row.title]] * 3
    assert len(json.loads(member.get(f"{SEARCH}?format=json&state=waiting").content)) == 1


def test_a_watch_list_tells_what_is_new_since_the_last_visit(ann: Account) -> None:
    client = client_of(ann)
    watched = f"{reverse('horizon:new_watch_list')}?words=carbon"
    assert page_of(client, watched).values("words") == ["carbon"]
    made = client.post(watched, {"name": "Carbon", "words": "carbon", "by_mail": "no"})
    assert made.status_code == 302
    for _ in range(2):
        assert "16 here, none seen yet" in page_of(client, made.headers["Location"]).words()
    assert "Nothing new" in page_of(client, reverse("horizon:watch_lists")).words("//table")
    row = ListedItem.objects.filter(title__icontains="carbon").first()
    assert row is not None
    ListedItem.objects.filter(pk=row.pk).update(observed_at=NOW + timedelta(days=4_000))
    assert "1 new" in page_of(client, reverse("horizon:watch_lists")).words("//table")


def test_a_watch_list_needs_a_name_and_something_to_watch(ann: Account) -> None:
    said = {"name": "", "words": "", "topic": "", "kind": "", "source": "", "group": ""}
    answer = client_of(ann).post(reverse("horizon:new_watch_list"), said)
    assert answer.status_code == 422
    assert "Give the list a name" in answer.content.decode()
    assert "Say what to watch" in answer.content.decode()


def test_a_watch_list_is_its_owners_until_it_is_shared_with_a_group(ann: Account) -> None:
    chair, other = make_account(group="Safety", is_chair=True), make_account(group="Safety")
    stranger, hers = client_of(make_account(group="Physics")), client_of(chair)
    group = str(other.memberships.get().group_id)
    said = {"name": "Mine", "words": "scanner", "by_mail": "no"}
    mine = hers.post(reverse("horizon:new_watch_list"), said).headers["Location"]
    ours = hers.post(reverse("horizon:new_watch_list"), said | {"name": "Ours", "group": group})
    address = ours.headers["Location"]
    assert [client_of(other).get(one).status_code for one in (mine, address)] == [404, 200]
    assert [stranger.get(one).status_code for one in (mine, address)] == [404, 404]
    kept = WatchList.objects.get(name="Ours")
    remove = reverse("horizon:remove_watch_list", args=[kept.key])
    assert client_of(other).post(remove).status_code == 404
    assert hers.post(remove).status_code == 302
    assert not WatchList.objects.filter(name="Ours").exists()


def test_a_list_is_changed_by_its_owner_and_not_over_a_change_made_meanwhile(ann: Account) -> None:
    kept = WatchList.objects.create(name="Magnets", owner=ann, words="magnet", made_at=NOW)
    client, address = client_of(ann), reverse("horizon:change_watch_list", args=[kept.key])
    seen = page_of(client, address).values("seen_version")[0]
    form = {"name": "Helium", "words": "helium", "seen_version": seen}
    assert client.post(address, form).status_code == 302
    kept.refresh_from_db()
    assert (kept.name, kept.words, kept.owner) == ("Helium", "helium", ann)
    stale = client.post(address, form | {"name": "Scanners", "words": "scanners"})
    assert stale.status_code == 409
    told = stale.content.decode()
    assert "helium" in told
    assert "scanners" in told
    kept.refresh_from_db()
    assert kept.name == "Helium"
    assert client.post(address, form | {"words": "", "seen_version": "2"}).status_code == 422
    assert client_of(make_account("curator")).get(address).status_code == 404
