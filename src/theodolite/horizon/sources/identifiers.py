"""The lasting numbers of records, found in what sources write and always written one way."""

import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>]+")
_LONGEST_DOI = 300
_ARXIV = re.compile(r"(?<![\d.])(\d{4}\.\d{4,5}|[a-z][a-z.-]+/\d{7})(?:v\d+)?(?!\d)", re.IGNORECASE)
_NCT = re.compile(r"NCT\d{8}", re.IGNORECASE)
_PMCID = re.compile(r"(?:PMC|/articles/)(\d+)", re.IGNORECASE)
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")


def doi_in(text: str) -> str:
    """The DOI in an address or a text, in lower case, or an empty text.

    >>> doi_in("https://doi.org/10.1088/1361-6560/AC1234."), doi_in("doi:10.1118%2F1.598")
    ('10.1088/1361-6560/ac1234', '10.1118/1.598')
    """
    if "10." not in text:
        return ""
    found = _DOI.search(text) or _DOI.search(unquote(text))
    if not found:
        return ""
    doi = found[0][:_LONGEST_DOI].split("?")[0].split("#")[0].rstrip(".,;:'")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1]
    return doi.lower()


def arxiv_in(text: str) -> str:
    """The arXiv number without its version, or an empty text.

    >>> arxiv_in("http://arxiv.org/abs/2202.12139v1"), arxiv_in("https://arxiv.org/abs/quant-ph/0201082v1")
    ('2202.12139', 'quant-ph/0201082')
    """
    found = _ARXIV.search(text.rsplit("/abs/", 1)[-1])
    return found[1].lower() if found else ""


def nct_in(text: str) -> str:
    """The number of a trial at ClinicalTrials.gov, or an empty text."""
    found = _NCT.search(text)
    return found[0].upper() if found else ""


def pmcid_in(text: str) -> str:
    """The number of an article in PubMed Central, or an empty text.

    >>> pmcid_in("pmc123"), pmcid_in("https://www.ncbi.nlm.nih.gov/pmc/articles/123")
    ('PMC123', 'PMC123')
    """
    found = _PMCID.search(text)
    return f"PMC{found[1]}" if found else ""


def pmid_in(text: str) -> str:
    """The number of a record in PubMed, from itself or from its address.

    >>> pmid_in("https://pubmed.ncbi.nlm.nih.gov/38147649/"), pmid_in("38147649"), pmid_in("x")
    ('38147649', '38147649', '')
    """
    last = text.rstrip("/").rsplit("/", 1)[-1].strip()
    return last if last.isascii() and last.isdecimal() and len(last) <= 9 else ""


def issn_in(text: str) -> str:
    """The first ISSN of a text, with its hyphen.

    >>> issn_in("00319155; 1361-6560"), issn_in("none")
    ('0031-9155', '')
    """
    found = _ISSN.search(text)
    return f"{found[0][:4]}-{found[0][-4:].upper()}" if found else ""
