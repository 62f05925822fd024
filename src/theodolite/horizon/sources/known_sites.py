"""Sites that are known to answer in a way of their own, and how their pages become sources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs

from theodolite.horizon.sources.source import Source

_ALERTS = {
    "/drug-device-alerts": "medical_safety_alert",
    "/drug-safety-update": "drug_safety_update",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A site by its host and the paths below it, and what to make of an address there.

    `source` gives None for an address that is something else after all, such as a feed.
    """

    host: str
    path: str
    source: Callable[[SplitResult], Source | None]
    why: str

    def is_at(self, host: str, path: str) -> bool:
        """Whether an address with this host and path is on the site."""
        return host == self.host and path.startswith(self.path)


def _asked(parts: SplitResult, names: Mapping[str, str]) -> dict[str, str]:
    """What the parameters of an address ask for, by our names; several values by commas."""
    given = parse_qs(parts.query)
    found = {ours: ",".join(given.get(theirs, ())) for theirs, ours in names.items()}
    return {name: value for name, value in found.items() if value}


def _named(site: str, ask: Mapping[str, str]) -> str:
    return f"{site}: {', '.join(ask.values())}" if ask else site


def _openalex(parts: SplitResult) -> Source:
    ask = _asked(parts, {"search": "query", "filter": "filter"})
    return Source(_named("OpenAlex", ask), "openalex", "https://api.openalex.org/works", ask=ask)


def _crossref(parts: SplitResult) -> Source:
    ask = _asked(parts, {"query": "query", "filter": "filter"})
    path = parts.path if parts.path.endswith("works") else "/works"
    return Source(_named("Crossref", ask), "crossref", f"https://api.crossref.org{path}", ask=ask)


def _europe_pmc(parts: SplitResult) -> Source | None:
    ask = _asked(parts, {"query": "query"})
    address = "https://www.ebi.ac.uk/europepmc/webservices/rest/search"
    return Source(_named("Europe PMC", ask), "europe-pmc", address, ask=ask) if ask else None


def _pubmed(parts: SplitResult) -> Source | None:
    ask = _asked(parts, {"term": "query"})
    address = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esearch.fcgi"
    return Source(_named("PubMed", ask), "pubmed", address, ask=ask) if ask else None


def _arxiv(parts: SplitResult) -> Source | None:
    ask = _asked(parts, {"search_query": "query"})
    steps = [step for step in parts.path.split("/") if step]
    if len(steps) >= 2 and steps[0] == "list":
        ask = {"query": f"cat:{steps[1]}"}
    address = "https://export.arxiv.org/api/query"
    return Source(_named("arXiv", ask), "arxiv", address, ask=ask) if ask else None


def _trials(parts: SplitResult) -> Source | None:
    names = {"term": "query", "cond": "condition", "intr": "intervention"}
    ask = _asked(parts, names) or _asked(parts, {f"query.{one}": names[one] for one in names})
    address = "https://clinicaltrials.gov/api/v2/studies"
    return Source(_named("Trials", ask), "clinical-trials", address, ask=ask) if ask else None


def _gov_uk(parts: SplitResult) -> Source | None:
    path = parts.path.rstrip("/")
    if not path or path.endswith(".atom"):
        return None
    if not path.startswith(("/search", "/api/search", "/government/organisations", *_ALERTS)):
        content = path if path.startswith("/api/content") else f"/api/content{path}"
        return Source(f"GOV.UK: {path}", "gov-uk", f"https://www.gov.uk{content}")
    ask = _gov_uk_search(parts, path)
    if path.startswith("/government/organisations/"):
        ask = {"organisations": path.split("/")[3]}
    for finder, documents in _ALERTS.items():
        if path == finder:
            ask = {**ask, "documents": documents}
        elif path.startswith(f"{finder}/"):
            return Source(f"GOV.UK: {path}", "gov-uk", f"https://www.gov.uk/api/content{path}")
    name = _named("GOV.UK", ask)
    return Source(name, "gov-uk", "https://www.gov.uk/api/search.json", ask=ask) if ask else None


def _gov_uk_search(parts: SplitResult, path: str) -> dict[str, str]:
    names = {
        "q": "query",
        "keywords": "query",
        "organisations[]": "organisations",
        "filter_organisations": "organisations",
        "filter_content_store_document_type": "documents",
    }
    ask: dict[str, str] = {}
    for theirs, ours in names.items():
        ask |= _asked(parts, {theirs: ours})
    if path == "/search/policy-papers-and-consultations":
        ask.setdefault("documents", "open_consultation,closed_consultation,policy_paper")
    return ask


SITES = (
    Site("api.openalex.org", "", _openalex, "it is the API of OpenAlex"),
    Site("openalex.org", "/works", _openalex, "it is a search of OpenAlex"),
    Site("api.crossref.org", "", _crossref, "it is the API of Crossref"),
    Site("ebi.ac.uk", "/europepmc", _europe_pmc, "it is the web service of Europe PMC"),
    Site("europepmc.org", "/search", _europe_pmc, "it is a search of Europe PMC"),
    Site("eutils.ncbi.nlm.nih.gov", "", _pubmed, "it is a search of PubMed's E-utilities"),
    Site("pubmed.ncbi.nlm.nih.gov", "", _pubmed, "it is a search of PubMed"),
    Site("export.arxiv.org", "/api", _arxiv, "it is the API of arXiv"),
    Site("arxiv.org", "/list", _arxiv, "it is a list of arXiv"),
    Site("clinicaltrials.gov", "", _trials, "it is a search of ClinicalTrials.gov"),
    Site("gov.uk", "", _gov_uk, "it is a search or a page of GOV.UK"),
)
"""In the order in which they are tried."""
