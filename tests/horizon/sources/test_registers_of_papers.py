"""OpenAlex, Crossref, Europe PMC, PubMed and arXiv, from their first request to their last page."""

import copy
from datetime import date
from typing import Any

import pytest

from tests.horizon.sources.answers import first, page_of
from tests.horizon.sources.samples import ARXIV, CROSSREF, EUROPE_PMC, OPENALEX, PUBMED
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.item import Link, Published
from theodolite.horizon.sources.asking import parameter
from theodolite.horizon.sources.source import Request


def changed(sample: dict[str, Any], place: list[str | int], value: Any) -> dict[str, Any]:
    found: Any = copy.deepcopy(sample)
    holder = found
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return found


def test_openalex_is_asked_from_45_days_before_the_last_scan_because_it_is_late() -> None:
    asked = first("openalex", query="dose", filter="type:article", contact="a@example.org")
    assert parameter(asked.address, "filter") == "type:article,from_publication_date:2026-01-19"
    assert parameter(asked.address, "search") == "dose"
    assert (parameter(asked.address, "per_page"), parameter(asked.address, "cursor")) == (
        "100",
        "*",
    )
    assert {asked.secret_parameter} == {"api_key"}
    by_index = first("openalex", dates="created")
    assert parameter(by_index.address, "filter") == "from_created_date:2026-03-04"


def test_a_work_of_openalex_tells_its_numbers_and_its_abstract_in_order() -> None:
    page = page_of("openalex", OPENALEX)
    (item,) = page.items
    assert item.identity == "doi:10.1000/dose.1"
    assert (item.title, item.abstract) == ("Dose in CT", "Dose is low and low")
    assert dict(item.identifiers) == {
        "doi": "10.1000/dose.1",
        "pmid": "38000001",
        "pmcid": "PMC10000001",
        "openalex": "W4411",
        "issn": "0031-9155",
    }
    assert (item.in_journal("volume"), item.in_journal("pages")) == ("7", "11-19")
    assert item.links == (Link("full text", "https://example.org/dose.pdf"),)
    assert page.total == 101


def test_openalex_goes_on_by_cursor_until_there_is_none() -> None:
    page = page_of(
        "openalex", OPENALEX, asked=Request("https://x.org/w?cursor=*", {}, {}, "api_key")
    )
    assert page.following == Request("https://x.org/w?cursor=IlsxXSI%3D", {}, {}, "api_key")
    last = changed(OPENALEX, ["meta", "next_cursor"], None)
    assert page_of("openalex", last).following is None


def test_the_first_of_january_at_openalex_is_only_a_year() -> None:
    place = ["results", 0, "publication_date"]
    (item,) = page_of("openalex", changed(OPENALEX, place, "2026-01-01")).items
    assert item.published == Published(date(2026, 1, 1), "year")


def test_a_retracted_work_of_openalex_says_so() -> None:
    (item,) = page_of("openalex", changed(OPENALEX, ["results", 0, "is_retracted"], True)).items
    assert item.keywords == ("Dosimetry", "retracted")


def test_what_openalex_refuses_is_told_in_its_words() -> None:
    with pytest.raises(UnreadableSource, match="refused: Unknown filter field: autor"):
        page_of("openalex", {"error": "Invalid", "message": "Unknown filter field: autor"})


def test_crossref_is_asked_for_dois_registered_since_the_last_scan() -> None:
    asked = first("crossref", query="dose")
    assert parameter(asked.address, "filter") == "from-created-date:2026-03-03"
    updated = first("crossref", dates="updated", filter="issn:0031-9155")
    assert parameter(updated.address, "filter") == "issn:0031-9155,from-update-date:2026-03-03"


def test_a_retraction_at_crossref_says_what_it_retracts() -> None:
    page = page_of("crossref", CROSSREF)
    (item,) = page.items
    assert item.links == (
        Link("retracts", "doi:10.1000/dose.1"),
        Link("replaces", "doi:10.1101/2025.1"),
    )
    assert item.published == Published(date(2026, 3, 1), "month")
    assert item.people == ("Kaur, Amrit", "The Dose Group")
    assert item.abstract == "Abstract It is retracted."
    assert item.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert (item.kind, page.total) == ("paper", 1)


@pytest.mark.parametrize(
    ("written", "relation"),
    [("retraction", "retracted by"), ("erratum", "corrected by"), ("new_version", "replaced by")],
)
def test_what_happened_to_a_work_is_told_on_the_work_too(written: str, relation: str) -> None:
    place = ["message", "items", 0, "updated-by"]
    updates = [{"DOI": "10.1000/n", "type": written}]
    (item,) = page_of("crossref", changed(CROSSREF, place, updates)).items
    assert Link(relation, "doi:10.1000/n") in item.links  # type: ignore[arg-type]


def test_crossref_ends_at_the_first_page_that_is_not_full() -> None:
    assert page_of("crossref", CROSSREF).following is None
    full = page_of("crossref", CROSSREF, asked=Request("https://x.org/works?rows=1&cursor=*"))
    assert full.following == Request("https://x.org/works?rows=1&cursor=AoJ%2Fabc")


