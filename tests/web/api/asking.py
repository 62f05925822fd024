"""Programs that ask the API, each with a token of its own, and things for them to find."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.web.conftest import make_account
from theodolite.store.models import Account, ListedItem, ListedRecord, ListedSource, ListedTopic
from theodolite.store.models.token import Token, digest_of, new_secret

SEEN = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Program:
    """One that shows a token."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(enforce_csrf_checks=True)

    def get(self, address: str, asked: Mapping[str, Any] | None = None) -> HttpResponse:
        """Ask for something."""
        return self.client.get(f"/api/{address}", asked, headers=self._shown())

    def post(self, address: str, sent: object, **headers: str) -> HttpResponse:
        """Send something as JSON."""
        return self.client.post(
            f"/api/{address}",
            sent,
            content_type="application/json",
            headers={**self._shown(), **headers},
        )

    def _shown(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}


def program_of(account: Account, *scopes: str) -> Program:
    """A program with a token of these scopes, whatever the account may do itself."""
    secret = new_secret()
    Token.objects.create(
        account=account,
        name="A script",
        digest=digest_of(secret),
        scopes=list(scopes),
        made_at=timezone.now(),
    )
    return Program(secret)


def program(*roles: str, scopes: tuple[str, ...] = ("read:horizon",)) -> Program:
    return program_of(make_account(*roles), *scopes)


def listed(name: str, state: str = "waiting", **named: Any) -> ListedItem:
    """A thing as pages list it."""
    topics, sources = named.pop("topics", []), named.pop("sources", ["A journal"])
    fields: dict[str, Any] = {"observed_at": SEEN, "kind": "paper"} | named
    item = ListedItem.objects.create(
        identity=f"url:https://example.org/{name}",
        title=f"On {name}",
        state=state,
        topics=topics,
        sources=sources,
        records=[f"url:https://example.org/{name}"],
        **fields,
    )
    ListedRecord.objects.create(identity=item.identity, item=item)
    seen = {"observed_at": item.observed_at, "item": item}
    ListedTopic.objects.bulk_create(ListedTopic(code=code, **seen) for code in topics)
    ListedSource.objects.bulk_create(ListedSource(name=one, **seen) for one in sources)
    return item


def closing(name: str, on: date, state: str = "kept") -> ListedItem:
    return listed(name, state, deadline=on)
