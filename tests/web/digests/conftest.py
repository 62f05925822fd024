"""A society with a framework and a few items, and a group whose digest is set up."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.web.conftest import make_account
from theodolite.horizon.item import Item, Seen
from theodolite.store.digests import About, Made, change_digest, keep_preview
from theodolite.store.models import Account, Group, GroupDigest, Subscription
from theodolite.store.workspace import open_workspace


@pytest.fixture
def group(framework: None, db: None) -> Group:
    """A group whose chair has approved a digest on imaging."""
    return approved_group("Imaging group")


def approved_group(name: str) -> Group:
    chair = make_account(group=name, is_chair=True)
    group = Group.objects.get(name=name)
    now = timezone.now()
    change_digest(group, About(("imaging",), 12), seen_version=1, by=chair, at=now)
    GroupDigest.objects.filter(group=group).update(approved_by=chair, approved_at=now)
    return group


def subscriber(group: Group, rhythm: str = "weekly") -> Account:
    account = make_account()
    Subscription.objects.create(account=account, group=group, rhythm=rhythm, since=timezone.now())
    return account


def preview_of(group: Group) -> None:
    keep_preview(group, Made("Preview", "Plain words", "<body></body>", b"%PDF"), at=timezone.now())


def found(*names: str, at: datetime | None = None) -> None:
    """Let a scan have found things on imaging."""
    moment = at or timezone.now() - timedelta(hours=1)
    seen = Seen("A journal", "https://example.org/feed", moment.astimezone(UTC))
    open_workspace(settings.FOLDER).keep(
        Item(
            identity=f"url:https://example.org/{name}",
            title=f"Imaging of {name}",
            kind="paper",
            observed_at=seen.at,
            abstract="New pictures of people, in imaging.",
            address=f"https://example.org/{name}",
            trail=(seen,),
        )
        for name in names
    )
