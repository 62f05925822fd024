"""The jobs behind the pages: placing everything, putting the inbox in order, adding a source."""

from django.conf import settings

from tests.web.horizon.made import NOW
from theodolite.horizon.archive import Entry
from theodolite.horizon.duplicates.decisions import kept_apart
from theodolite.horizon.item import Item, Seen
from theodolite.horizon.placing import Correction
from theodolite.horizon.placing.corrections import NONE_OF_THESE
from theodolite.horizon.sources.sources_file import read_sources
from theodolite.horizon.triage.acts import Act
from theodolite.jobs.place import known_now, list_everything
from theodolite.jobs.worker import Worker, run_due
from theodolite.store import inbox, relisting
from theodolite.store.findings import RoundTold, newest
from theodolite.store.listing import fill
from theodolite.store.models import Account, Job, ListedItem, ListedRecord
from theodolite.store.queue import ask_for
from theodolite.store.workspace import open_workspace


def done(kind: str, **detail: object) -> Job:
    """A job of this kind, asked for and done."""
    Job.objects.all().delete()
    asked = ask_for(kind, detail, "schedule")
    run_due(Worker(now=lambda: NOW.replace(year=2027)))
    asked.refresh_from_db()
    assert asked.state == Job.State.DONE, asked.error
    return asked


def test_placing_finds_what_came_since_and_keeps_what_was_decided(ann: Account) -> None:
    row = ListedItem.objects.order_by("-score").first()
    assert row is not None
    inbox.decide(Act("keep", row.identity, ann.key, NOW), on=NOW.date())
    split = next(one for one in ListedItem.objects.order_by("pk") if len(one.records) == 2)
    kept, now = open_workspace(settings.FOLDER), NOW
    kept.append([kept_apart(*split.records, by=ann.key, at=now)])
    seen = Seen("journal", "https://made-up.example/new", NOW, "0" * 64)
    text = "Helium-free magnets and the carbon footprint of scanners in hospitals"
    kept.keep([Item("doi:10.99999/new", text, "paper", NOW, address=seen.address, trail=(seen,))])
    before = ListedItem.objects.count()
    job = done("place")
    assert job.result["listed"] == ListedItem.objects.count() == before + 2
    new = ListedItem.objects.get(identity="doi:10.99999/new")
    assert (new.state, new.sources) == ("waiting", ["journal"])
    apart = ListedRecord.objects.filter(identity__in=split.records).values_list("item", flat=True)
    assert len(set(apart)) == 2
    row.refresh_from_db()
    assert row.state == "kept"
    assert done("place").result["written"] == 0


def test_a_new_order_follows_the_decisions_and_tells_of_the_round(ann: Account) -> None:
    rows = list(ListedItem.objects.order_by("-score", "id"))
    magnets = [row for row in rows if "helium" in row.title.lower()]
    others = [row for row in rows if row not in magnets]
    acts = [Act("keep", row.identity, ann.key, NOW) for row in magnets[:3]]
    acts += [Act("discard", row.identity, ann.key, NOW, reason="so") for row in others[:8]]
    for act in acts:
        inbox.decide(act, on=NOW.date())
    done("rank")
    first = inbox.upcoming(ann.key, on=NOW.date(), most=5)
    assert all("helium" in one.item.title.lower() for one in first)
    assert all("like" in one.why for one in first)
    told = newest("round", RoundTold, ann)
    assert told is not None
    assert (told.said.kept, told.said.discarded) == (3, 8)
    assert told.said.unread == ListedItem.objects.filter(state="waiting").count()


def test_what_people_say_while_everything_is_placed_is_not_lost(ann: Account) -> None:
    kept, began = open_workspace(settings.FOLDER), relisting.newest_line()
    rows = ListedItem.objects.order_by("pk")
    placed, merged = rows[0], next(one for one in rows if len(one.records) == 2)

    def tell(share: float, words: str) -> None:
        """Nobody looks on."""

    known = known_now(settings.FOLDER, kept, now=NOW, tell=tell)
    said = Correction(placed.identity, "topic", NONE_OF_THESE, by=ann.key)
    relisting.correct(placed, [said], at=NOW)
    apart = kept_apart(*merged.records, by=ann.key, at=NOW)
    relisting.say([apart], kept, merged.records)
    list_everything(known, now=NOW, tell=tell)
    relisting.relist_since(began, kept)
    assert ListedItem.objects.get(identity=placed.identity).topics == []
    records = ListedRecord.objects.filter(identity__in=merged.records)
    assert len(set(records.values_list("item", flat=True))) == 2


def test_what_is_taken_out_of_the_archive_is_listed_no_more(ann: Account) -> None:
    some = list(ListedItem.objects.values_list("identity", flat=True)[:3])
    items = [Item(one, f"Item {one}", "paper", NOW) for one in some[:2]]
    before = ListedItem.objects.count()
    assert fill(items, {}) == {"listed": 2, "written": 2, "taken_out": before - 2}
    assert set(ListedItem.objects.values_list("identity", flat=True)) == set(some[:2])


def test_an_address_that_tells_what_it_is_becomes_a_source_once(ann: Account) -> None:
    address = "webcal://made-up.example/meetings.ics"
    added = done("recognise", address=address, topics=["climate"]).result["added"]
    assert added == ["made-up.example"]
    assert done("recognise", address=address).result == {
        "why": "it begins with webcal://",
        "added": [],
        "already": 1,
    }
    found = read_sources(settings.FOLDER / "sources.toml")[-1]
    assert (found.kind, found.topics) == ("calendar", ("climate",))


def test_hostile_text_does_not_stop_placing(ann: Account) -> None:
    text = "A lone half \ud83d character, a null \x00 and <b>markup</b>"
    item = Item("sha256:hostile", text, "news", NOW, abstract=text)
    fill([item], {})
    row = ListedItem.objects.get()
    assert "\x00" not in row.title
    row.title.encode("utf-8")


def test_an_entry_of_another_kind_changes_nothing_in_the_inbox(ann: Account) -> None:
    first = inbox.upcoming(ann.key, on=NOW.date())
    open_workspace(settings.FOLDER).append([Entry("response", first[0].item.identity, "x", NOW)])
    assert inbox.upcoming(ann.key, on=NOW.date()) == first
