"""One verdict on things that say nearly the same: on all that were shown, and on no others."""

from django.urls import reverse

from tests.web.conftest import client_of, make_account
from tests.web.horizon.read_page import page_of, read
from tests.web.horizon.triaged import CARD, FIRST_FORM, TRIAGE, sent, triage_in_journal
from theodolite.store.models import Account, ListedItem


def test_a_verdict_covers_every_record_of_a_thing_and_what_is_nearly_identical(
    ann: Account,
) -> None:
    client, (first, second) = client_of(ann), alike(2)
    third = ListedItem.objects.order_by("-score")[2]
    assert second.title in page_of(client, TRIAGE).words("//div[@class='nhsuk-inset-text']")
    form = sent(client, deed="keep")
    # Others that a new order finds alike while it is read were not shown.
    first.alike = [second.identity, third.identity]
    first.save()
    assert client.post(reverse("horizon:act"), form).status_code == 302
    assert states(first, second, third) == ["kept", "kept", "waiting"]
    (written,) = triage_in_journal()
    assert set(written.touches()) == {*first.records, *second.records}
    client.post(reverse("horizon:undo"), {"token": "a"})
    assert states(first, second) == ["waiting", "waiting"]


def states(*rows: ListedItem) -> list[str]:
    now = ListedItem.objects.in_bulk([row.pk for row in rows])
    return [now[row.pk].state for row in rows]


def alike(count: int) -> list[ListedItem]:
    """The best that waits and others that say nearly the same."""
    first, *others = ListedItem.objects.order_by("-score")[:count]
    first.alike = [one.identity for one in others]
    first.save()
    return [first, *others]


BESIDE = f"{CARD}//div[@class='nhsuk-inset-text']//a"


def test_what_is_decided_together_is_still_shown_after_a_mistake_and_after_a_colleague(
    ann: Account,
) -> None:
    hers, his = client_of(ann), client_of(make_account("curator"))
    first, *others = alike(3)
    titles = {one.title for one in others}
    wrong = read(his.post(reverse("horizon:act"), sent(his, deed="discard")).content)
    assert set(wrong.all_words(BESIDE)) == titles
    beside = {"alike": page_of(his, TRIAGE).values("alike")[:2]}
    form = sent(his, because="Nothing new in it") | beside
    assert hers.post(reverse("horizon:act"), sent(hers, deed="keep") | {"alike": []})
    assert states(first, *others) == ["kept", "waiting", "waiting"]
    told = his.post(reverse("horizon:act"), form)
    assert told.status_code == 409
    page = read(told.content)
    assert set(page.all_words(BESIDE)) == titles
    again = page.form("//main//div[@class='actions']/form") | {"alike": page.values("alike")}
    assert his.post(reverse("horizon:act"), again).status_code == 302
    assert states(first, *others) == ["in conflict", "discarded", "discarded"]


def test_of_a_list_each_item_takes_only_what_was_shown_beside_it(ann: Account) -> None:
    client = client_of(ann)
    first, second, third = ListedItem.objects.order_by("-score")[:3]
    for row in (first, second):
        row.alike = [third.identity]
        row.save()
    page = page_of(client, f"{TRIAGE}?show=list")
    form = {name: page.values(name) for name in ("alike", "token", "seen", "show")}
    assert form["alike"] == [f"{first.pk}:{third.pk}"]
    said = {"deed": "keep", "item": [str(second.pk)]}
    assert client.post(reverse("horizon:act"), form | said).status_code == 302
    assert states(first, second, third) == ["waiting", "kept", "waiting"]


def test_nobody_has_something_decided_together_that_is_not_alike(ann: Account) -> None:
    client, (first, second) = client_of(ann), alike(2)
    third = ListedItem.objects.order_by("-score")[2]
    forged = {"alike": [f"{first.pk}:{third.pk}", f"{second.pk}:{second.pk}"]}
    form = page_of(client, TRIAGE).form(FIRST_FORM) | forged | {"deed": "keep"}
    assert client.post(reverse("horizon:act"), form).status_code == 302
    assert states(first, second, third) == ["kept", "waiting", "waiting"]
    assert client.post(reverse("horizon:act"), form | {"alike": "all"}).status_code == 422
