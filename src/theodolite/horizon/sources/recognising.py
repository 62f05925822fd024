"""What kind of source an address is, told from itself or from what it answers."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from theodolite.horizon.errors import UnknownSource, UnreadableSource
from theodolite.horizon.sources.contained import read_contained
from theodolite.horizon.sources.json_answer import read_json, text
from theodolite.horizon.sources.known_sites import SITES
from theodolite.horizon.sources.opml import sources_in, unused
from theodolite.horizon.sources.source import Answer, Source


@dataclass(frozen=True, slots=True)
class Recognised:
    """One or several sources, and in words by what they were recognised."""

    sources: tuple[Source, ...]
    why: str


_SUFFIXES = {".ics": "calendar", ".ris": "file", ".bib": "file", ".nbib": "file", ".enw": "file"}
_SCHEMES = {"imaps": "mailbox", "webcal": "calendar"}
# What may stand before the root is passed over for good (*+): a comment has but one end.
_ROOT = re.compile(
    rb"(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?>))*+\s*<([\w:.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_ROOTS = {
    "rss": "feed",
    "rdf": "feed",
    "feed": "feed",
    "oai-pmh": "oai-pmh",
    "opml": "list",
    "pubmedarticleset": "file",
    "xml": "file",
    "html": "page",
}
_BEGINNINGS = (
    (b"BEGIN:VCALENDAR", "calendar"),
    (b"TY  -", "file"),
    (b"PMID-", "file"),
    (b"@", "file"),
)


def recognise_address(address: str) -> Recognised | None:
    """What an address is by itself, None where only its content can tell."""
    parts = _parts(address)
    if parts.password:
        raise UnknownSource(
            f"The address at {parts.hostname} holds a password, which a list of sources must not."
            " Put it into an environment variable, and name that with --secret."
        )
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme in _SCHEMES:
        return _one(address, _SCHEMES[parts.scheme], host, f"it begins with {parts.scheme}://")
    for site in SITES:
        if site.is_at(host, parts.path) and (source := site.source(parts)):
            return Recognised((source,), site.why)
    suffix = re.search(r"\.\w+$", parts.path.lower())
    if suffix and suffix[0] in _SUFFIXES:
        name = unquote(parts.path).rsplit("/", 1)[-1]
        return _one(address, _SUFFIXES[suffix[0]], name, f"its name ends in {suffix[0]}")
    if "verb=" in parts.query or re.search(r"/oai(2|-pmh|/request)?/?$", parts.path.lower()):
        base = address.split("?")[0]
        return _one(base, "oai-pmh", host, "its address is that of an OAI-PMH repository")
    return None


def _parts(address: str) -> SplitResult:
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.port != 0:
            return parts
    raise UnknownSource(
        "The host or port of this address cannot be told. Give the address that a browser shows,"
        " such as https://example.org/feed."
    )


def recognise(answer: Answer) -> Recognised:
    """What an address is by what it answered; a page may link to feeds, a list names many."""
    return _READERS[_content(answer.payload)](answer)


def _content(payload: bytes) -> str:
    """The kind of source, or `page`, `list` or `nothing`, by how the payload begins."""
    start = payload[:20_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        return "json"
    for beginning, kind in _BEGINNINGS:
        if start.startswith(beginning):
            return kind
    found = _ROOT.match(start)
    root = found[1].decode("ascii", "replace").lower().rsplit(":", 1)[-1] if found else ""
    if b"<html" in start[:2_000].lower():
        return "page"
    return _ROOTS.get(root, "nothing")


def _one(address: str, kind: str, name: str, why: str) -> Recognised:
    return Recognised((Source(name or address, kind, address),), why)


def _feed(answer: Answer) -> Recognised:
    options = {"address": answer.address}
    feed = read_contained("feed", answer.payload, name=answer.address, options=options)
    return _one(answer.address, "feed", feed["title"], "its content is an RSS or Atom feed")


def _json(answer: Answer) -> Recognised:
    found = read_json(answer.payload, answer.address)
    if "jsonfeed.org/version" in text(found, "version"):
        why = "its content calls itself a JSON Feed"
        return _one(answer.address, "json-feed", text(found, "title"), why)
    if read_contained("records", answer.payload, name=answer.address)["rows"]:
        return _file(answer)
    raise _unknown(answer, "answers with JSON that holds no records")


def _calendar(answer: Answer) -> Recognised:
    found = read_contained("calendar", answer.payload, name=answer.address)
    name = found["title"] or _host(answer)
    return _one(answer.address, "calendar", name, "its content is a calendar in iCalendar format")


def _repository(answer: Answer) -> Recognised:
    why = "its content is an answer of OAI-PMH"
    return _one(answer.address.split("?")[0], "oai-pmh", _host(answer), why)


def _file(answer: Answer) -> Recognised:
    why = "its content is a file of bibliographic records"
    return _one(answer.address, "file", unquote(answer.address).rsplit("/", 1)[-1], why)


def _list(answer: Answer) -> Recognised:
    sources = sources_in(answer.payload, name=answer.address)
    if not sources:
        raise UnreadableSource(
            f"{answer.address} is a list in OPML that names no feed on the web."
            " Export it again from the feed reader."
        )
    return Recognised(sources, f"its content is an OPML list of {len(sources)} feeds")


def _page(answer: Answer) -> Recognised:
    options = {"address": answer.address}
    found = read_contained("links", answer.payload, name=answer.address, options=options)
    names: set[str] = set()
    sources = []
    for link in found:
        if urlsplit(link["address"]).scheme in ("http", "https"):
            name = unused(link["title"] or _host(answer), names)
            names.add(name)
            sources.append(Source(name, link["kind"], link["address"]))
    if not sources:
        raise _unknown(answer, "is a web page that links to no feed and no calendar")
    return Recognised(tuple(sources), f"the page links to {len(sources)} feeds or calendars")


def _nothing(answer: Answer) -> Recognised:
    raise _unknown(answer, "answers with something that is no kind of source")


def _unknown(answer: Answer, what: str) -> UnknownSource:
    return UnknownSource(
        f"{answer.address} {what}. A feed, a calendar, a repository, a list in OPML or a page that"
        " links to one was expected. Look for the word RSS, Atom or subscribe on the site, or name"
        " its kind with --kind."
    )


def _host(answer: Answer) -> str:
    return (urlsplit(answer.address).hostname or answer.address).removeprefix("www.")


_READERS: dict[str, Callable[[Answer], Recognised]] = {
    "feed": _feed,
    "json": _json,
    "calendar": _calendar,
    "oai-pmh": _repository,
    "file": _file,
    "list": _list,
    "page": _page,
    "nothing": _nothing,
}
