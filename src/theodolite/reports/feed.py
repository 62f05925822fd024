"""The bulletin as an Atom feed (RFC 4287): one entry for everything in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from hashlib import sha256

from theodolite.horizon.bulletin import Bulletin, Story, Subject
from theodolite.reports.horizon_bulletin import about, summary, where_told, why_told


def to_atom(bulletin: Bulletin) -> bytes:
    """A feed whose entries keep their ids for good, so that no reader shows one twice."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.id(urn("group", bulletin.society, bulletin.group))
    feed.title(bulletin.title())
    feed.subtitle(summary(bulletin))
    feed.author({"name": bulletin.society or bulletin.group})
    feed.language("en")
    feed.generator("Theodolite")
    moment = datetime.combine(bulletin.on, time(), UTC)
    feed.updated(moment)
    for identity, title, address, topics, words in _entries(bulletin):
        entry = feed.add_entry(order="append")
        entry.id(urn("item", identity))
        entry.title(title)
        entry.updated(moment)
        entry.content(words, type="text")
        if address:
            entry.link(href=address, rel="alternate")
        for topic in topics:
            entry.category(term=topic.name)
    return bytes(feed.atom_str(pretty=True))


Entry = tuple[str, str, str, tuple[Subject, ...], str]
"""Identity, title, address, topics and words of one entry."""


def _entries(bulletin: Bulletin) -> Iterator[Entry]:
    for story in bulletin.stories:
        yield story.identities[0], story.title, story.address, story.topics, _story(story)
    for rise in bulletin.rises:
        yield rise.key, f"Rising: {rise.name}", "", (), rise.sentence
    for one in bulletin.closings:
        words = f"{about(one)}. {one.sentence}"
        yield one.identities[0], one.title, one.address, one.topics, words


def _story(story: Story) -> str:
    return " ".join((f"{where_told(story)}.", *why_told(story)))


def urn(*parts: str) -> str:
    """A name that is the same in every bulletin and tells nothing of where it was made."""
    digest = sha256("\n".join(parts).encode()).hexdigest()[:32]
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:]}"
