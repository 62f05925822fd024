"""Rounds of reading: conflicts, however many, and what two people do to a round at once."""

import pytest
from django.urls import reverse

from tests.web.conftest import client_of, make_account
from tests.web.horizon.made import NOW
from tests.web.horizon.read_page import page_of, read
from theodolite.horizon.triage.acts import Act
from theodolite.store import inbox, standing
from theodolite.store.models import Account, ListedItem, StandingAct

CONFLICTS, ROUND = reverse("horizon:conflicts"), reverse("horizon:round")


def test_more_conflicts_than_a_page_shows_are_counted(ann: Account) -> None:
    numbers = list(ListedItem.objects.values_list("pk", flat=True)[:101])
    some = ListedItem.objects.filter(pk__in=numbers)
    some.update(state=ListedItem.State.IN_CONFLICT, decided_at=NOW)
    page = page_of(client_of(ann), CONFLICTS)
    assert "These are the 100 that wait longest, of 101" in page.words()
    some.filter(pk=numbers[0]).update(state=ListedItem.State.WAITING)
    assert "that wait longest" not in page_of(client_of(ann), CONFLICTS).words()


@pytest.mark.either_database
def test_a_settlement_that_makes_no_sense_is_refused_in_words(ann: Account) -> None:
    item = ListedItem.objects.order_by("-score").first()
    for who, deed in ((ann, "keep"), (make_account("curator"), "discard")):
        inbox.decide(Act(deed, item.identity, who.key, NOW), on=NOW.date())
    third = client_of(make_account("curator"))
    form = page_of(third, CONFLICTS).form("//main//form")
    for said, told in (
        ({"verdict": "keep", "words": "useful\x00"}, "Null characters are not allowed"),
        ({"verdict": "keep", "words": "long " * 101}, "at most 500 characters"),
        ({"verdict": "burn"}, "Choose keep or discard"),
        ({"verdict": "keep", "item": "9" * 30}, "not there any more"),
    ):
        answer = third.post(reverse("horizon:settle"), form | said, follow=True)
        assert told in read(answer.content).words("//body"), said
    assert not StandingAct.objects.filter(deed="settle").exists()


@pytest.mark.either_database
def test_a_token_that_no_page_gave_is_no_hindrance(ann: Account) -> None:
    client = client_of(ann)
    for name, said in (("audit", {"size": "5"}), ("stop", {}), ("undo", {})):
        answer = client.post(reverse(f"horizon:{name}"), said | {"token": "a\x00b"})
        assert answer.status_code == 302
    assert not any("\x00" in token for token in StandingAct.objects.values_list("token", flat=True))


def test_whoever_stops_after_a_colleague_is_told_and_asked_again(ann: Account) -> None:
    hers, his = client_of(ann), client_of(make_account("curator"))
    form = page_of(his, ROUND).form("//form[contains(@action, 'stop')]")
    hers.post(
        reverse("horizon:stop"), page_of(hers, ROUND).form("//form[contains(@action, 'stop')]")
    )
    began = standing.stopped_at()
    told = his.post(reverse("horizon:stop"), form)
    assert told.status_code == 409
    page = read(told.content)
    assert f"{ann.name} stopped reading on" in page.words()
    assert standing.stopped_at() == began
    again = page.form("//form[contains(@action, 'stop')]")
    assert his.post(reverse("horizon:stop"), again).status_code == 302
    assert standing.stopped_at() > began


def test_a_stop_sent_twice_is_one(ann: Account) -> None:
    client = client_of(ann)
    form = page_of(client, ROUND).form("//form[contains(@action, 'stop')]")
    for _ in range(2):
        assert client.post(reverse("horizon:stop"), form).status_code == 302
    assert StandingAct.objects.filter(deed="stop").count() == 1
