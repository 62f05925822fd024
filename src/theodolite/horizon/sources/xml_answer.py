"""What is asked of an answer in XML before it is opened."""

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.sources.json_answer import refuse_giants

MOST_TAGS = 1_000_000
"""How many tags one answer may have; each takes some hundred bytes of memory."""


def refuse_many_tags(payload: bytes, name: str) -> None:
    """Refuse an answer that would fill the memory, or that declares things of its own."""
    refuse_giants(payload, name)
    if payload.count(b"<") > MOST_TAGS:
        raise UnreadableSource(
            f"{name} sent {payload.count(b'<'):,} tags at once, more than the {MOST_TAGS:,} that"
            " are read. Ask it for less at a time."
        )
    if b"<!ENTITY" in payload.replace(b"\0", b""):
        raise UnreadableSource(
            f"{name} sent XML that declares entities of its own, which no honest source does."
            " Nothing of it was read. Look at its address in a browser."
        )
