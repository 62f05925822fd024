"""The page of one item: what is known of it, and what a curator puts right."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.web.conftest import client_of, make_account
from tests.web.horizon.made import NOW
from tests.web.horizon.read_page import page_of, read
from theodolite.horizon.duplicates.decisions import KIND as MERGE
from theodolite.horizon.duplicates.decisions import decided
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.placing import Correction, corrections_from
from theodolite.horizon.placing.corrections import KIND as PLACING
from theodolite.horizon.triage.acts import Act
from theodolite.store import inbox
from theodolite.store.listing import fill
from theodolite.store.models import Account, ListedItem
from theodolite.store.relisting import PlacedMeanwhile, correct
from theodolite.store.workspace import open_workspace
from theodolite.web.horizon.showing import item_address
from theodolite.web.sightings.topics import topic_names


def twice() -> ListedItem:
    found = next(row for row in ListedItem.objects.order_by("pk") if len(row.records) == 2)
    assert isinstance(found, ListedItem)
    return found


def test_an_item_tells_its_sources_topics_and_records_under_any_of_its_names(ann: Account) -> None:
    row = twice()
    for identity in row.records:
        page = page_of(client_of(ann), item_address(identity))
        assert page.words("//h1") == row.title
    told = page.words()
    assert all(identity in told for identity in row.records)
    assert "Safety and security" in told
    assert "Little is known about long-term follow-up" in page.words("//table")
    assert {"database", "journal"} <= set(page.all_words("//ul/li/a"))


def test_a_merge_is_undone_on_the_page_and_stays_undone(ann: Account) -> None:
    row, client = twice(), client_of(ann)
    form = {"item": str(row.pk), "record": row.records[1]}
    answer = client.post(reverse("horizon:separate"), form)
    assert answer.status_code == 302
    apart = ListedItem.objects.filter(identity__in=row.records)
    assert sorted(one.identity for one in apart) == sorted(row.records)
    assert all(one.topics == row.topics and len(one.records) == 1 for one in apart)
    said = decided(open_workspace(settings.FOLDER).entries(MERGE))
    assert said.group_of(row.records[0]) == (row.records[0],)
    assert f"{ann.name}: Parted from" in page_of(client, item_address(row.records[0])).words()


def test_two_items_become_one_when_a_curator_says_so(ann: Account) -> None:
    client = client_of(ann)
    one, other = ListedItem.objects.order_by("-score")[:2]
    inbox.decide(Act("keep", other.identity, ann.key, NOW), on=NOW.date())
    form = {"item": str(one.pk), "relation": "the same as", "other": other.identity}
    assert client.post(reverse("horizon:link"), form).status_code == 302
    (joined,) = ListedItem.objects.filter(identity__in=[one.identity, other.identity])
    assert set(joined.records) == {*one.records, *other.records}
    assert joined.state == "kept"


def test_a_correction_is_linked_to_what_it_corrects(ann: Account) -> None:
    client = client_of(ann)
    one, other = ListedItem.objects.filter(identity__startswith="doi:").order_by("pk")[:2]
    doi = other.identity.removeprefix("doi:").upper()
    form = {"item": str(one.pk), "relation": "corrects", "other": f"https://doi.org/{doi}"}
    assert client.post(reverse("horizon:link"), form).status_code == 302
    assert f"Corrects {other.title}" in page_of(client, item_address(one.identity)).words()
    unknown = client.post(reverse("horizon:link"), form | {"other": "10.1/nothing"})
    assert unknown.status_code == 422
    assert "There is no such item here" in unknown.content.decode()


PLACE = "//form[.//*[@name='outlook']]"


def place(client: Client, row: ListedItem, *topics: str, **said: str) -> dict[str, object]:
    """What the form of where an item belongs would send with these topics ticked."""
    known = {"horizon": "cannot tell", "outlook": "cannot tell", "readiness": "cannot tell"}
    return page_of(client, item_address(row.identity)).form(PLACE) | {
        "topics": list(topics),
        **known,
        **said,
    }


def test_a_topic_that_a_curator_names_holds_at_once_and_is_learnt_from(ann: Account) -> None:
    client, row = client_of(ann), twice()
    form = place(client, row, "climate", horizon="short", outlook="threat")
    assert client.post(reverse("horizon:correct"), form).status_code == 302
    row.refresh_from_db()
    assert (row.topics, row.horizon, row.outlook) == (["climate"], "short", "threat")
    said = corrections_from(open_workspace(settings.FOLDER).entries(PLACING))
    assert {(one.aspect, one.answer, one.holds) for one in said} == {
        ("topic", "climate", True),
        ("topic", "safety", False),
        ("horizon", "short", True),
        ("outlook", "threat", True),
    }
    assert f"{ann.name} says yes" in page_of(client, item_address(row.identity)).words()
    inbox.decide(Act("keep", row.identity, ann.key, NOW), on=NOW.date())
    told = page_of(client_of(make_account()), item_address(row.identity)).words()
    assert "a curator says yes" in told
    assert ann.name not in told
    of_topic = page_of(client, f"{reverse('horizon:topic')}?of=climate")
    assert row.title in of_topic.all_words("//ol[@class='found']/li//a")


def test_a_correction_does_not_undo_one_that_was_made_meanwhile(ann: Account) -> None:
    hers, his, row = client_of(ann), client_of(make_account("curator")), twice()
    seen = place(his, row, *row.topics, outlook="threat")
    assert hers.post(reverse("horizon:correct"), place(hers, row, *row.topics, "climate"))
    before = open_workspace(settings.FOLDER).entries(PLACING)
    told = his.post(reverse("horizon:correct"), seen)
    assert told.status_code == 409
    page = read(told.content)
    climate = topic_names()["climate"]
    assert climate in page.words("//section[@aria-labelledby='theirs']")
    assert "threat" in page.words("//section[@aria-labelledby='yours']")
    assert climate not in page.words("//section[@aria-labelledby='yours']")
    assert open_workspace(settings.FOLDER).entries(PLACING) == before
    again = page.form("//main//form") | {"topics": page.values("topics")}
    assert his.post(reverse("horizon:correct"), again).status_code == 302
    row.refresh_from_db()
    assert (row.topics, row.outlook) == (["safety"], "threat")


@pytest.mark.either_database
def test_of_two_corrections_in_the_same_moment_the_second_is_refused(ann: Account) -> None:
    hers, his = twice(), twice()
    said = Correction(hers.identity, "topic", "climate", by=ann.key)
    correct(hers, [said], at=NOW)
    with pytest.raises(PlacedMeanwhile, match="Open its page anew"):
        correct(his, [replace(said, answer="image")], at=NOW)
    assert len(open_workspace(settings.FOLDER).entries(PLACING)) == 1


def test_a_correction_with_a_mistake_keeps_what_was_seen(ann: Account) -> None:
    hers, his, row = client_of(ann), client_of(make_account("curator")), twice()
    seen = place(his, row, *row.topics, horizon="never")
    refused = his.post(reverse("horizon:correct"), seen)
    assert refused.status_code == 422
    assert hers.post(reverse("horizon:correct"), place(hers, row, *row.topics, "climate"))
    again = seen | read(refused.content).form(PLACE) | {"horizon": "short"}
    assert his.post(reverse("horizon:correct"), again).status_code == 409


def test_the_page_of_an_item_says_what_is_decided_together_with_it(ann: Account) -> None:
    client, (first, second, third) = client_of(ann), ListedItem.objects.order_by("-score")[:3]
    first.alike = [second.identity, third.identity]
    first.save()
    inbox.decide(Act("keep", third.identity, ann.key, NOW), on=NOW.date())
    page = page_of(client, item_address(first.identity))
    together = page.words("//div[@class='nhsuk-inset-text']")
    assert "decided together with it" in together
    assert second.title in together
    assert third.title not in together
    assert third.title in page.words("//h2[.='Nearly identical']/following-sibling::ul")
    form = page.form("//form[.//button[@name='because']]") | {"because": "Nothing new in it"}
    assert client.post(reverse("horizon:act"), form).status_code == 302
    states = ListedItem.objects.in_bulk([first.pk, second.pk, third.pk])
    assert [states[one.pk].state for one in (first, second, third)] == [
        "discarded",
        "discarded",
        "kept",
    ]


def test_members_see_what_was_kept_and_nothing_else(ann: Account) -> None:
    row, member = twice(), client_of(make_account())
    assert member.get(item_address(row.identity)).status_code == 404
    inbox.decide(Act("keep", row.identity, ann.key, NOW), on=NOW.date())
    page = page_of(member, item_address(row.identity))
    assert page.words("//h1") == row.title
    assert "What was decided" not in page.words()
    assert not page.whole.xpath("//main//form")


def test_an_item_is_not_linked_to_itself_under_any_of_its_names(ann: Account) -> None:
    row, client = twice(), client_of(ann)
    for identity in row.records:
        form = {"item": str(row.pk), "relation": "the same as", "other": identity}
        answer = client.post(reverse("horizon:link"), form)
        assert answer.status_code == 422
        assert "That is this item itself" in answer.content.decode()


HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7|add:7 }} {% csrf_token %}'


def test_text_of_sources_is_only_ever_text(ann: Account, curator: Client) -> None:
    seen = Seen("<b>feed</b>", "javascript:alert(3)", NOW)
    item = Item(
        "url:javascript:alert(4)", HOSTILE, "news", NOW, abstract=HOSTILE, venue=HOSTILE,
        address="javascript:alert(5)", people=(HOSTILE,), trail=(seen,),
    )  # fmt: skip
    open_workspace(settings.FOLDER).keep([item])
    fill([item], {})
    for address in (
        item_address(item.identity),
        reverse("horizon:triage"),
        f"{reverse('horizon:triage')}?show=list",
        reverse("horizon:search"),
        f"{reverse('horizon:search')}?words=alert",
    ):
        page = page_of(curator, address)
        assert "alert(1)" in page.words()
        assert "{{ 7|add:7 }}" in page.words()
        assert not page.whole.xpath("//main//script | //main//img | //b")
        assert not page.whole.xpath("//@*[starts-with(., 'javascript:')][name() = 'href']")


def test_words_written_from_right_to_left_run_their_own_way(curator: Client) -> None:
    item = Item("doi:10.1/right", "מדידה חדשה", "paper", NOW, abstract="שלום")
    open_workspace(settings.FOLDER).keep([item])
    fill([item], {})
    page = page_of(curator, item_address(item.identity))
    assert page.all_words("//*[@dir='auto']") == ["מדידה חדשה", "שלום"]
    assert page_of(curator, reverse("horizon:triage")).all_words("//article//*[@dir='auto']")


def test_links_to_other_places_give_nothing_away(ann: Account) -> None:
    page = page_of(client_of(ann), item_address(twice().identity))
    outside = page.whole.xpath("//main//a[starts-with(@href, 'http')]/@rel")
    assert outside
    assert all({"noopener", "noreferrer"} <= set(rel.split()) for rel in outside)


def test_days_and_languages_of_an_item_are_told_in_words(ann: Account) -> None:
    row = twice()
    row.published_as, row.language = "2026-03-09", "pt-BR"
    row.save()
    page = page_of(client_of(ann), item_address(row.identity)).words()
    assert "9 March 2026" in page
    assert "2026-03-09" not in page
    assert "Brazilian Portuguese" in page
