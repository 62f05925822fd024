"""The list of sources in OPML, as feed readers and other workspaces read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from theodolite.horizon.fetch.addresses import without_secrets
from theodolite.horizon.sources.asking import safe_link
from theodolite.horizon.sources.plain_text import line
from theodolite.horizon.sources.source import Source


@dataclass(frozen=True, slots=True)
class ListInOpml:
    """The file, and how many sources it names."""

    content: bytes
    named: int


def list_in_opml(sources: Iterable[Source]) -> ListInOpml:
    """Every source on the web by its name, kind and address; readers of feeds see the feeds.

    A file or mailbox of the workspace is left out, and so is an address that holds a password or
    key: the address without it would lead nowhere.
    """
    from lxml import etree

    from theodolite.horizon.files.xml_tree import add, written  # lxml takes a while to open

    told = [one for one in sources if may_be_told(one)]
    root = etree.Element("opml", version="2.0")
    add(add(root, "head"), "title", "Sources")
    body = add(root, "body")
    for one in told:
        add(body, "outline", **_said(one))
    return ListInOpml(written(root), len(told))


def may_be_told(source: Source) -> bool:
    """Whether the address is one of the web and holds nothing secret."""
    address = source.address
    return safe_link(address) == address == line(address) == without_secrets(address)


def _said(source: Source) -> dict[str, str]:
    name, is_feed = line(source.name), source.kind == "feed"
    said = {"type": "rss" if is_feed else source.kind, "text": name, "title": name}
    return said | {"xmlUrl" if is_feed else "htmlUrl": source.address}
