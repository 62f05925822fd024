"""An address is recognised for what it is, and added to a list that keeps its comments."""

import json
from pathlib import Path

import pytest

from tests.horizon.replay import NOON, Asked, Reply, replaying
from tests.horizon.sources.samples import CALENDAR, FEED, JSON_FEED, OAI, PUBMED, RIS
from theodolite.horizon.errors import HorizonError, UnknownSource, UnreadableSource
from theodolite.horizon.fetch.connection import Network
from theodolite.horizon.fetch.door import Door, Outside
from theodolite.horizon.sources.adding import AlreadyWatched, add_sources
from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.recognising import Recognised, recognise, recognise_address
from theodolite.horizon.sources.source import Answer, Request, Source
from theodolite.horizon.sources.sources_file import read_sources
from theodolite.settings.errors import UnusableSettings

PAGE = b"""<!DOCTYPE html><html><head><base href="https://example.org/news/">
<link rel="alternate" type="application/rss+xml" title="News" href="rss.xml">
<link rel="alternate stylesheet" type="text/css" href="a.css">
<link rel="alternate" type="application/feed+json" title="News" href="/feed.json">
<link rel="alternate" type="text/calendar" href="webcal.ics">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head></html>"""

OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>L</title></head><body>
<outline text="Physics"><outline type="rss" text="PMB" xmlUrl="https://example.org/pmb"/>
<outline type="rss" text="PMB" xmlUrl="https://example.org/pmb2"/>
<outline type="rss" text="Again" xmlUrl="https://example.org/pmb"/></outline></body></opml>"""


def answered(payload: bytes, address: str = "https://www.example.org/x") -> Recognised:
    return recognise(Answer(payload, address, NOON))


@pytest.mark.parametrize(
    ("address", "kind", "ask"),
    [
        ("https://openalex.org/works?search=proton", "openalex", {"query": "proton"}),
        ("https://api.crossref.org/journals/0031-9155/works", "crossref", {}),
        ("https://europepmc.org/search?query=dose%20ct", "europe-pmc", {"query": "dose ct"}),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=dose", "pubmed", {"query": "dose"}),
        ("https://arxiv.org/list/physics.med-ph/new", "arxiv", {"query": "cat:physics.med-ph"}),
        ("https://clinicaltrials.gov/search?intr=proton", "clinical-trials",
         {"intervention": "proton"}),
        ("https://www.gov.uk/drug-device-alerts", "gov-uk", {"documents": "medical_safety_alert"}),
        ("https://www.gov.uk/government/organisations/nice", "gov-uk", {"organisations": "nice"}),
        ("https://www.gov.uk/government/consultations/a", "gov-uk", {}),
        ("webcal://example.org/meetings", "calendar", {}),
        ("https://example.org/meetings.ics?token=1", "calendar", {}),
        ("imaps://news@example.org/INBOX", "mailbox", {}),
        ("https://eprints.example.org/oai2", "oai-pmh", {}),
        ("https://example.org/cgi?verb=Identify", "oai-pmh", {}),
        ("exports/library.ris", "file", {}),
    ],
)  # fmt: skip
def test_a_known_site_is_told_by_its_address(address: str, kind: str, ask: dict[str, str]) -> None:
    found = recognise_address(address)
    assert found is not None
    (source,) = found.sources
    assert (source.kind, source.ask) == (kind, ask)
    assert found.why
    if kind != "mailbox":
        assert KINDS[kind].first_request(source, since=NOON).address


@pytest.mark.parametrize(
    "address",
    ["https://www.gov.uk/search/news.atom", "https://pubmed.ncbi.nlm.nih.gov/rss/search/1/",
     "https://example.org/", "https://www.gov.uk/", "https://export.arxiv.org/rss/physics.med-ph"],
)  # fmt: skip
def test_an_address_that_could_be_anything_waits_for_its_content(address: str) -> None:
    assert recognise_address(address) is None


@pytest.mark.parametrize(
    ("payload", "kind", "name"),
    [
        (FEED, "feed", "Notices"),
        (json.dumps(JSON_FEED).encode(), "json-feed", "Notes"),
        (CALENDAR, "calendar", "Meetings"),
        (OAI, "oai-pmh", "example.org"),
        (PUBMED, "file", "x"),
        (RIS, "file", "x"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --><feed xmlns='http://www.w3.org/2005/Atom'>"
         b"<title>N</title><id>a</id></feed>", "feed", "N"),
    ],
)  # fmt: skip
def test_anything_else_is_told_by_its_content(payload: bytes, kind: str, name: str) -> None:
    (source,) = answered(payload).sources
    assert (source.kind, source.name) == (kind, name)


def test_json_is_a_file_only_if_it_holds_records() -> None:
    records = b'[{"type": "article-journal", "title": "Dose in CT", "DOI": "10.1000/a"}]'
    assert answered(records).sources[0].kind == "file"
    with pytest.raises((UnknownSource, UnreadableSource)):
        answered(b'{"weather": "fine"}')


@pytest.mark.parametrize(
    "address", ["imaps://me:secret@example.org/INBOX", "https://a:b@x.org/feed"]
)
def test_an_address_with_a_password_is_never_written_down(address: str) -> None:
    with pytest.raises(UnknownSource, match="holds a password") as refused:
        recognise_address(address)
    assert "secret" not in str(refused.value).replace("--secret", "")


@pytest.mark.parametrize("address", ["https://[::1", "https://me:pass-w0rd", "imaps://u@h:99999/x"])
def test_an_address_without_a_host_that_can_be_told_is_refused(address: str) -> None:
    with pytest.raises(UnknownSource, match="host or port") as refused:
        recognise_address(address)
    assert "pass-w0rd" not in str(refused.value)


def test_a_page_is_searched_for_what_it_links_to() -> None:
    found = answered(PAGE)
    assert [(one.kind, one.name, one.address) for one in found.sources] == [
        ("feed", "News", "https://example.org/news/rss.xml"),
        ("json-feed", "News 2", "https://example.org/feed.json"),
        ("calendar", "example.org", "https://example.org/news/webcal.ics"),
    ]
    assert found.why == "the page links to 3 feeds or calendars"


def test_a_page_is_fetched_through_the_door_and_recognised(tmp_path: Path) -> None:
    def reply(asked: Asked) -> Reply:
        return Reply(PAGE) if asked.path == "/news" else Reply(status=404)

    with replaying(reply) as server:
        inside = Network(allowed=frozenset({server.address.removeprefix("http://")}))
        door = Door(tmp_path, outside=Outside(network=inside))
        address = f"{server.address}/news"
        fetched = door.fetch(Request(address), Source("A page", "feed", address))
    assert len(recognise(fetched.answer).sources) == 3


def test_a_list_of_feeds_becomes_one_source_for_each_address() -> None:
    assert [(one.name, one.address) for one in answered(OPML).sources] == [
        ("PMB", "https://example.org/pmb"),
        ("PMB 2", "https://example.org/pmb2"),
    ]


@pytest.mark.parametrize(
    "payload", [b"<html><body>Hello</body></html>", b"", b"\x00\x01", b"Hello"]
)
def test_what_is_no_source_is_refused_with_what_to_look_for(payload: bytes) -> None:
    with pytest.raises(UnknownSource, match="Look for the word RSS, Atom or subscribe"):
        answered(payload)


@pytest.mark.parametrize(
    "payload",
    [
        b"<!---->" * 2_800,
        b"<!DOCTYPE a[]>" * 1_400,
        b"<?a?>" * 4_000,
        b" " * 20_000,
        b"<!--" * 5_000,
    ],
)
def test_nothing_that_comes_before_a_root_keeps_us_waiting(payload: bytes) -> None:
    with pytest.raises(UnknownSource):
        answered(payload)


def test_a_list_of_too_many_feeds_is_refused() -> None:
    entry = b'<outline type="rss" text="A" xmlUrl="https://example.org/%d"/>'
    many = b"".join(entry % number for number in range(5_001))
    with pytest.raises(UnreadableSource, match="more than 5,000 feeds"):
        answered(b'<opml version="2.0"><body>' + many + b"</body></opml>")


def test_a_list_that_names_no_feed_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="names no feed on the web"):
        answered(b'<opml version="2.0"><body><outline text="a"/></body></opml>')


LISTED = """# Ours.
[[sources]]
name = "News"   # the first
kind = "feed"
address = "https://example.org/news"
"""


def test_a_list_keeps_its_comments_when_a_source_is_added(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(LISTED)
    new = Source("News", "arxiv", "https://x.org", ("safety",), ask={"query": 'ti:"a b"'})
    (added,) = add_sources(path, [new])
    assert added.name == "News 2"
    assert path.read_text().startswith(LISTED)
    assert read_sources(path)[1] == added


def test_a_source_that_is_there_already_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(LISTED)
    with pytest.raises(AlreadyWatched, match=r"in sources\.toml already, as 'News'"):
        add_sources(path, [Source("Other", "feed", "http://example.org/news/")])
    assert path.read_text() == LISTED


def test_the_first_source_makes_the_list_and_of_many_only_new_ones_are_added(
    tmp_path: Path,
) -> None:
    path = tmp_path / "horizon/sources.toml"
    one, two = Source("A", "feed", "https://a.org"), Source("B", "feed", "https://b.org")
    assert add_sources(path, [one]) == (one,)
    assert add_sources(path, [one, two, two]) == (two,)
    assert read_sources(path) == (one, two)
    assert path.read_text().startswith("# What this society watches")


@pytest.mark.parametrize(
    "written",
    [
        "sources = []\n",
        'sources = [{name = "A", kind = "feed", address = "https://a.org"}]  # ours\n',
        'sources = [\n  {name = "A", kind = "feed", address = "https://a.org"},\n]\n',
        LISTED + 'ask = { kind = "paper" }',
        LISTED + '[sources.ask]\nkind = "paper"\n',
        "# nothing yet",
        "",
    ],
)
def test_a_list_may_be_written_in_any_way_that_toml_knows(tmp_path: Path, written: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(written)
    before = read_sources(path)
    new = Source("B", "arxiv", "https://b.org", ("safety",), ask={"query": "ti:b"})
    newer = Source("C", "feed", "https://c.org", every_hours=6.0)
    add_sources(path, [new])
    add_sources(path, [newer])
    assert read_sources(path) == (*before, new, newer)
    assert ("# ours" in path.read_text()) == ("# ours" in written)


def test_a_list_survives_a_disk_that_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_written(path: Path, text: str, **_: object) -> None:
        path.write_bytes(text.encode()[:20])
        raise OSError(28, "No space left on device")

    path = tmp_path / "sources.toml"
    path.write_text(LISTED)
    monkeypatch.setattr(Path, "write_text", half_written)
    with pytest.raises(HorizonError, match=r"No space left on device\)\. Nothing was added"):
        add_sources(path, [Source("Other", "feed", "https://example.org/other")])
    assert path.read_text() == LISTED


def test_a_list_with_a_mistake_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    twice = "\n[[sources]]\nname = 'News'\nkind = 'feed'\naddress = 'b'\n"
    mistakes = {
        LISTED.replace('"feed"', '"fed"'): r"kind 'fed', which is not known .* Did you mean 'feed'",
        LISTED + "every_hours = 0\n": "asked every 0 hours",
        LISTED + "adress = 'a'\n": r"adress is not a setting\. Did you mean 'address'",
        LISTED + twice: "name 'News' to 2",
        LISTED.replace("https://", "https://me:secret@"): "holds a password in its address",
        LISTED.replace("example.org", "[::1"): "whose host or port cannot be told",
        LISTED.replace("example.org", "example.org:99999"): "whose host or port cannot be told",
        LISTED + "every_hours = inf\n": "asked every inf hours",
        LISTED + "every_hours = 1e300\n": r"asked every 1e\+300 hours",
    }
    for mistake, said in mistakes.items():
        path.write_text(mistake)
        with pytest.raises(UnusableSettings, match=said):
            read_sources(path)
