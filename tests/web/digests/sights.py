"""The pages of digests."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from tests.web.security.answers import FOR_ALL, FOR_NONE, only
from tests.web.sight import People, Sight
from theodolite.store.models import Edition, Group, GroupDigest, Letter, Subscription
from theodolite.store.tokens import READ_FEEDS, Wanted, make_token
from theodolite.store.unsubscribing import token_for


def group(people: People) -> Mapping[str, Any]:
    """A group whose digest waits for its chair, and whom a member subscribes to."""
    chaired: Group = Group.objects.get(memberships__account=people["group_chair"])
    now = timezone.now()
    GroupDigest.objects.get_or_create(group=chaired, defaults={"changed_at": now})
    Subscription.objects.get_or_create(
        account=people["group_member"],
        group=chaired,
        defaults={"rhythm": "weekly", "since": now},
    )
    return {"number": chaired.pk}


def edition(people: People) -> Mapping[str, Any]:
    made = Edition.objects.create(
        group_id=group(people)["number"],
        rhythm="weekly",
        made_at=timezone.now(),
        subject="Imaging, week 48",
        plain="New things\n==========\n\nhttps://example.org/" + "long-address-" * 9,
        html="<body></body>",
        pdf=b"%PDF-1.7",
    )
    return {"key": made.key}


def some_edition(people: People) -> Mapping[str, Any]:
    edition(people)
    return {}


def failed_letter(people: People) -> Mapping[str, Any]:
    """A digest on one letter of which the mail server fell silent, and one answer it refused."""
    made, now = edition(people), timezone.now()
    told = {"account": people["group_member"], "made_at": now}
    Letter.objects.create(edition=Edition.objects.get(**made), state="unsure", **told)
    Letter.objects.create(subject="Your answer", state="dropped", said="550 no such box", **told)
    return made


def failed_letters(people: People) -> Mapping[str, Any]:
    failed_letter(people)
    return {}


def way_out(people: People) -> Mapping[str, Any]:
    found = Group.objects.get(pk=group(people)["number"])
    return {"token": token_for(people["group_member"], found)}


def own_feed(people: People) -> Mapping[str, Any]:
    """A feed at a secret address of a member."""
    wanted = Wanted("Feeds", (READ_FEEDS,))
    _, secret = make_token(wanted, people["member"], at=timezone.now())
    return {"secret": secret, "kind": "all", "name": "everything", "sort": "atom"}


def key_of_feeds(people: People) -> Mapping[str, Any]:
    own_feed(people)
    return {"key": people["member"].tokens.latest("pk").key}


def public_feed(people: People) -> Mapping[str, Any]:
    return {"kind": "all", "name": "everything", "sort": "atom"}


def held_feeds(people: People) -> Mapping[str, Any]:
    own_feed(people)
    return {}


PAGES = (
    Sight("feeds:mine", "analyst", state="none yet"),
    Sight("feeds:mine", "member", made=held_feeds),
    Sight("digests:mine", "group_member", made=some_edition),
    Sight("digests:mine", "analyst", state="in no group"),
    Sight("digests:group", "group_chair", made=group),
    Sight("digests:group", "curator", made=group),
    Sight("digests:one", "group_member", made=edition),
    Sight("digests:one", "group_chair", made=edition),
    Sight("digests:one", "group_chair", made=failed_letter, state="a letter failed"),
    Sight("digests:letters", "curator", made=failed_letters),
    Sight("digests:letters", "administrator", state="none failed"),
    Sight("digests:unsubscribe", "stranger", made=way_out),
)
FILES = (
    Sight("digests:pdf", "group_member", made=edition),
    Sight("feeds:own", "stranger", made=own_feed),
)
ACTIONS = ("digests:preview", "digests:approve", "digests:again", "feeds:revoke", "feeds:public")
MADE = {
    "digests:preview": group,
    "digests:approve": group,
    "feeds:revoke": key_of_feeds,
    "feeds:public": public_feed,
}
WHO_MAY = {
    "digests:again": only("curator", "administrator"),
    "digests:one": only("group_member", "group_chair", "curator"),
    "digests:pdf": only("group_member", "group_chair", "curator"),
    # Whoever has a secret address stands for its account, as far as feeds go.
    "feeds:own": FOR_ALL,
    # The installation of the tests does not say that feeds are public.
    "feeds:public": FOR_NONE,
    "feeds:revoke": only("member"),
}
