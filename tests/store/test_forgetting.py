"""What a member told the society goes with the member: from the archive, its pages and copies."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from tests.web.conftest import client_of, make_account
from theodolite.horizon.item import Item, Seen
from theodolite.store.backup import back_up, check
from theodolite.store.installation import DATABASE_FILE
from theodolite.store.listing import fill
from theodolite.store.models import Account, Job, ListedItem, Sighting
from theodolite.store.named_items import items_named
from theodolite.store.people import NobodyLeft
from theodolite.store.retention import erase_everywhere
from theodolite.store.search import search
from theodolite.store.subjects import erase_subject
from theodolite.store.workspace import Workspace, open_workspace

NOW = timezone.now()
WHY = "My ward at Bluebellhospital ran dry."
TOLD = {"given": "Heliumshortage https://example.org/helium", "why": WHY}
IN_WORDS = {"given": "Bluebellscanner of ours", "why": "Seen on my rounds."}


def workspace() -> Workspace:
    return open_workspace(settings.FOLDER)


@pytest.fixture
def ada(transactional_db: None) -> Iterator[Account]:
    """A member who told of two things, one of them in words alone; both are listed."""
    member = make_account()
    for told in (TOLD, IN_WORDS):
        client_of(member).post("/sightings/new/", told)
    fill(list(workspace().items()), {})
    yield member
    for file in workspace().segments.iterdir():
        file.unlink()


def said() -> set[tuple[str, str]]:
    return {(one.title, one.abstract) for one in workspace().items()}


def erase(member: Account) -> int:
    return erase_subject(member.email, by="an office", at=NOW).forgotten


@pytest.mark.either_database
def test_the_things_stay_in_the_archive_without_a_word_of_who_told(ada: Account) -> None:
    curator = make_account("curator")
    assert len(search("Bluebellhospital", curator).hits) == 1
    assert erase(ada) == 2
    nothing = "Told by a member whose words were erased"
    assert said() == {("https://example.org/helium", ""), (nothing, "")}
    assert said() == set(ListedItem.objects.values_list("title", "abstract"))
    for word in ("Bluebellhospital", "Heliumshortage", "Bluebellscanner"):
        assert not search(word, curator).hits
    assert set(Sighting.objects.values_list("given", "why", "answer")) == {("", "", "")}
    again = list(workspace().items())
    assert not workspace().keep(again).changed


@pytest.mark.either_database
def test_what_sources_and_other_members_said_stays(ada: Account) -> None:
    seen = Seen("journal", "https://example.org/feed", NOW, "0f")
    (theirs,) = items_named(workspace(), ["url:https://example.org/helium"])
    from_source = replace(theirs, title="Helium runs short", kind="news", trail=(seen,))
    workspace().keep([replace(from_source, observed_at=NOW + timedelta(days=1))])
    bo = make_account()
    client_of(bo).post("/sightings/new/", TOLD | {"given": "Another thing", "why": "Read it."})
    assert erase(ada) == 2
    assert ("Helium runs short", WHY) in said(), "the source says so"
    assert ("Another thing", "Read it.") in said()
    (then,) = (
        one for one in workspace().items(observed_by=NOW + timedelta(hours=1))
        if one.identity == theirs.identity
    )  # fmt: skip
    assert (then.title, then.abstract) == (theirs.address, "")


def test_words_in_a_sealed_segment_and_in_backups_are_gone_too(
    ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "theodolite.web.settings")
    others = [Item(f"doi:10.1/{number}", f"Dose {number}", "paper", NOW) for number in range(4)]
    replace(workspace(), segment=3).keep(others)
    assert len(list(workspace().segments.glob("*.parquet"))) == 2
    ListedItem.objects.update(state="kept")
    made = back_up(settings.FOLDER, now=NOW)
    Job.objects.all().delete()
    gone = erase_everywhere(settings.FOLDER, ada.email, by="an office", why="asked", now=NOW)
    assert gone.receipt.forgotten == 2
    assert {(one.title, "") for one in others} < said()
    check(made.folder)
    for folder in (Path(settings.FOLDER), made.folder):
        for file in (folder / "items").glob("*.parquet"):
            assert "luebell" not in str(pl.read_parquet(file).rows()), file
    database = Path(connection.settings_dict["NAME"])
    for file in (*database.parent.glob(f"{database.name}*"), made.folder / DATABASE_FILE):
        assert b"luebell" not in file.read_bytes(), file
    assert Job.objects.get().kind == "place", "trends and figures are told anew"


def test_an_erasure_that_was_killed_after_it_replaced_a_file_ends_the_same(ada: Account) -> None:
    replace(workspace(), segment=2).keep(list(workspace().items()))
    with transaction.atomic():
        erase(ada)
        transaction.set_rollback(True)
    assert ListedItem.objects.filter(abstract=WHY).exists()
    assert erase(ada) == 2
    assert said() == set(ListedItem.objects.values_list("title", "abstract"))
    assert not workspace().keep(list(workspace().items())).changed


def test_an_erasure_that_is_refused_takes_no_words(ada: Account) -> None:
    Account.objects.filter(roles_held__role="administrator").delete()
    ada.roles_held.create(role="administrator")
    before = said()
    with pytest.raises(NobodyLeft):
        erase(ada)
    assert said() == before
