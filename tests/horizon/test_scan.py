"""A scan reads what is due, keeps what it read, goes on where it was, and lets nothing stop it."""

import multiprocessing
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.horizon.fakes import ListArchive, ListJournal
from tests.horizon.paged_source import PagedKind, long_list, open_door, page_of, paged
from tests.horizon.replay import Asked, Reply, replaying
from theodolite.horizon.archive import Kept
from theodolite.horizon.fetch.door import Door, Fetched
from theodolite.horizon.fetch.refusals import SlowDown, Unreachable, UnsafeAddress
from theodolite.horizon.item import Item
from theodolite.horizon.scan import Scanned, ScanOptions, scan
from theodolite.horizon.sources.source import Answer, Request, Source
from theodolite.horizon.visiting import Desk, visit
from theodolite.horizon.visits import SCAN, History, histories
from theodolite.store.errors import StoreError
from theodolite.store.workspace import open_workspace

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
KINDS = {"paged": PagedKind(), "openalex": PagedKind()}


def listed(name: str = "list", host: str = "example.org", **said: object) -> Source:
    return Source(name, "paged", f"https://{host}/list", **said)


@dataclass
class FakeFetcher:
    """Answers from a function of the address; what it raises is what went wrong."""

    reply: Callable[[str], Reply]
    now: datetime = NOON
    asked: list[str] = field(default_factory=list)

    def each_of(self, request: Request, since: datetime | None) -> Sequence[Request]:
        """Nothing here is a folder."""
        del since
        return (request,)

    def fetch(self, request: Request, source: Source) -> Fetched:
        """The reply, as a door would give it."""
        del source
        self.asked.append(request.address)
        payload = self.reply(request.address).payload
        return Fetched(Answer(payload, request.address, self.now), moved_to="")


def scanned(
    sources: list[Source],
    fetcher: FakeFetcher,
    kept: ListArchive,
    journal: ListJournal,
    **how: object,
) -> Scanned:
    options = ScanOptions(kinds=KINDS, **how)
    return scan(sources, kept, journal, fetcher, now=fetcher.now, options=options)


def numbered(pages: list[Reply]) -> Callable[[str], Reply]:
    return lambda address: page_of(
        Asked("/" + address.split("?")[0].rsplit("/", 1)[1], {}, {}), pages
    )


def test_every_page_is_kept_and_counted() -> None:
    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(numbered(long_list(4)))
    done = scanned([listed()], fetcher, kept, journal)
    assert len(kept.items()) == done.count("new") == 12
    assert [one.visit.outcome for one in done.sources] == ["read"]
    assert len(done.sources[0].visit.pages) == 4
    assert not done.failed


def test_what_was_read_is_not_due_again_until_its_time_and_then_asked_since() -> None:
    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(numbered(long_list(2)))
    scanned([listed(every_hours=6.0)], fetcher, kept, journal)
    fetcher.now = NOON + timedelta(hours=5)
    assert scanned([listed(every_hours=6.0)], fetcher, kept, journal).not_due == ("list",)
    fetcher.now = NOON + timedelta(hours=6)
    done = scanned([listed(every_hours=6.0)], fetcher, kept, journal)
    assert done.count("again") == 6
    assert fetcher.asked[0].endswith("since=")
    assert fetcher.asked[2].endswith("since=2026-03-09")


def test_every_source_can_be_asked_at_once() -> None:
    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(numbered(long_list(1)))
    for _ in range(2):
        scanned([listed()], fetcher, kept, journal, even_if_not_due=True)
    assert len(fetcher.asked) == 2


def test_one_page_that_has_not_changed_adds_nothing_to_any_trail() -> None:
    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(numbered(long_list(1)))
    scanned([listed()], fetcher, kept, journal)
    for day in (1, 2):
        fetcher.now = NOON + timedelta(days=day)
        (one,) = scanned([listed()], fetcher, kept, journal).sources
        assert one.visit.outcome == "unchanged"
    assert all(len(item.trail) == 1 for item in kept.items())
    assert histories(journal.entries(SCAN), now=NOON)["list"].read_until == fetcher.now


