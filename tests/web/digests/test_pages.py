"""Who subscribes to what, who looks after a digest, and how anyone ends it."""

import re

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from tests.web.conftest import client_of, make_account
from tests.web.digests.conftest import preview_of, subscriber
from theodolite.store.digests import Made, send_out
from theodolite.store.letters import write_letter
from theodolite.store.models import (
    Account,
    Edition,
    Entry,
    Group,
    GroupDigest,
    Job,
    Letter,
    Subscription,
)
from theodolite.store.unsubscribing import token_for

pytestmark = pytest.mark.django_db


def chair_of(group: Group) -> Account:
    return group.memberships.get(is_chair=True).account


def sent_to(group: Group) -> Edition:
    from theodolite.horizon.archive import Entry as Told

    told = Told("bulletin", "x", "bulletin", timezone.now(), {"items": [], "rises": []})
    return send_out(group, "weekly", Made("News", "Words & <b>", "<body></body>", b"%PDF-1"), told)


def test_a_member_chooses_and_the_choice_is_kept_and_told(group: Group) -> None:
    account = make_account()
    client, field = client_of(account), f"group_{group.pk}"
    client.post("/digests/", {"watched": "never", field: "monthly"})
    assert account.subscriptions.get().rhythm == "monthly"
    assert 'value="monthly" selected' in client.get("/digests/").text
    client.post("/digests/", {"watched": "never", field: "monthly"})
    client.post("/digests/", {"watched": "never", field: "never"})
    assert not account.subscriptions.exists()
    assert Entry.objects.filter(kind="digest", by=account.key).count() == 2


def test_a_choice_that_is_not_offered_is_refused(group: Group) -> None:
    account = make_account()
    client_of(account).post("/digests/", {"watched": "never", f"group_{group.pk}": "hourly"})
    assert not account.subscriptions.exists()


def test_one_click_ends_it_without_signing_in(group: Group) -> None:
    account = subscriber(group)
    other = subscriber(group)
    address = f"/digests/unsubscribe/{token_for(account, group)}/"
    program = Client(enforce_csrf_checks=True)
    looked = program.get(address)
    assert looked.status_code == 200
    assert account.subscriptions.exists()
    assert account.email not in looked.text
    answer = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not account.subscriptions.exists()
    assert other.subscriptions.exists()
    assert program.post(address).status_code == 200
    assert "_auth_user_id" not in program.session


@pytest.mark.parametrize("change", [lambda t: t[:-1] + "A", lambda t: "x", lambda t: t[1:]])
def test_a_token_that_was_not_made_here_ends_nothing(group: Group, change: object) -> None:
    account = subscriber(group)
    token = change(token_for(account, group))  # type: ignore[operator]
    assert Client().post(f"/digests/unsubscribe/{token}/").status_code == 422
    forged = signing.dumps([account.key, group.pk], salt="another")
    assert Client().post(f"/digests/unsubscribe/{forged}/").status_code == 422
    assert account.subscriptions.exists()


def test_a_token_ends_one_subscription_and_does_nothing_else(group: Group) -> None:
    account = subscriber(group)
    other = Group.objects.create(name="Other")
    Subscription.objects.create(account=account, group=other, rhythm="weekly", since=timezone.now())
    token = token_for(account, group)
    Client().post(f"/digests/unsubscribe/{token}/")
    assert [one.group for one in account.subscriptions.all()] == [other]
    assert (
        Client().get("/digests/", headers={"Authorization": f"Bearer {token}"}).status_code == 302
    )


def test_a_chair_sets_a_digest_up_sees_it_and_approves_it(framework: None) -> None:
    chair = make_account(group="Imaging group", is_chair=True)
    group = Group.objects.get()
    client, address = client_of(chair), f"/digests/group/{group.pk}/"
    assert "Not set up yet" in client.get(address).text
    client.post(address, {"topics": ["imaging"], "most": "5", "seen_version": "1"})
    digest = GroupDigest.objects.get()
    assert (digest.topics, digest.most, digest.approved_at) == (["imaging"], 5, None)
    assert Job.objects.get(kind="digest").detail == {"group": group.pk, "preview": True}
    early = client.post(f"{address}approve/", {"goes_out": "yes"})
    assert early.status_code == 422
    assert "Make a preview" in early.text
    preview_of(group)
    page = client.get(address).text
    assert "Plain words" in page
    client.post(f"{address}approve/", {"goes_out": "yes"})
    assert GroupDigest.objects.get().approved_by == chair
    client.post(f"{address}approve/", {"goes_out": "no"})
    assert GroupDigest.objects.get().approved_at is None


