"""What tests of triage do over and over: look at what is shown, and send its form."""

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.web.horizon.read_page import page_of
from theodolite.horizon.triage.acts import KIND, Act, acts_from
from theodolite.store.models import ListedItem
from theodolite.store.workspace import open_workspace

TRIAGE = reverse("horizon:triage")
CARD = "//article[contains(@class, 'item-card')]"
FIRST_FORM = "//div[@class='deeds']//form"


def sent(client: Client, **said: str) -> dict[str, str]:
    """What the form of the item that is shown would send."""
    return page_of(client, TRIAGE).form(FIRST_FORM) | said


def act(client: Client, **said: str) -> int:
    return client.post(reverse("horizon:act"), sent(client, **said)).status_code


def shown(client: Client) -> ListedItem:
    return ListedItem.objects.get(pk=sent(client)["item"])


def triage_in_journal() -> list[Act]:
    return acts_from(open_workspace(settings.FOLDER).entries(KIND))