@pytest.mark.parametrize("trouble", [Unreachable("down"), SlowDown("slow"), b"not JSON"])
def test_one_source_that_fails_stops_no_other(trouble: Exception | bytes) -> None:
    def reply(address: str) -> Reply:
        if "bad" not in address:
            return paged(["one"])
        if isinstance(trouble, Exception):
            raise trouble
        return Reply(trouble)

    kept, journal = ListArchive(), ListJournal()
    sources = [listed("bad", "bad.example.org"), listed("good"), listed("worse", "bad.example.com")]
    done = scanned(sources, FakeFetcher(reply), kept, journal)
    assert [one.source.name for one in done.failed] == ["bad", "worse"]
    assert [one.source.name for one in done.sources] == ["bad", "good", "worse"]
    assert len(kept.items()) == 1


def test_what_only_we_can_put_right_is_not_hidden_and_others_are_still_read() -> None:
    def reply(address: str) -> Reply:
        if "bad" in address:
            raise ZeroDivisionError
        return paged(["one"])

    kept = ListArchive()
    with pytest.raises(ZeroDivisionError):
        scanned(
            [listed("bad", "bad.example.org"), listed("good")],
            FakeFetcher(reply),
            kept,
            ListJournal(),
        )
    assert len(kept.items()) == 1


def test_an_archive_that_can_keep_nothing_more_ends_the_scan_at_once() -> None:
    class Full(ListArchive):
        def keep(self, items: Iterable[Item]) -> Kept:
            raise StoreError("No room. Make some.")

    def reply(address: str) -> Reply:
        time.sleep(0.01)
        return numbered(long_list(50))(address)

    fetcher = FakeFetcher(reply)
    sources = [listed(f"list {n}", f"{n}.example.org") for n in range(40)]
    with pytest.raises(StoreError, match="No room"):
        scanned(sources, fetcher, Full(), ListJournal(), threads=2)
    assert len(fetcher.asked) < 10


def test_a_person_who_stops_a_scan_waits_for_one_answer_at_most_and_loses_nothing() -> None:
    pages = long_list(50)

    def reply(address: str) -> Reply:
        if address.startswith("https://stop.example.org"):
            time.sleep(0.03)
            raise KeyboardInterrupt
        time.sleep(0.02)
        return numbered(pages)(address)

    kept, journal = ListArchive(), ListJournal()
    sources = [
        listed("stop", "stop.example.org"),
        listed("long"),
        listed("later", "later.example.org"),
    ]
    with pytest.raises(KeyboardInterrupt):
        scanned(sources, FakeFetcher(reply), kept, journal, threads=2)
    read = len(kept.items())
    assert 0 < read < 50
    done = scanned([listed("long")], FakeFetcher(numbered(pages)), kept, journal)
    assert (done.count("new"), done.count("again")) == (150 - read, 0)


def test_a_failure_half_way_goes_on_from_the_page_it_reached() -> None:
    pages, broken = long_list(5), {"on": True}

    def reply(address: str) -> Reply:
        if address.endswith("/3") and broken["on"]:
            raise SlowDown("slow", until=NOON + timedelta(minutes=1))
        return numbered(pages)(address)

    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(reply)
    (one,) = scanned([listed()], fetcher, kept, journal).sources
    assert (one.visit.outcome, len(kept.items())) == ("slow down", 9)
    broken["on"], fetcher.now = False, NOON + timedelta(hours=1)
    fetcher.asked.clear()
    (one,) = scanned([listed()], fetcher, kept, journal).sources
    assert fetcher.asked == ["https://example.org/3", "https://example.org/4"]
    assert (one.visit.outcome, len(kept.items())) == ("read", 15)
    assert histories(journal.entries(SCAN), now=NOON)["list"].read_until == NOON


def test_a_place_to_go_on_from_that_the_server_forgot_is_given_up_for_the_start() -> None:
    def reply(address: str) -> Reply:
        return Reply(b"expired") if address.endswith("/1") else numbered(long_list(2))(address)

    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(reply)
    for hours in (0, 1, 2):
        fetcher.now = NOON + timedelta(hours=hours)
        scanned([listed()], fetcher, kept, journal)
    assert [address.rsplit("/", 1)[1] for address in fetcher.asked] == ["list?since=", "1"] * 3


