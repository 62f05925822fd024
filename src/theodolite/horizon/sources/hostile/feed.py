"""A feed as entries: well-formed ones read strictly and fast, all others by feedparser."""

from theodolite.horizon.sources.hostile.feed_entry import Feed
from theodolite.horizon.sources.hostile.feed_lenient import read_leniently
from theodolite.horizon.sources.hostile.feed_strict import read_strictly


def read_feed(payload: bytes, address: str = "") -> Feed:
    """What a feed says of itself and of its entries, in the order it gives them."""
    return read_strictly(payload) or read_leniently(payload, address)
