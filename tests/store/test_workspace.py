"""A workspace keeps what a list would, forgets nothing, and says what was known on any day."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.horizon.fakes import ListArchive, ListJournal
from tests.reliability.keeper import BATCH, batch_of
from tests.store.conftest import Fresh
from theodolite.horizon.archive import Entry
from theodolite.horizon.item import Item, Link, Published, Seen
from theodolite.store.errors import DamagedWorkspace, StoreError
from theodolite.store.named_items import items_named
from theodolite.store.workspace import Workspace, open_workspace

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)

moments = st.integers(0, 6).map(lambda hours: NOON + timedelta(hours=hours, microseconds=hours))
NO_TEXT = "\0" if connection.vendor == "postgresql" else ""
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=NO_TEXT), max_size=6)
places = st.builds(Seen, st.sampled_from("ab"), text, moments, st.sampled_from(["", "0f"]))
items = st.builds(
    Item,
    identity=st.sampled_from(["doi:10.1/x", "pmid:7", "url:https://example.org/é", "sha256:0"]),
    title=st.sampled_from(["Dose", "Dose to the lens", ""]),
    kind=st.sampled_from(["paper", "alert"]),
    observed_at=moments,
    trail=st.lists(places, max_size=2).map(tuple),
)
operations = st.lists(st.lists(items, max_size=5), max_size=6)


def everything_filled() -> Item:
    return Item(
        identity="doi:10.1/x",
        title="Dose \x00 to\nthe “lens” 🩻",
        kind="paper",
        observed_at=NOON + timedelta(microseconds=1),
        abstract="Ωμέγα; 'quoted', \"twice\"",
        people=("Müller, Ana", "O'Neil"),
        venue="Med. Phys.",
        published=Published(date(1, 1, 1), "year"),
        address="https://example.org/a?b=c",
        language="en",
        licence="CC-BY-4.0",
        keywords=("dose", ""),
        identifiers=(("doi", "10.1/x"), ("pmid", "7"), ("pmid", "8")),
        journal=(("volume", "7"), ("pages", "1–9")),
        links=(Link("corrects", "doi:10.1/y"), Link("related", "url:https://example.org")),
        deadline=date(9999, 12, 31),
        starts=date(2026, 4, 1),
        ends=date(2026, 4, 2),
        trail=(Seen("feed", "https://example.org/feed", NOON, "0f"),),
    )


@pytest.fixture
def workspace(fresh: Fresh) -> Workspace:
    return fresh(segment=3)


@pytest.mark.either_database
@given(operations, moments)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workspace_keeps_what_a_list_would(
    fresh: Fresh, handed: list[list[Item]], day: datetime
) -> None:
    kept, listed = fresh(segment=3), ListArchive()
    for batch in handed:
        assert kept.keep(batch) == listed.keep(batch)
    again = open_workspace(kept.folder)
    assert list(again.items()) == list(listed.items())
    assert list(again.items(observed_by=day)) == list(listed.items(observed_by=day))


@pytest.mark.either_database
@given(st.lists(st.lists(st.tuples(st.sampled_from("ab"), text, moments), max_size=3), max_size=4))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_journal_reads_back_what_a_list_would(
    fresh: Fresh, batches: list[list[tuple[str, str, datetime]]]
) -> None:
    kept, listed = fresh(), ListJournal()
    for batch in batches:
        entries = [
            Entry(kind, said, "Ana", at, {"said": said, "n": [1, None, 0.5]})
            for kind, said, at in batch
        ]
        kept.append(entries)
        listed.append(entries)
    for kind in "ab":
        assert list(kept.entries(kind)) == list(listed.entries(kind))
        assert list(kept.entries(kind, by=NOON)) == list(listed.entries(kind, by=NOON))


@pytest.mark.either_database
@pytest.mark.parametrize("copies", [1, 3])
def test_every_field_comes_back_as_it_was(workspace: Workspace, copies: int) -> None:
    """Once from the database, once from a segment."""
    handed = [replace(everything_filled(), identity=f"doi:10.1/{n}") for n in range(copies)]
    workspace.keep(handed)
    assert list(workspace.items()) == handed
    sealed = copies // 3 if connection.vendor == "sqlite" else 0
    assert len(list(workspace.segments.iterdir())) == sealed


@pytest.mark.either_database
def test_a_changed_item_is_a_new_version_and_the_old_one_is_still_known(
    workspace: Workspace,
) -> None:
    early = replace(everything_filled(), observed_at=NOON)
    late = replace(early, title="Dose to the eye", observed_at=NOON + timedelta(days=1))
    assert workspace.keep([early]).new == ("doi:10.1/x",)
    assert workspace.keep([late]).changed == ("doi:10.1/x",)
    (now,) = workspace.items()
    (then,) = workspace.items(observed_by=NOON)
    assert (now.title, then.title) == ("Dose to the eye", early.title)
    assert now.observed_at == NOON
    assert not workspace.items(observed_by=NOON - timedelta(seconds=1))


@pytest.mark.either_database
def test_an_item_seen_again_gains_a_place_in_its_trail_once(workspace: Workspace) -> None:
    item = everything_filled()
    second = Seen("other feed", "https://example.org/2", NOON + timedelta(days=1))
    workspace.keep([item])
    for _ in range(2):
        again = replace(item, observed_at=second.at, trail=(second,))
        assert workspace.keep([again]).again == (item.identity,)
    (known,) = workspace.items()
    assert known.trail == (*item.trail, second)
    (then,) = workspace.items(observed_by=NOON + timedelta(hours=1))
    assert then.trail == item.trail


@pytest.mark.either_database
def test_what_was_asked_for_stays_what_it_was_while_more_is_kept(workspace: Workspace) -> None:
    handed = [replace(everything_filled(), identity=f"doi:10.1/{n}", trail=()) for n in range(5)]
    workspace.keep(handed[:2])
    before = workspace.items()
    workspace.keep([replace(one, title="changed") for one in handed])
    assert list(before) == handed[:2]
    assert list(before) == [before[0], before[1]] == list(before[:])
    assert before[-1:][0] == handed[1]


def test_items_that_fail_half_way_leave_nothing(workspace: Workspace) -> None:
    def failing() -> Iterator[Item]:
        for number in range(2_000):
            yield replace(everything_filled(), identity=f"doi:10.1/{number}")
        raise RuntimeError

    workspace = replace(workspace, segment=300)
    with pytest.raises(RuntimeError):
        workspace.keep(failing())
    assert len(list(workspace.segments.iterdir())) == 6
    assert not workspace.items()
    handed = [replace(everything_filled(), identity=str(number)) for number in range(300)]
    workspace.keep(handed)
    assert list(workspace.items()) == handed
    assert [one.name for one in workspace.segments.iterdir()] == ["00000001.parquet"]


def test_any_items_of_a_long_segment_are_found_by_name(fresh: Fresh) -> None:
    workspace = fresh(segment=1_100)
    handed = [Item(f"doi:10.1/{number}", str(number), "paper", NOON) for number in range(1_100)]
    workspace.keep(handed)
    for numbers in ([0], [511, 512], [1_099], [7, 1_098]):
        wanted = [handed[number] for number in numbers]
        assert items_named(workspace, [one.identity for one in wanted]) == wanted


def test_entries_cannot_be_changed_or_removed_even_with_sql(workspace: Workspace) -> None:
    workspace.append([Entry("triage", "doi:10.1/x", "Ana", NOON, {"keep": True})])
    for statement in ("UPDATE store_entry SET by = 'Eve'", "DELETE FROM store_entry"):
        database = sqlite3.connect(workspace.database)
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            database.execute(statement)
        database.close()


@pytest.mark.either_database
def test_what_is_not_plain_json_is_not_written(workspace: Workspace) -> None:
    for detail in ({"share": float("nan")}, {"day": NOON}):
        with pytest.raises((TypeError, ValueError)):
            workspace.append([Entry("a", "b", "c", NOON, {}), Entry("a", "b", "c", NOON, detail)])
    assert not workspace.entries("a")


def test_a_damaged_database_is_refused_with_a_way_out(workspace: Workspace) -> None:
    workspace.database.write_bytes(b"this is no database" * 100)
    with pytest.raises(DamagedWorkspace, match="Put back the last copy"):
        open_workspace(workspace.folder)


def test_a_workspace_that_lost_its_database_loses_nothing_more(workspace: Workspace) -> None:
    workspace.keep([replace(everything_filled(), identity=str(number)) for number in range(3)])
    (segment,) = workspace.segments.iterdir()
    workspace.database.unlink()
    with pytest.raises(DamagedWorkspace, match="is missing"):
        open_workspace(workspace.folder)
    assert segment.exists()
    assert not workspace.database.exists()


@pytest.mark.parametrize("harm", ["missing", "cut short", "another's", "no segment"])
def test_a_damaged_segment_is_named(workspace: Workspace, harm: str) -> None:
    workspace.keep([replace(everything_filled(), identity=str(number)) for number in range(3)])
    (segment,) = workspace.segments.iterdir()
    content = segment.read_bytes()
    segment.unlink()
    if harm == "cut short":
        segment.write_bytes(content[:50])
    elif harm == "another's":
        pl.read_parquet(content).head(1).write_parquet(segment)
    elif harm == "no segment":
        pl.DataFrame({"dose": [1, 2, 3]}).write_parquet(segment)
    with pytest.raises(DamagedWorkspace, match=segment.name):
        list(workspace.items())


def test_a_workspace_of_a_newer_program_is_refused(workspace: Workspace) -> None:
    with sqlite3.connect(workspace.database) as database:
        database.execute("INSERT INTO django_migrations VALUES (99, 'store', '0099_later', '')")
    database.close()
    with pytest.raises(StoreError, match="newer version"):
        open_workspace(workspace.folder)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="--workspace"):
        open_workspace(tmp_path / "file" / "horizon")


def test_the_journal_is_readable_by_any_program(workspace: Workspace) -> None:
    workspace.append([Entry("triage", "doi:10.1/x", "Ana", NOON, {"keep": True})])
    with sqlite3.connect(workspace.database) as database:
        ((detail,),) = database.execute("SELECT detail FROM store_entry").fetchall()
    database.close()
    assert json.loads(detail) == {"keep": True}


@pytest.mark.parametrize("left", [b"", b"\0" * 5_000, b"x" * 999])
def test_a_damaged_log_beside_a_whole_database_harms_nothing(
    workspace: Workspace, left: bytes
) -> None:
    handed = [replace(everything_filled(), identity=str(number)) for number in range(4)]
    workspace.keep(handed)
    connections[workspace.alias].close()
    Path(f"{workspace.database}-wal").write_bytes(left)
    again = open_workspace(workspace.folder)
    assert list(again.items()) == handed
    assert len(again.keep(handed).again) == 4


def test_threads_of_one_process_may_keep_at_once(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, segment=20)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(workspace.keep, [batch_of("thread", number) for number in range(12)]))
    assert len(workspace.items()) == 12 * BATCH
    assert {one.identity for one in workspace.items()} == {
        one.identity for number in range(12) for one in batch_of("thread", number)
    }


def test_what_a_killed_process_left_of_a_segment_is_cleaned_up_by_the_next(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, segment=BATCH)
    for stray in ("00000001.parquet", "00000009.parquet", "00000002.part"):
        (workspace.segments / stray).write_bytes(b"half")
    (workspace.segments / "notes.txt").write_text("not ours")
    workspace.keep(batch_of("a", 0))
    names = sorted(one.name for one in workspace.segments.iterdir())
    assert names == ["00000001.parquet", "notes.txt"]
    assert list(workspace.items()) == batch_of("a", 0)


def test_an_item_of_another_time_zone_is_known_at_the_same_moment(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    (item, *_) = batch_of("zone", 0)
    there = replace(item, observed_at=datetime.fromisoformat("2026-03-09T13:00:00+01:00"))
    workspace.keep([there])
    assert list(workspace.items(observed_by=NOON)) == [there]


def test_the_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    workspace.append([Entry("triage", "doi:10.1/x", "Ana", NOON)])
    names = {
        file.name: file.stat().st_mode & 0o077 for file in tmp_path.iterdir() if file.is_file()
    }
    assert set(names.values()) == {0}, names
