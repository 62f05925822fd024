"""Well-formed RSS 2.0, RSS 1.0 and Atom 1.0, read by lxml in a fraction of feedparser's time.

Whatever is not plainly one of these is left to feedparser: other encodings, document types,
relative addresses, elements in places where they mean something else. Tests hold that both say
the same of every feed of feedparser's own collection that is read here.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from theodolite.horizon.sources.hostile.feed_entry import Entry, Feed, day_in
from theodolite.horizon.sources.plain_text import line, plain, told

_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS_1 = "{http://purl.org/rss/1.0/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PRISM = (
    "{http://prismstandard.org/namespaces/basic/2.0/}",
    "{http://prismstandard.org/namespaces/1.2/basic/}",
    "{http://purl.org/rss/1.0/modules/prism/}",
)
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DATED = "{http://purl.org/rss/1.0/modules/syndication/}"
_SLASH = "{http://purl.org/rss/1.0/modules/slash/}"
_WFW = "{http://wellformedweb.org/CommentAPI/}"
_PRISM_MARKS = {
    "doi": "doi",
    "publicationName": "venue",
    "volume": "volume",
    "number": "issue",
    "startingPage": "pages",
    "issn": "issn",
}
_DC_MARKS = {"identifier": "identifier", "source": "source", "publisher": "publisher"}
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["']|us-ascii["'])""", re.I)
_WINDOWS = re.compile(rb"\xc2[\x80-\x9f]|&#(?:1[2-5]\d|x[89][0-9a-f]);", re.I)
_REFERENCE = re.compile(r"&#?\w+;")
_MANY_TAGS = 1_000_000
_MARKS = {f"{_DC}{name}": ours for name, ours in _DC_MARKS.items()} | {
    f"{namespace}{name}": ours for namespace in _PRISM for name, ours in _PRISM_MARKS.items()
}
_OF_DC = {
    f"{_DC}{name}" for name in (*_DC_MARKS, "creator", "date", "subject", "rights", "language")
}
_OF_PRISM = {f"{one}{name}" for one in _PRISM for name in (*_PRISM_MARKS, "endingPage", "section")}
_OF_PRISM |= {f"{one}{name}" for one in _PRISM for name in ("publicationDate", "coverDisplayDate")}
_EITHER = {f"{_ATOM}link", *_OF_DC, *_OF_PRISM}
_OF_ITEMS = _EITHER | {
    *("title", "link", "guid", "pubDate", "description", "author", "category", "comments"),
    *("enclosure", _CONTENT, f"{_SLASH}comments", f"{_WFW}commentRss", f"{_WFW}comment"),
    *(f"{_RSS_1}{name}" for name in ("title", "link", "description")),
}
_OF_CHANNELS = _EITHER | {
    *("title", "link", "description", "language", "copyright", "lastBuildDate", "pubDate"),
    *("generator", "docs", "ttl", "image", "item", "managingEditor", "webMaster", "category"),
    *(f"{_DATED}{name}" for name in ("updatePeriod", "updateFrequency", "updateBase")),
    *(f"{_RSS_1}{name}" for name in ("title", "link", "description", "items", "image")),
}
_OF_ENTRIES = (
    _OF_DC
    | _OF_PRISM
    | {
        f"{_ATOM}{name}"
        for name in (
            *("title", "link", "id", "published", "updated", "summary", "content", "author"),
            *("contributor", "category", "rights"),
        )
    }
)
_OF_ATOM = _OF_ENTRIES | {
    f"{_ATOM}{name}" for name in ("entry", "subtitle", "generator", "icon", "logo")
}


def read_strictly(payload: bytes) -> Feed | None:
    """What the feed says, or None where it is not one to be read this way."""
    if _is_doubtful(payload):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(payload, parser)
        return _FEEDS[root.tag](root) if root.tag in _FEEDS else None
    except (etree.XMLSyntaxError, _Doubtful):
        return None


class _Doubtful(Exception):
    """Something in the feed may mean another thing to feedparser."""


def _is_doubtful(payload: bytes) -> bool:
    head = payload[:2_000]
    return (
        b"<!DOCTYPE" in payload
        or b"xml:base" in payload
        or (b"xml:lang" in payload and b"<feed" not in head)
        or payload[:2] in (b"\xff\xfe", b"\xfe\xff")
        or _ENCODING.search(head) is not None
        or _holds_windows_characters(payload)
        or payload.count(b"<") > _MANY_TAGS
    )


def _holds_windows_characters(payload: bytes) -> bool:
    """Whether a character is written that means another one in Windows than in XML."""
    is_plain = payload.isascii() and b"&#" not in payload
    return not is_plain and _WINDOWS.search(payload) is not None


def _rss(root: Any) -> Feed:
    channel = root.find("channel")
    if channel is None or len(root) != 1:
        raise _Doubtful
    return _feed_of(channel, channel.findall("item"), "")


def _rdf(root: Any) -> Feed:
    channel = root.find(f"{_RSS_1}channel")
    if channel is None:
        raise _Doubtful
    return _feed_of(channel, root.findall(f"{_RSS_1}item"), _RSS_1)


def _feed_of(channel: Any, items: list[Any], prefix: str) -> Feed:
    one = _Children(channel, _OF_CHANNELS)
    return {
        "title": told(one.text(f"{prefix}title")),
        "address": _absolute(line(one.text(f"{prefix}link"))),
        "language": line(one.text(f"{prefix}language") or one.text(f"{_DC}language")),
        "licence": told(one.text("copyright") or one.text(f"{_DC}rights")),
        "following": _atom_link(one, "next"),
        "entries": [_rss_item(item, prefix) for item in items],
        "reader": "strict",
    }