def test_a_change_takes_the_approval_back(group: Group) -> None:
    preview_of(group)
    client = client_of(chair_of(group))
    seen = GroupDigest.objects.get().version
    client.post(
        f"/digests/group/{group.pk}/",
        {"topics": ["safety"], "most": "5", "seen_version": str(seen)},
    )
    assert GroupDigest.objects.get().approved_at is None
    answer = client.post(f"/digests/group/{group.pk}/approve/", {"goes_out": "yes"})
    assert answer.status_code == 422


def test_two_who_change_it_at_once_are_shown_both(group: Group) -> None:
    seen = str(GroupDigest.objects.get().version)
    address = f"/digests/group/{group.pk}/"
    mine = {"topics": ["safety"], "most": "5", "seen_version": seen}
    theirs = {"topics": ["imaging"], "most": "7", "seen_version": seen}
    client_of(make_account("curator")).post(address, theirs)
    answer = client_of(chair_of(group)).post(address, mine)
    assert answer.status_code == 409
    assert "changed by someone else" in answer.text
    assert GroupDigest.objects.get().most == 7


def test_only_chairs_of_the_group_and_curators_look_after_it(group: Group) -> None:
    address = f"/digests/group/{group.pk}/"
    others = [
        make_account(),
        make_account(group=group.name),
        make_account(group="Other", is_chair=True),
        *(make_account(role) for role in ("council", "analyst", "administrator")),
    ]
    for account in others:
        client = client_of(account)
        for path in (address, f"{address}approve/", f"{address}preview/"):
            assert client.post(path, {"goes_out": "yes"}).status_code == 403
        assert client.get(address).status_code == 403
    for account in (chair_of(group), make_account("curator")):
        assert client_of(account).get(address).status_code == 200


def test_digests_and_previews_are_seen_by_whom_they_are_for(group: Group) -> None:
    reader = subscriber(group)
    edition = sent_to(group)
    preview_of(group)
    preview = Edition.objects.get(is_preview=True)
    member = make_account(group=group.name)
    seen = {
        reader: (200, 404),
        member: (200, 404),
        chair_of(group): (200, 200),
        make_account("curator"): (200, 200),
        make_account(): (404, 404),
        make_account(group="Other", is_chair=True): (404, 404),
        make_account("administrator"): (404, 404),
    }
    for account, statuses in seen.items():
        client = client_of(account)
        for one, status in zip((edition, preview), statuses, strict=True):
            assert client.get(f"/digests/{one.key}/").status_code == status
            assert client.get(f"/digests/{one.key}.pdf").status_code == status
    page = client_of(chair_of(group)).get(f"/digests/{edition.key}/").text
    assert "Words &amp; &lt;b&gt;" in page
    assert "Sent to 0; 1 on the way" in page
    assert "on the way" not in client_of(reader).get(f"/digests/{edition.key}/").text
    file = client_of(reader).get(f"/digests/{edition.key}.pdf")
    assert re.fullmatch(r'attachment; filename="digest-.*\.pdf"', file["Content-Disposition"])


def test_what_failed_is_sent_again_by_whoever_looks_after_it(group: Group) -> None:
    readers = [subscriber(group) for _ in range(3)]
    edition = sent_to(group)
    Letter.objects.update(state="unsure")
    Letter.objects.filter(account=readers[0]).update(state="sent")
    Subscription.objects.filter(account=readers[1]).delete()
    address, sent = f"/digests/{edition.key}/", {"digest": edition.key}
    chair = client_of(chair_of(group))
    page = chair.get(address).text
    assert "Send again to 1 person" in page
    assert "could get it twice" in page
    assert "Send again" not in client_of(readers[2]).get(address).text
    others = (readers[2], make_account(group="Other", is_chair=True), make_account("analyst"))
    for account in others:
        assert client_of(account).post("/digests/letters/again/", sent).status_code == 404
    assert client_of(chair_of(group)).post("/digests/letters/again/").status_code == 404
    assert "1 person" in chair.post("/digests/letters/again/", sent, follow=True).text
    assert Letter.objects.get(account=readers[2]).state == "waiting"
    assert Letter.objects.get(account=readers[1]).state == "unsure"
    assert "Nothing was left" in chair.post("/digests/letters/again/", sent, follow=True).text


def test_the_office_sees_how_many_letters_failed_and_never_whose(group: Group) -> None:
    reader = subscriber(group)
    write_letter(reader, "Your sighting has an answer", "Dear Ana", at=timezone.now())
    Letter.objects.update(state="dropped", said="550 mailbox full")
    for role in ("curator", "administrator"):
        client = client_of(make_account(role))
        assert 'href="/digests/letters/"' in client.get("/").text
        page = client.get("/digests/letters/").text
        assert "550 mailbox full" in page
        assert reader.email not in page
        assert "Dear Ana" not in page
    client.post("/digests/letters/again/")
    assert Letter.objects.get().state == "waiting"