def test_europe_pmc_is_asked_by_the_day_records_were_first_indexed() -> None:
    asked = first("europe-pmc", query="dose OR ct")
    wanted = "(dose OR ct) AND (FIRST_IDATE:[2026-03-03 TO 3000-12-31])"
    assert parameter(asked.address, "query") == wanted
    assert parameter(asked.address, "resultType") == "core"


def test_a_query_that_is_missing_is_asked_for_with_an_example() -> None:
    with pytest.raises(
        UnreadableSource, match=r"its 'query' is missing\. Add it .* ask = \{ query"
    ):
        first("europe-pmc")


def test_a_record_of_europe_pmc_tells_the_retraction_and_no_day_that_was_made_up() -> None:
    page = page_of("europe-pmc", EUROPE_PMC)
    (item,) = page.items
    assert item.published == Published(date(2026, 3, 1), "month")
    assert item.links == (Link("retracted by", "pmid:38000009"),)
    assert (item.title, item.abstract) == ("Dose in CT", "Aim To lower dose.")
    assert (item.language, item.licence) == ("en", "cc by")
    assert page.following is not None
    assert parameter(page.following.address, "cursorMark") == "AoIIP4"
    end = changed(EUROPE_PMC, ["nextCursorMark"], "*")
    assert page_of("europe-pmc", end).following is None


def test_a_preprint_in_europe_pmc_is_one() -> None:
    record = {"id": "PPR1", "source": "PPR", "title": "A preprint", "pubYear": "2026"}
    (item,) = page_of("europe-pmc", {"resultList": {"result": [record]}}).items
    assert (item.kind, item.identity) == ("preprint", "europepmc:PPR/PPR1")
    assert item.published == Published(date(2026, 1, 1), "year")


def test_pubmed_is_searched_and_then_fetched_page_by_page() -> None:
    asked = first("pubmed", query="dose[ti]")
    assert parameter(asked.address, "mindate") == "2026/03/03"
    assert parameter(asked.address, "datetype") == "edat"
    result = {"count": "350", "webenv": "MCID_1", "querykey": "1", "idlist": []}
    base = Request("https://x.org/entrez/eutils/esearch.fcgi?term=a", {}, {}, "api_key")
    page = page_of("pubmed", {"esearchresult": result}, asked=base, query="a")
    assert page.total == 350
    fetch = page.following
    assert fetch is not None
    assert fetch.address.startswith("https://x.org/entrez/eutils/efetch.fcgi?")
    assert {fetch.secret_parameter} == {"api_key"}
    assert parameter(fetch.address, "WebEnv") == "MCID_1"
    second = page_of("pubmed", PUBMED, asked=fetch).following
    assert second is not None
    assert parameter(second.address, "retstart") == "200"
    assert page_of("pubmed", PUBMED, asked=second).following is None


def test_pubmed_tells_retractions_and_what_it_has_deleted() -> None:
    page = page_of("pubmed", PUBMED)
    (item,) = page.items
    assert item.identity == "pmid:38000001"
    assert item.address == "https://pubmed.ncbi.nlm.nih.gov/38000001/"
    assert item.published == Published(date(2026, 1, 1), "year")
    assert item.links == (Link("retracted by", "pmid:38000009"),)
    assert page.withdrawn == ("pmid:38000005",)


def test_a_search_of_pubmed_that_finds_too_much_or_misspells_is_noted() -> None:
    result = {
        "count": "12000",
        "webenv": "M",
        "querykey": "1",
        "errorlist": {"phrasesnotfound": ["dosse"]},
    }
    page = page_of("pubmed", {"esearchresult": result}, query="a")
    assert "gives only 10,000" in page.notes[0]
    assert "does not know 'dosse'" in page.notes[1]


def test_an_error_of_pubmed_is_told() -> None:
    with pytest.raises(UnreadableSource, match="API rate limit exceeded"):
        page_of("pubmed", {"error": "API rate limit exceeded", "count": "4"})


def test_arxiv_is_read_until_an_entry_is_older_than_the_last_scan() -> None:
    asked = first("arxiv", query="cat:physics.med-ph")
    assert parameter(asked.address, "sortBy") == "lastUpdatedDate"
    assert asked.remember == {"since": "2026-03-03"}
    page = page_of("arxiv", ARXIV, asked=asked)
    assert page.following is not None
    assert parameter(page.following.address, "start") == "2"
    assert page.following.remember == asked.remember
    newer = Request(asked.address, remember={"since": "2026-03-08"})
    assert page_of("arxiv", ARXIV, asked=newer).following is None


def test_a_preprint_of_arxiv_is_named_by_its_number_and_linked_to_what_was_published() -> None:
    page = page_of("arxiv", ARXIV)
    (item,) = page.items
    assert (item.identity, item.kind) == ("arxiv:2603.01234", "preprint")
    assert item.links == (
        Link("published as", "doi:10.1000/dose.1"),
        Link("full text", "https://arxiv.org/pdf/2603.01234v2"),
    )
    assert item.identifiers == (("arxiv", "2603.01234"),)
    assert item.published == Published(date(2026, 3, 1), "day")
    assert page.withdrawn == ("arxiv:2602.00001",)


def test_an_empty_page_of_a_busy_arxiv_is_asked_for_again() -> None:
    empty = ARXIV[: ARXIV.index(b"<entry>")] + b"</feed>"
    with pytest.raises(UnreadableSource, match="empty page from arXiv though there are 250"):
        page_of("arxiv", empty)