def _rss_item(item: Any, prefix: str) -> Entry:
    one = _Children(item, _OF_ITEMS)
    guid = line(one.text("guid"))
    link = line(one.text(f"{prefix}link"))
    is_permanent = guid and one.only("guid").get("isPermaLink", "true") != "false"
    bodies = (plain(one.text(f"{prefix}description")), plain(one.text(_CONTENT)))
    return {
        "title": told(one.text(f"{prefix}title") or one.text(f"{_DC}title")),
        "address": _absolute(link or (guid if is_permanent else "")),
        "name": guid or line(item.get(f"{_RDF}about") or ""),
        "abstract": max(bodies, key=len),
        "people": _people(one.texts("author") + one.texts(f"{_DC}creator")),
        "keywords": _words(one.texts("category") + one.texts(f"{_DC}subject")),
        "published": _day(one.text("pubDate") or one.text(f"{_DC}date")),
        "licence": told(one.text(f"{_DC}rights")),
        "language": "",
        "marks": _marks(one),
    }


def _atom(root: Any) -> Feed:
    one = _Children(root, _OF_ATOM)
    return {
        "title": _atom_text(one, "title"),
        "address": _atom_link(one, "alternate") or line(one.text(f"{_ATOM}id")),
        "language": line(root.get(_LANGUAGE) or ""),
        "licence": _atom_link(one, "license") or _atom_text(one, "rights"),
        "following": _atom_link(one, "next"),
        "entries": [_atom_entry(entry) for entry in root.findall(f"{_ATOM}entry")],
        "reader": "strict",
    }


def _atom_entry(entry: Any) -> Entry:
    one = _Children(entry, _OF_ENTRIES)
    bodies = (_atom_text(one, "summary"), _atom_text(one, "content"))
    people = [_author(who) for who in one.all(f"{_ATOM}author")]
    words = [told(word.get("term") or "") for word in one.all(f"{_ATOM}category")]
    name = line(one.text(f"{_ATOM}id"))
    return {
        "title": _atom_text(one, "title"),
        "address": _absolute(_atom_link(one, "alternate") or name),
        "name": name,
        "abstract": max(bodies, key=len),
        "people": _distinct(people),
        "keywords": [word for word in words if word],
        "published": _day(one.text(f"{_ATOM}published") or one.text(f"{_ATOM}updated")),
        "licence": _atom_link(one, "license") or _atom_text(one, "rights"),
        "language": "",
        "marks": _marks(one),
    }


def _author(who: Any) -> str:
    name = told(who.findtext(f"{_ATOM}name") or "")
    if not name or "@" in name:
        raise _Doubtful
    return name


class _Children:
    """The children of an element by their names, in their order; others than `known` are doubtful.

    An element that no feed is known to have, or in another language, may change what feedparser
    makes of its neighbours.
    """

    __slots__ = ("_named",)

    def __init__(self, element: Any, known: set[str]) -> None:
        self._named: dict[str, list[Any]] = {}
        for child in element:
            self._named.setdefault(child.tag, []).append(child)
        if not known.issuperset(self._named):
            raise _Doubtful

    def names(self) -> Iterable[str]:
        return self._named

    def all(self, name: str) -> list[Any]:
        return self._named.get(name, [])

    def only(self, name: str) -> Any:
        """The one child of this name; several are doubtful."""
        found = self._named.get(name)
        if found is None:
            return None
        if len(found) > 1:
            raise _Doubtful
        return found[0]

    def text(self, name: str) -> str:
        """The text of the only child of this name; elements within it are doubtful."""
        child = self.only(name)
        if child is None:
            return ""
        if len(child):
            raise _Doubtful
        return child.text or ""

    def texts(self, name: str) -> list[str]:
        found = self.all(name)
        if any(len(child) for child in found):
            raise _Doubtful
        return [told(child.text or "") for child in found]


def _atom_text(one: _Children, name: str) -> str:
    element = one.only(f"{_ATOM}{name}")
    if element is None:
        return ""
    kind = element.get("type", "text")
    if kind == "xhtml" and len(element) == 1 and not _beside(element):
        return plain(etree.tostring(element[0], encoding="unicode", with_tail=False))
    if len(element) or kind not in ("text", "html") or element.get("src"):
        raise _Doubtful
    return line(element.text or "") if kind == "text" else plain(element.text or "")


def _beside(element: Any) -> str:
    """What stands beside the one child of an element, where nothing should."""
    return f"{element.text or ''}{element[0].tail or ''}".strip()


def _atom_link(one: _Children, relation: str) -> str:
    found = [
        link.get("href", "")
        for link in one.all(f"{_ATOM}link")
        if link.get("rel", "alternate") == relation
    ]
    return line(found[0]) if found else ""


def _absolute(address: str) -> str:
    if address and ("://" not in address or _REFERENCE.search(address)):
        raise _Doubtful
    return address


def _day(written: str) -> str:
    day = day_in(written)
    if written.strip() and not day:
        raise _Doubtful
    return day


def _people(names: list[str]) -> list[str]:
    if any("@" in name for name in names):
        raise _Doubtful
    return _distinct(names)


def _distinct(names: list[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))


def _words(names: list[str]) -> list[str]:
    return [name for name in names if name]


def _marks(one: _Children) -> dict[str, str]:
    found = {_MARKS[name]: line(one.text(name)) for name in one.names() if name in _MARKS}
    return {name: text for name, text in found.items() if text}


_FEEDS: dict[str, Callable[[Any], Feed]] = {
    "rss": _rss,
    f"{_RDF}RDF": _rdf,
    f"{_ATOM}feed": _atom,
}