def test_a_source_that_is_asked_for_something_else_begins_anew_and_at_once() -> None:
    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(numbered(long_list(5)))
    scanned([listed(ask={"query": "dose"})], fetcher, kept, journal, most_pages=3)
    scanned([listed(ask={"query": "lens"})], fetcher, kept, journal)
    fetcher.now = NOON + timedelta(hours=1)
    scanned([listed(ask={"query": "proton"})], fetcher, kept, journal)
    names = [address.rsplit("/", 1)[1] for address in fetcher.asked]
    every = ["list?since=", "1", "2", "3", "4"]
    assert names == [*every[:3], *every, *every]
    assert scanned([listed(ask={"query": "proton"})], fetcher, kept, journal).not_due


def test_a_source_without_end_is_left_for_the_next_scan() -> None:
    kept, journal, fetcher = ListArchive(), ListJournal(), FakeFetcher(numbered(long_list(5)))
    (one,) = scanned([listed()], fetcher, kept, journal, most_pages=3).sources
    assert one.visit.outcome == "more to read"
    (one,) = scanned([listed()], fetcher, kept, journal, most_pages=3).sources
    assert (one.visit.outcome, len(kept.items())) == ("read", 15)


def test_a_page_that_names_itself_as_the_next_is_refused() -> None:
    fetcher = FakeFetcher(lambda _: paged(["one"], following="/1"))
    (one,) = scanned([listed()], fetcher, ListArchive(), ListJournal()).sources
    assert (one.visit.outcome, len(fetcher.asked)) == ("unreadable", 2)
    assert "never end" in one.visit.said


def test_what_is_unreadable_or_withdrawn_is_counted_and_noted() -> None:
    reply = paged(["one"], unreadable=["Record 2: it has no title."], withdrawn=["title:old"])
    journal = ListJournal()
    done = scanned([listed()], FakeFetcher(lambda _: reply), ListArchive(), journal)
    assert (done.count("unreadable"), done.count("withdrawn")) == (1, 1)
    assert done.sources[0].notes == ("Record 2: it has no title.",)
    (entry,) = journal.entries("withdrawn")
    assert (entry.subject, entry.by) == ("title:old", "list")


def test_half_a_character_in_what_a_source_names_stops_nothing(tmp_path: Path) -> None:
    pages = [paged(["one"], following="/\ud800", withdrawn=["title:\udfff"]), paged(["two"])]
    fetcher = FakeFetcher(lambda address: pages[address.endswith("/?")])
    kept = open_workspace(tmp_path)
    options = ScanOptions(kinds=KINDS)
    done = scan([listed()], kept, kept, fetcher, now=NOON, options=options)
    assert [one.visit.outcome for one in done.sources] == ["read"]
    assert [one.subject for one in kept.entries("withdrawn")] == ["title:?"]
    page, _, _ = kept.entries(SCAN)
    assert page.detail["following"]["address"] == "https://example.org/?"
    with pytest.raises(UnsafeAddress):
        Door(tmp_path).fetch(Request("https://example.org\ud800/"), listed())


def test_hosts_are_read_at_once_and_the_sources_of_one_host_one_after_another() -> None:
    running: dict[str, int] = {}
    most = {"same host": 0, "in all": 0}

    def reply(address: str) -> Reply:
        host = address.split("/")[2]
        running[host] = running.get(host, 0) + 1
        most["same host"] = max(most["same host"], running[host])
        most["in all"] = max(most["in all"], sum(running.values()))
        time.sleep(0.03)
        running[host] -= 1
        return paged([address])

    sources = [listed(f"{host}-{n}", f"{host}.example.org") for host in "abcd" for n in range(3)]
    told: list[float] = []
    done = scanned(sources, FakeFetcher(reply), ListArchive(), ListJournal(), progress=told.append)
    assert most["same host"] == 1
    assert 1 < most["in all"] <= 8
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert [one.source for one in done.sources] == sources


class Whole(PagedKind):
    """Reads the same pages from files."""

    def first_request(self, source: Source, *, since: datetime | None) -> Request:
        """The file, or the folder."""
        del since
        return Request(source.address)


def folder_scanned(
    folder: Path, kept: ListArchive, journal: ListJournal, *, hours: float = 0.0, **how: object
) -> Scanned:
    """A scan of the folder `exports`, so many hours from now."""
    options = ScanOptions(kinds={"paged": Whole()}, even_if_not_due=True, **how)
    now = datetime.now(UTC) + timedelta(hours=hours)
    source = Source("exports", "paged", "exports")
    return scan([source], kept, journal, Door(folder), now=now, options=options)


