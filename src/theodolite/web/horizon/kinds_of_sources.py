"""What kinds of sources are called on pages."""

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "arxiv": "arXiv search",
    "calendar": "Calendar (iCalendar)",
    "clinical-trials": "ClinicalTrials.gov search",
    "crossref": "Crossref search",
    "europe-pmc": "Europe PMC search",
    "feed": "Feed (RSS or Atom)",
    "file": "File of references",
    "gov-uk": "GOV.UK search",
    "json-feed": "JSON Feed",
    "mailbox": "Mailbox",
    "oai-pmh": "Repository (OAI-PMH)",
    "openalex": "OpenAlex search",
    "pubmed": "PubMed search",
}
"""Every kind that a list of sources may name, in words."""
