"""Triage in the browser without scripts: every act once, with its reason, and never lost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import client_of, make_account
from tests.web.horizon.made import NOW
from tests.web.horizon.read_page import page_of, read
from tests.web.horizon.triaged import CARD, TRIAGE, act, sent, shown, triage_in_journal
from theodolite.horizon.triage.acts import Act, Deed, entry_of
from theodolite.horizon.triage.state import replay
from theodolite.jobs.worker import Worker, run_due
from theodolite.store import inbox, outcomes, standing
from theodolite.store.models import Account, Job, ListedItem
from theodolite.store.workspace import open_workspace


def test_the_best_comes_first_with_the_reason_for_its_rank_and_the_criteria_beside_it(
    ann: Account,
) -> None:
    page = page_of(client_of(ann), TRIAGE)
    best = ListedItem.objects.order_by("-score", "id").first()
    assert best is not None
    assert page.words(f"{CARD}//h2") == best.title
    assert page.words("//p[@class='why']") == best.why
    assert best.why.startswith("Ranked here because of ‘")
    criteria = page.words("//aside")
    assert "Climate and carbon" in criteria
    assert "Nothing relevant was found yet" in criteria


def test_what_is_kept_is_in_the_history_and_the_next_comes(ann: Account) -> None:
    client = client_of(ann)
    item = shown(client)
    assert act(client, deed="keep") == 302
    item.refresh_from_db()
    assert item.state == "kept"
    (written,) = triage_in_journal()
    assert (written.deed, written.identity, written.by) == ("keep", item.identity, ann.key)
    assert shown(client) != item


def test_a_discard_needs_a_reason_and_keeps_it(ann: Account) -> None:
    client = client_of(ann)
    item = shown(client)
    refused = client.post(reverse("horizon:act"), sent(client, deed="discard"))
    assert refused.status_code == 422
    assert "Say in a few words why it is discarded" in refused.content.decode()
    assert act(client, because="Nothing new in it") == 302
    assert triage_in_journal()[0].reason == "Nothing new in it"
    item.refresh_from_db()
    assert item.state == "discarded"


def test_a_form_that_is_sent_twice_is_done_once(ann: Account) -> None:
    client = client_of(ann)
    form = sent(client, deed="keep")
    for _ in range(3):
        assert client.post(reverse("horizon:act"), form).status_code == 302
    assert len(triage_in_journal()) == 1
    # Whoever goes back to the page and decides otherwise is heard, though the form is the same.
    otherwise = form | {"deed": "discard", "words": "On second thoughts"}
    assert client.post(reverse("horizon:act"), otherwise).status_code == 302
    assert [one.deed for one in triage_in_journal()] == ["keep", "discard"]
    undo = {"token": "one-undo"}
    for _ in range(2):
        client.post(reverse("horizon:undo"), undo)
    assert [one.deed for one in triage_in_journal()] == ["keep", "discard", "undo"]


def test_an_undo_brings_the_last_item_back_to_the_top(ann: Account) -> None:
    client = client_of(ann)
    first = shown(client)
    act(client, deed="keep")
    act(client, deed="skip")
    client.post(reverse("horizon:undo"), {"token": "a"})
    client.post(reverse("horizon:undo"), {"token": "b"})
    assert shown(client) == first
    assert ListedItem.objects.get(pk=first.pk).state == "waiting"


def test_what_is_put_off_is_gone_until_its_day_and_then_leads(ann: Account) -> None:
    client, today = client_of(ann), timezone.localdate()
    item = shown(client)
    too_soon = client.post(reverse("horizon:act"), sent(client, deed="defer", until=str(today)))
    assert too_soon.status_code == 422
    assert "Choose a day after today" in too_soon.content.decode()
    assert act(client, deed="defer", until=str(today + timedelta(days=3))) == 302
    assert shown(client) != item
    (later,) = inbox.upcoming(ann.key, on=today + timedelta(days=3))
    assert later.item == item
    assert later.why.startswith("You put it off until")


def test_what_is_skipped_comes_last(ann: Account) -> None:
    client = client_of(ann)
    item = shown(client)
    act(client, deed="skip")
    everything = inbox.upcoming(ann.key, on=NOW.date(), most=1_000)
    assert (everything[-1].item, everything[-1].why) == (item, "You skipped it.")


def test_a_second_curator_is_told_what_the_first_did_and_may_differ(ann: Account) -> None:
    ben = make_account("curator")
    hers, his = client_of(ann), client_of(ben)
    form = sent(his, because="Too weak to rely on")
    item = shown(hers)
    act(hers, deed="keep")
    told = his.post(reverse("horizon:act"), form)
    assert told.status_code == 409
    page = read(told.content)
    assert f"{ann.name}: Kept" in page.words()
    assert len(triage_in_journal()) == 1
    fields = page.form("//main//div[@class='actions']/form")
    assert his.post(reverse("horizon:act"), fields).status_code == 302
    item.refresh_from_db()
    assert item.state == "in conflict"


def test_a_conflict_is_settled_by_a_third_person_or_by_agreement(ann: Account) -> None:
    item = ListedItem.objects.order_by("-score").first()
    ben, cy = make_account("curator"), make_account("curator")
    for who, deed in ((ann, "keep"), (ben, "discard")):
        inbox.decide(Act(deed, item.identity, who.key, NOW), on=NOW.date())
    settle = {"item": str(item.pk), "verdict": "keep", "token": "t", "words": "useful after all"}
    alone = client_of(ben).post(reverse("horizon:settle"), settle)
    assert alone.status_code == 422
    assert "a third person settles it" in alone.content.decode()
    assert ann.name in page_of(client_of(cy), reverse("horizon:conflicts")).words()
    assert client_of(cy).post(reverse("horizon:settle"), settle).status_code == 302
    item.refresh_from_db()
    assert item.state == "kept"


def test_titles_in_the_list_run_the_way_they_are_written(ann: Account) -> None:
    page = page_of(client_of(ann), f"{TRIAGE}?show=list").whole
    labels = page.xpath("//label[starts-with(@for, 'tick-')]")
    assert labels
    assert {label.get("dir") for label in labels} == {"auto"}


def test_many_ticked_items_are_discarded_together_and_each_once(ann: Account) -> None:
    client = client_of(ann)
    page = page_of(client, f"{TRIAGE}?show=list")
    boxes = page.values("item")
    assert len(boxes) == 25
    form = {
        "item": boxes[:4],
        "deed": "discard",
        "words": "old news",
        "show": "list",
        "token": page.values("token")[0],
        "seen": page.values("seen")[0],
    }
    for _ in range(2):
        assert client.post(reverse("horizon:act"), form).status_code == 302
    assert ListedItem.objects.filter(pk__in=boxes[:4], state="discarded").count() == 4
    assert len(triage_in_journal()) == 4
    none = client.post(reverse("horizon:act"), {**form, "item": []})
    assert none.status_code == 422
    assert "Tick at least one item" in none.content.decode()


def test_the_rows_say_what_a_replay_of_the_history_says(ann: Account) -> None:
    ben = make_account("curator")
    rows = list(ListedItem.objects.order_by("-score")[:6])
    deeds = (
        (ann, "keep", 0), (ben, "discard", 0), (ann, "discard", 1), (ann, "skip", 2),
        (ben, "keep", 3), (ann, "undo", 1), (ben, "keep", 1), (ann, "keep", 4), (ann, "undo", 4),
    )  # fmt: skip
    for who, deed, at in deeds:
        inbox.decide(Act(deed, rows[at].identity, who.key, NOW), on=NOW.date())
    said_by_history = replay(triage_in_journal()).outcomes
    said = {row.identity: row.state for row in ListedItem.objects.exclude(state="waiting")}
    assert said == {who: said_by_history[who] for who in said}
    assert len(said) == 3


def test_acts_of_the_command_line_are_caught_up_with(ann: Account) -> None:
    client = client_of(ann)
    item = shown(client)
    open_workspace(settings.FOLDER).append([entry_of(Act("keep", item.identity, "somebody", NOW))])
    inbox.upcoming(ann.key, on=NOW.date())
    told = client.post(reverse("horizon:act"), sent(client, deed="keep") | {"item": str(item.pk)})
    assert told.status_code in (302, 409)
    assert standing.acts_about(item.records)[0].by == "somebody"


def test_what_the_command_line_decided_or_took_back_is_so_on_pages(ann: Account) -> None:
    def does(deed: Deed, identity: str = "") -> None:
        act = Act(deed, identity, "somebody", timezone.now())
        open_workspace(settings.FOLDER).append([entry_of(act)])
        outcomes.catch_up()

    item = shown(client_of(ann))
    for deed, state in (("keep", "kept"), ("undo", "waiting")):
        does(deed, item.identity)
        item.refresh_from_db()
        assert item.state == state
    does("stop")
    outcomes.set_aside()
    assert not ListedItem.objects.filter(state="waiting").exists()
    does("undo")
    assert shown(client_of(ann)) == item


def test_an_audit_is_read_first_and_a_stop_sets_the_rest_aside(ann: Account) -> None:
    client = client_of(ann)
    assert client.post(reverse("horizon:audit"), {"size": "5", "token": "a"}).status_code == 302
    listed = inbox.upcoming(ann.key, on=NOW.date(), most=6)
    assert [one.why == "Drawn by chance for the audit." for one in listed] == [True] * 5 + [False]
    assert client.post(reverse("horizon:stop"), {"token": "b"}).status_code == 302
    assert inbox.upcoming(ann.key, on=NOW.date(), most=6) == []
    client.post(reverse("horizon:undo"), {"token": "c"})
    assert len(inbox.upcoming(ann.key, on=NOW.date(), most=6)) == 6


def test_the_undo_of_a_stop_brings_the_best_back_at_once_and_all_in_the_end(
    ann: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "AT_A_TIME", 7)
    client, waiting = client_of(ann), ListedItem.objects.filter(state="waiting")
    before = list(waiting.order_by("-score", "id"))
    assert len(before) > 20
    client.post(reverse("horizon:stop"), {"token": "a"})
    assert run_due() == 1
    assert not waiting.exists()
    client.post(reverse("horizon:undo"), {"token": "b"})
    assert list(waiting.order_by("-score", "id")) == before[:7]
    assert run_due() == 1
    assert set(waiting) == set(before)


def test_a_page_of_the_round_is_used_for_an_audit_and_then_for_a_stop(ann: Account) -> None:
    client = client_of(ann)
    token = page_of(client, reverse("horizon:round")).values("token")[0]
    client.post(reverse("horizon:audit"), {"size": "5", "token": token})
    client.post(reverse("horizon:stop"), {"token": token})
    assert [one.deed for one in triage_in_journal()] == ["audit", "stop"]
    refused = client.post(reverse("horizon:audit"), {"size": "none", "token": token})
    assert refused.status_code == 422
    assert "The round began when reading was last stopped" in read(refused.content).words()


def test_a_conflict_settled_otherwise_from_the_same_page_is_not_told_as_done(ann: Account) -> None:
    item = ListedItem.objects.order_by("-score").first()
    ben, client = make_account("curator"), client_of(make_account("curator"))
    for who, deed in ((ann, "keep"), (ben, "discard")):
        inbox.decide(Act(deed, item.identity, who.key, NOW), on=NOW.date())
    settle = {"item": str(item.pk), "verdict": "keep", "token": "t"}
    assert client.post(reverse("horizon:settle"), settle).status_code == 302
    otherwise = client.post(reverse("horizon:settle"), settle | {"verdict": "discard"})
    assert otherwise.status_code == 422
    assert client.post(reverse("horizon:settle"), settle | {"item": "none"}).status_code == 302


def test_the_criteria_of_two_people_are_both_shown_before_one_is_lost(ann: Account) -> None:
    hers, his = client_of(ann), client_of(make_account("curator"))
    address = reverse("horizon:criteria")
    seen = page_of(hers, address).values("seen_version")[0]
    assert hers.post(address, {"text": "Only what we can use", "seen_version": seen}).status_code
    told = his.post(address, {"text": "Everything new", "seen_version": seen})
    assert told.status_code == 409
    assert "Only what we can use" in told.content.decode()
    assert "Everything new" in told.content.decode()
    assert "Only what we can use" in page_of(his, TRIAGE).words("//aside")


def test_decisions_ask_for_a_new_order_once(ann: Account) -> None:
    client = client_of(ann)
    for _ in range(3):
        act(client, deed="keep")
    assert Job.objects.filter(kind="rank").count() == 1


def test_a_new_order_is_made_now_and_then_while_people_decide_and_at_once_after_a_stop(
    ann: Account,
) -> None:
    client = client_of(ann)
    act(client, deed="keep")
    assert run_due() == 1
    for _ in range(3):
        act(client, deed="keep")
    assert run_due() == 0
    soon = inbox.RANKINGS_APART
    assert run_due(Worker(now=lambda: timezone.now() + soon)) == 1
    act(client, deed="keep")
    client.post(reverse("horizon:stop"), {"token": "a"})
    assert run_due() == 1


def test_nobody_but_curators_decides(ann: Account) -> None:
    item = ListedItem.objects.first()
    for role in ("council", "analyst", "administrator"):
        client = client_of(make_account(role))
        assert client.get(TRIAGE).status_code == 403
        said = {"item": str(item.pk), "deed": "keep", "token": "t", "seen": "0"}
        assert client.post(reverse("horizon:act"), said).status_code == 403
    item.refresh_from_db()
    assert item.state == "waiting"