def exports(folder: Path, names: Sequence[str]) -> None:
    (folder / "exports").mkdir(exist_ok=True)
    for name in names:
        (folder / "exports" / name).write_bytes(paged([name]).payload)


def test_a_folder_is_read_file_by_file_and_then_only_what_changed(tmp_path: Path) -> None:
    kept, journal = ListArchive(), ListJournal()
    exports(tmp_path, ["a", "b"])
    folder_scanned(tmp_path, kept, journal)
    assert [item.title for item in kept.items()] == ["a", "b"]
    exports(tmp_path, ["c"])
    done = folder_scanned(tmp_path, kept, journal)
    assert [item.title for item in kept.items()] == ["a", "b", "c"]
    assert len(done.sources[0].visit.pages) == 1


def test_a_file_that_cannot_be_read_stops_no_other_and_is_missed_until_it_can(
    tmp_path: Path,
) -> None:
    kept, journal = ListArchive(), ListJournal()
    exports(tmp_path, ["a", "c"])
    (tmp_path / "exports" / "broken").write_bytes(b"?")
    for hours in (0, 1, 2):
        (failed,) = folder_scanned(tmp_path, kept, journal, hours=hours).failed
        assert failed.visit.said.startswith("1 of 3 files of exports could not be read")
        assert "exports/broken: exports sent no JSON." in failed.visit.said
    assert [(item.title, len(item.trail)) for item in kept.items()] == [("a", 1), ("c", 1)]
    (tmp_path / "exports" / "broken").unlink()
    assert not folder_scanned(tmp_path, kept, journal, hours=3).failed
    assert not folder_scanned(tmp_path, kept, journal, hours=4).sources[0].visit.pages


def test_no_file_of_a_folder_is_left_out_however_many_there_are(tmp_path: Path) -> None:
    kept, journal = ListArchive(), ListJournal()
    exports(tmp_path, ["a", "b", "c", "d"])
    folder_scanned(tmp_path, kept, journal, most_pages=2)
    assert [item.title for item in kept.items()] == ["a", "b", "c", "d"]


def test_a_folder_is_left_half_read_where_someone_stops_the_scan(tmp_path: Path) -> None:
    journal = ListJournal()
    exports(tmp_path, ["a", "b", "c"])
    desk = Desk(ListArchive(), journal, Door(tmp_path), {"paged": Whole()}, NOON, most_pages=9)
    real, read = desk.fetcher.fetch, []

    def fetch(request: Request, source: Source) -> Fetched:
        read.append(request)
        desk.stopping.set()
        return real(request, source)

    desk.fetcher.fetch = fetch
    done = visit(Source("exports", "paged", "exports"), History(), desk)
    assert (done.visit.outcome, len(read)) == ("more to read", 1)
    assert histories(journal.entries(SCAN), now=NOON)["exports"].read_until is None


PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.horizon.test_scan", "theodolite.store.workspace"])


def scan_once(folder: Path, address: str) -> None:
    """A whole scan of one server into a workspace, to be killed at any moment."""
    workspace = open_workspace(folder, segment=20)
    source = Source("list", "openalex", f"{address}/list")
    door = open_door(folder, address)
    options = ScanOptions(kinds=KINDS)
    scan([source], workspace, workspace, door, now=datetime.now(UTC), options=options)


def test_a_scan_killed_again_and_again_goes_on_and_ends_with_everything_once(
    tmp_path: Path,
) -> None:
    pages, chance = long_list(30), random.Random(7)  # noqa: S311  chance for a trial, not for a secret
    with replaying(lambda asked: page_of(asked, pages)) as server:
        for _ in range(6):
            process = PROCESSES.Process(target=scan_once, args=(tmp_path, server.address))
            process.start()
            before = len(server.asked)
            until = time.monotonic() + 20
            while len(server.asked) < before + 2 and process.is_alive():
                assert time.monotonic() < until
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.05))
            process.kill()
            process.join()
        scan_once(tmp_path, server.address)
        asked = [one.path for one in server.asked]
    items = open_workspace(tmp_path).items()
    assert [item.title for item in items] == [f"{n}-{p}" for n in range(30) for p in range(3)]
    assert asked.count("/list") <= 7
    assert len(asked) <= 30 + 7
