"""Every kind of source, by the name that sources.toml calls it."""

from collections.abc import Mapping

from theodolite.horizon.sources import (
    arxiv,
    bibliography,
    calendar,
    clinical_trials,
    crossref,
    europe_pmc,
    feed,
    gov_uk,
    json_feed,
    mailbox,
    oai_pmh,
    openalex,
    pubmed,
)
from theodolite.horizon.sources.source import SourceKind

KINDS: Mapping[str, SourceKind] = {
    "feed": feed,
    "json-feed": json_feed,
    "openalex": openalex,
    "crossref": crossref,
    "europe-pmc": europe_pmc,
    "pubmed": pubmed,
    "arxiv": arxiv,
    "oai-pmh": oai_pmh,
    "gov-uk": gov_uk,
    "clinical-trials": clinical_trials,
    "calendar": calendar,
    "file": bibliography,
    "mailbox": mailbox,
}
"""The module that reads each kind; an OPML list is none, for it becomes many sources."""

ASKED_BY_DAY = frozenset(KINDS) - {"feed", "json-feed", "calendar", "file"}
"""Kinds that are asked for what came since a day; all others always send what they have."""
