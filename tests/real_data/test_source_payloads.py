"""What interfaces really answered, replayed by a server on 127.0.0.1, is read from page to page."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.horizon.replay import NOON, Asked, Reply, ask, replaying
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.opml import sources_in
from theodolite.horizon.sources.recognising import recognise
from theodolite.horizon.sources.source import Answer, Page, Request, Source

PAYLOADS = Path(__file__).parents[2] / "../shared/data/payloads"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not PAYLOADS.is_dir(), reason="the shared payloads are not here"),
]


def pages_of(
    kind: str, reply: Callable[[Asked], Reply], path: str = "", *, most: int = 10, **asking: str
) -> tuple[list[Page], list[Asked]]:
    """Read a source over the network from its first request on, at most so many pages."""
    with replaying(reply) as server:
        source = Source("Recorded", kind, f"{server.address}{path}", ask=asking)
        request: Request | None = KINDS[kind].first_request(source, since=None)
        pages: list[Page] = []
        while request is not None and len(pages) < most:
            pages.append(KINDS[kind].read(ask(request), request, source))
            request = pages[-1].following
        return pages, server.asked


def read_alone(kind: str, payload: bytes) -> Page:
    source = Source("Recorded", kind, "https://example.org/", ask={"query": "a"})
    asked = Request(source.address)
    return KINDS[kind].read(Answer(payload, asked.address, NOON), asked, source)


def test_europe_pmc_is_read_page_after_page() -> None:
    recorded = json.loads((PAYLOADS / "europepmc/fetch_10pages_cancer.json").read_text())
    by_mark = {"*": recorded[0]} | {
        earlier["nextCursorMark"]: later for earlier, later in pairwise(recorded)
    }

    def reply(asked: Asked) -> Reply:
        return Reply(json.dumps(by_mark[asked.query["cursorMark"]]).encode())

    pages, asked = pages_of("europe-pmc", reply, "/search", most=len(recorded), query="cancer")
    assert len(pages) == len(recorded) == 10
    assert all(one.query["query"] == "cancer" for one in asked)
    assert len({item.identity for page in pages for item in page.items}) > 900
    assert not [sentence for page in pages for sentence in page.unreadable]
    assert pages[0].total == 5_059_039


def test_the_core_records_of_europe_pmc_tell_corrections_and_dates_as_printed() -> None:
    page = read_alone("europe-pmc", (PAYLOADS / "europepmc/search_cancer_core.json").read_bytes())
    assert len(page.items) == 25
    (erratum,) = (item for item in page.items if item.identifier("pmid") == "39709208")
    assert ("corrects", "pmid:39293462") in [(one.relation, one.target) for one in erratum.links]
    assert str(erratum.published) == "2025-12"
    empty = read_alone("europe-pmc", (PAYLOADS / "europepmc/search_no_results.json").read_bytes())
    assert (empty.items, empty.following, empty.total) == ((), None, 0)


def test_a_repository_is_followed_by_its_tokens_and_its_errors_are_told() -> None:
    folder = PAYLOADS / "oai_sickle/sickle/tests/sample_data"

    def reply(asked: Asked) -> Reply:
        return Reply((folder / asked.query.get("resumptionToken", "ListRecords.xml")).read_bytes())

    pages, asked = pages_of("oai-pmh", reply, "/oai")
    assert len(pages) == 4
    assert [sorted(one.query) for one in asked[1:]] == [["resumptionToken", "verb"]] * 3
    assert "oai:oai:test.example.com:1585310" in pages[0].withdrawn
    assert [len(page.items) for page in pages] == [1, 1, 1, 1]
    assert read_alone("oai-pmh", (folder / "noRecordsMatch.xml").read_bytes()).items == ()
    for name in ("badResumptionToken", "cannotDisseminateFormat", "badArgument", "undefinedError",
                 "noSetHierarchy", "idDoesNotExist", "ListRecordsBroken", "Identify"):  # fmt: skip
        with pytest.raises(UnreadableSource):
            read_alone("oai-pmh", (folder / f"{name}.xml").read_bytes())


def recorded_by_arxiv() -> Iterator[dict[str, Any]]:
    for path in sorted((PAYLOADS / "arxiv_py/tests/fixtures").glob("*.json")):
        yield json.loads(path.read_text())


def test_arxiv_is_read_page_after_page() -> None:
    bodies = {
        re.search(r"start=(\d+)&max_results=(\d+)", one["url"]).groups(): one["body"]  # type: ignore[union-attr]
        for one in recorded_by_arxiv()
        if "search_query=testing" in one["url"]
    }

    def reply(asked: Asked) -> Reply:
        size = "100" if asked.query["start"] == "0" else "10"
        return Reply(bodies.get((asked.query["start"], size), bodies["50", "10"]).encode())

    pages, asked = pages_of("arxiv", reply, "/api/query", most=2, query="testing")
    assert (len(pages[0].items), pages[0].total) == (100, 214_881)
    assert (asked[0].query["sortBy"], asked[1].query["start"]) == ("lastUpdatedDate", "100")
    assert all(item.identity.startswith("arxiv:") for item in pages[0].items)


def test_every_answer_that_arxiv_gave_is_read_or_refused_in_its_words() -> None:
    read = 0
    for one in recorded_by_arxiv():
        try:
            page = read_alone("arxiv", one["body"].encode())
        except UnreadableSource as problem:
            assert "incorrect id format" in str(problem)  # noqa: PT017
            continue
        read += len(page.items)
        assert not page.unreadable
    assert read > 150


def test_pubmed_counts_and_then_gives_every_article() -> None:
    paths = sorted((PAYLOADS / "pubmed/tests/fixtures/pmid_xml").glob("*.xml"))
    whole = b"<PubmedArticleSet>" + b"".join(
        part for path in paths
        for part in re.findall(rb"<PubmedArticle>.*?</PubmedArticle>", path.read_bytes(), re.S)
    ) + b"</PubmedArticleSet>"  # fmt: skip
    result = {"count": str(len(paths)), "webenv": "MCID_1", "querykey": "1"}

    def reply(asked: Asked) -> Reply:
        if asked.path.endswith("esearch.fcgi"):
            return Reply(json.dumps({"esearchresult": result}).encode())
        assert (asked.query["WebEnv"], asked.query["retstart"]) == ("MCID_1", "0")
        return Reply(whole)

    pages, _ = pages_of("pubmed", reply, "/entrez/eutils/esearch.fcgi", query="a")
    items = pages[1].items
    assert len(pages) == 2
    assert len(items) == whole.count(b"<PubmedArticle>")
    assert {item.identifier("pmid") for item in items} >= {path.stem for path in paths[:20]} - {""}
    assert all(item.address.startswith("https://pubmed.ncbi.nlm.nih.gov/") for item in items)
    assert any(link.relation in ("corrected by", "retracted by") for i in items for link in i.links)


def recorded_on_tape(host: str) -> Iterator[tuple[str, bytes]]:
    """The answers of one host on the tapes, by their address."""
    for path in sorted((PAYLOADS / "openalex_paperqa").glob("*.yaml")):
        for one in yaml.safe_load(path.read_text())["interactions"]:
            address, response = one["request"]["uri"], one["response"]
            body = response["body"]["string"]
            payload = body if isinstance(body, bytes) else body.encode()
            if urlsplit(address).hostname == host and response["status"]["code"] == 200:
                packed = payload[:2] == b"\x1f\x8b"
                yield address, gzip.decompress(payload) if packed else payload


def test_the_works_of_openalex_are_read_from_lists_and_alone() -> None:
    tapes = dict(recorded_on_tape("api.openalex.org"))
    listed = {unquote(urlsplit(address).query): body for address, body in tapes.items()}
    searched = next(
        body
        for query, body in listed.items()
        if "large+language" in query or "title.search" in query
    )
    pages, asked = pages_of("openalex", lambda _: Reply(searched), "/works", most=1, query="a")
    assert (asked[0].query["cursor"], asked[0].query["per_page"]) == ("*", "100")
    assert pages[0].items
    alone = [
        read_alone("openalex", body)
        for address, body in tapes.items()
        if "doi.org" in address and "select" not in address
    ]
    items = [item for page in alone for item in page.items]
    assert len(items) >= 3
    assert all(item.identity.startswith("doi:10.") for item in items)
    assert max(len(item.abstract) for item in items) > 300


def test_the_works_of_crossref_are_read_with_what_corrects_them() -> None:
    tapes = [
        body for address, body in recorded_on_tape("api.crossref.org") if "bibtex" not in address
    ]
    pages, asked = pages_of("crossref", lambda _: Reply(tapes[0]), "/works", most=1, query="a")
    assert asked[0].query["cursor"] == "*"
    items = [item for body in tapes for item in read_alone("crossref", body).items]
    assert len(items) >= 5
    assert all(item.identity.startswith("doi:10.") and item.published for item in items)
    assert pages[0].items[0] in pages[0].items


def govuk(pattern: str) -> list[Path]:
    folder = PAYLOADS / "govuk/content_schemas/examples"
    return sorted(folder.glob(f"{pattern}/frontend/*.json"))


def test_every_consultation_of_gov_uk_closes_on_its_day_or_is_withdrawn() -> None:
    for path in govuk("consultation"):
        page = read_alone("gov-uk", path.read_bytes())
        written = json.loads(path.read_text())
        if "withdrawn" in path.stem:
            assert page.withdrawn == (f"govuk:{written['base_path']}",)
            continue
        (item,) = page.items
        closing = written["details"].get("closing_date", "")
        assert str(item.deadline or "") == closing[:10]
        assert item.kind == "consultation"


def test_a_search_of_gov_uk_asks_for_the_consultations_whose_end_it_does_not_know() -> None:
    pages_by_path = {
        json.loads(path.read_text())["base_path"]: path.read_bytes()
        for path in govuk("consultation")
    }
    wanted = [path for path in pages_by_path if "doctoral" in path or "museums" in path]
    results = [
        {"title": "A", "link": path, "content_store_document_type": "open_consultation"}
        for path in wanted
    ]

    def reply(asked: Asked) -> Reply:
        if asked.path == "/api/search.json":
            return Reply(json.dumps({"results": results, "total": len(results)}).encode())
        return Reply(pages_by_path[asked.path.removeprefix("/api/content")])

    pages, asked = pages_of("gov-uk", reply, "/api/search.json", documents="open_consultation")
    assert len(pages) == len(wanted) + 1
    assert [one.path for one in asked[1:]] == [f"/api/content{path}" for path in wanted]
    assert sum(len(page.items) + len(page.withdrawn) for page in pages) == len(wanted)


def test_alerts_and_announcements_of_gov_uk_are_what_they_are() -> None:
    kinds = {
        "specialist_document/frontend/drug-device-alerts.json": "alert",
        "specialist_document/frontend/drug-safety-update.json": "alert",
        "statistics_announcement/frontend/official_statistics.json": "statistics",
    }
    for name, kind in kinds.items():
        payload = (PAYLOADS / "govuk/content_schemas/examples" / name).read_bytes()
        (item,) = read_alone("gov-uk", payload).items
        assert item.kind == kind
        assert item.abstract
        assert "</" not in item.abstract
    assert str(item.starts) == "2016-01-20"


def test_every_page_of_gov_uk_can_be_read() -> None:
    read = 0
    for path in govuk("*"):
        page = read_alone("gov-uk", path.read_bytes())
        read += len(page.items)
        assert len(page.items) + len(page.withdrawn) + len(page.unreadable) == 1, path
    assert read > 250


def test_every_list_of_feeds_becomes_its_sources() -> None:
    paths = sorted((PAYLOADS / "opml").rglob("*.opml"))
    assert len(paths) > 100
    for path in paths:
        sources = sources_in(path.read_bytes(), name=path.name)
        addresses = set(re.findall(r'xmlUrl="([^"]+)"', path.read_text()))
        assert {source.address for source in sources} == set(map(unescape, addresses)), path
        assert len({source.name for source in sources}) == len(sources)
    found = recognise(Answer(paths[0].read_bytes(), "https://example.org/list", NOON))
    assert "OPML" in found.why
